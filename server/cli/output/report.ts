import type { ReportedFile, Totals } from '../../features/review/rendering/reviewReport.ts'
import type { Finding, HeldBack, Incomplete } from '../../protocol/finding.ts'

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
