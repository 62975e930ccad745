import type { SourceText } from '../../context/source.ts'
import type { Finding, HeldBack, Incomplete } from '../../protocol/finding.ts'
import type { ReviewStats } from '../../protocol/requests.ts'

/** One file as the report names it: relative to the working folder, with `/` between its parts. */
export interface ReportedFile {
  readonly path: string
  readonly source: SourceText
}

export interface Totals {
  readonly stats: ReviewStats & { readonly files: number }
  readonly stoppedEarly: boolean
}

/** Prints a review in one format, event by event. */
export interface Report {
  progress(path: string, done: number, total: number, symbol: string): void
  finding(file: ReportedFile, finding: Finding): void
  heldBack(file: ReportedFile, finding: HeldBack): void
  incomplete(path: string, part: Incomplete): void
  end(totals: Totals): void
}

/** Of the shapes printed as JSON; raised when a field changes its meaning or goes away. */
export const schemaVersion = 1
