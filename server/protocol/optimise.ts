import type { Proposal } from './edits.ts'
import type { RequestFigures } from './figures.ts'
import type { Range } from './text.ts'

/**
 * Request `latent/optimise`: ways to make a function faster or leaner. Nothing is applied and nothing is measured. Rejects with untrusted,
 * notReviewable, an abort, or the engine's error.
 */
export interface OptimiseParams {
  readonly textDocument: { readonly uri: string }
  /** Somewhere in the function. */
  readonly range: Range
  readonly workDoneToken?: string | number
}

export interface OptimiseResult {
  /** Those that passed every check, what a rule knows first. */
  readonly ways: readonly Proposal[]
  /** Why there is none, or no more, in one sentence; absent where the last one looked for is among them. */
  readonly reason?: string
  /** Of the document that the edits apply to. */
  readonly version: number
  readonly figures: RequestFigures
}
