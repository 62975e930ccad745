import type { Finding, HeldBack, Incomplete } from './finding.ts'
import type { Range } from './text.ts'

/** What a review under way looks at. */
export interface RunningReview {
  /** The function's name, or `lines 10-80` where text has none; empty before the first one. */
  readonly symbol: string
  /** Functions looked at so far, of `total`. */
  readonly done: number
  readonly total: number
}

/** All that is known of one reviewed file, as of now: ranges follow the edits of the document. */
export interface FileFindings {
  readonly uri: string
  /** Relative to the workspace folder, with `/` between its parts; the whole path outside of every folder. */
  readonly path: string
  /** Open and stale ones, in the order of the text. */
  readonly findings: readonly Finding[]
  readonly heldBack: readonly HeldBack[]
  /** What the last review did not look at. */
  readonly incomplete: readonly Incomplete[]
  /** While a review runs. */
  readonly running?: RunningReview
}

/** Result of `latent/findings`: every file that was reviewed since the server started, by path. */
export interface FindingsResult {
  readonly files: readonly FileFindings[]
}

/** Notification `latent/findingsChanged` to the client, where it asked for it by `initializationOptions.findings`. Without `file` nothing is known of it any more. */
export interface FindingsChangedParams {
  readonly uri: string
  readonly file?: FileFindings
}

/** Notification `latent/cancelReview` to the server: ends the review of one document, and the review of a folder that it is part of. */
export interface CancelReviewParams {
  readonly textDocument: { readonly uri: string }
}

/** `latent/reviewFolder`: reviews the code below a folder, file by file. Progress by file, with the function's name. */
export interface ReviewFolderParams {
  readonly uri: string
  readonly workDoneToken?: string | number
}
export interface ReviewFolderResult {
  /** Files that were looked at. */
  readonly files: number
  readonly findings: number
  readonly heldBack: number
  /** Files that were left out because nobody wrote them by hand, or because they are no text. */
  readonly skipped: number
  /** Files that a cancelled review did not reach. */
  readonly left: number
}

/** `latent/report`: what the reviews since the start found, as one document to keep. */
export type ReportFormat = 'html' | 'md'
export interface ReportParams {
  readonly format: ReportFormat
}
export interface ReportResult {
  readonly text: string
  /** Files in the report. */
  readonly files: number
}

/** `latent/explain`: has the model say why a finding matters and which input fails. Text comes by `partialResultToken` as it is written. */
export interface ExplainParams {
  readonly textDocument: { readonly uri: string }
  /** Of an open or held-back finding. */
  readonly id: string
  readonly workDoneToken?: string | number
  readonly partialResultToken?: string | number
}
/** A piece of the explanation. */
export interface ExplainPart {
  readonly text: string
}
/** What the model wrote is plain text: nothing in it is to be followed, run or rendered. */
export interface ExplainResult {
  readonly title: string
  readonly model: string
  readonly text: string
}

/** A function of a document with what its last review left, for a line above it. */
export interface ReviewedFunction {
  readonly name: string
  readonly range: Range
  readonly findings: number
  readonly heldBack: number
}
