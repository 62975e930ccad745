import type { TextEdit } from './text.ts'

/**
 * Request `latent/fixes`: a finding's fixes for the text of now, for showing them before they are made. Rejects with `findingGone`, and
 * with `fixOutdated` where none applies any more.
 */
export interface FixesParams {
  readonly textDocument: { readonly uri: string }
  readonly id: string
}

export interface OfferedFix {
  readonly title: string
  readonly verified: boolean
  readonly edits: readonly TextEdit[]
}

export interface FixesResult {
  /** The best first, at least one. */
  readonly fixes: readonly OfferedFix[]
  /** Of the document that the edits apply to. */
  readonly version: number
}

/** Commands of the client for fixes; the server offers them as code actions. */
export interface FixCommands {
  /** Shows a finding's fixes before they are made; called with a document's URI and the finding's id. */
  readonly previewFix?: string
  /** Makes a finding's fix, runs the tests and takes it back when they fail; called with the same. Offered where tests are configured. */
  readonly testFix?: string
  /** Called after a fix of a code action was made, with the document's URI and the fix's title. */
  readonly fixMade?: string
}
