import type { EditResult, Proposal } from './edits.ts'
import type { Position, Range } from './text.ts'

/** An error that the editor shows in a document, of whichever program. */
export interface ShownError {
  readonly textDocument: { readonly uri: string }
  readonly range: Range
  readonly message: string
  /** As the program names it, such as 2339 or `no-undef`. */
  readonly code?: string | number
  /** The program that tells it, such as `ts`. */
  readonly source?: string
}

/** Request `latent/diagnose`: an edit that mends an error. Nothing is applied. */
export interface DiagnoseParams extends ShownError {
  /** 0 or absent: the best mend; n: the one after n were rejected. */
  readonly attempt?: number
  readonly workDoneToken?: string | number
}

export interface DiagnoseResult extends EditResult {
  /** Other mends that are nearly as likely as the one of `outcome`, likelier first. */
  readonly others: readonly Proposal[]
  /** Whether the compiler no longer reports the error with any of them, and no new one. */
  readonly isVerified: boolean
}

/** A variable of a stopped program, as the user agreed to send it. */
export interface DebugVariable {
  readonly name: string
  readonly value: string
}

/** Request `latent/explainError`: why an error comes, in plain text. Partial results are ExplainPart. */
export interface ExplainErrorParams extends ShownError {
  /** Only what the user agreed to send; the server keeps nothing of it. */
  readonly variables?: readonly DebugVariable[]
  readonly workDoneToken?: string | number
  readonly partialResultToken?: string | number
}

export interface ExplainErrorResult {
  readonly model: string
  readonly text: string
}

/** Request `latent/stackTrace`: what most likely caused a failure, in plain text, and a mend. Partial results are ExplainPart. */
export interface StackTraceParams {
  /** A stack trace or the output of a failing test. It is data: paths in it are looked for in the workspace only. */
  readonly text: string
  readonly variables?: readonly DebugVariable[]
  readonly workDoneToken?: string | number
  readonly partialResultToken?: string | number
}

/** A frame of the workspace's own code. */
export interface OwnFrame {
  readonly uri: string
  /** As findings name the file. */
  readonly path: string
  readonly position: Position
  readonly symbol?: string
}

export interface StackTraceResult extends ExplainErrorResult {
  /** What went wrong, in the program's own words. */
  readonly message: string
  /** Where it went wrong first. */
  readonly frames: readonly OwnFrame[]
  /** A mend of the innermost of these frames, where one is clearly likelier than what is written. */
  readonly fix?: { readonly uri: string; readonly version?: number; readonly proposal: Proposal }
}

/** Commands of the client for errors; the server offers them as code actions. */
export interface ErrorCommands {
  /** Shows why an error comes and a mend before it is made; called with ShownError. */
  readonly explainError?: string
}

export const diagnoseMethods = {
  diagnose: 'latent/diagnose',
  explainError: 'latent/explainError',
  stackTrace: 'latent/stackTrace',
} as const
