import type { ReportedFile, Totals } from '../../features/review/rendering/reviewReport.ts'
import type { Finding, HeldBack, Incomplete } from '../../protocol/finding.ts'
import type { Report } from './report.ts'

/** Passes a review on to several reports, one run being enough for all of them. */
export class SeveralReports implements Report {
  readonly #reports: readonly Report[]

  constructor(reports: readonly Report[]) {
    this.#reports = reports
  }

  progress(path: string, done: number, total: number, symbol: string): void {
    for (const report of this.#reports) report.progress(path, done, total, symbol)
  }

  finding(file: ReportedFile, finding: Finding): void {
    for (const report of this.#reports) report.finding(file, finding)
  }

  heldBack(file: ReportedFile, finding: HeldBack): void {
    for (const report of this.#reports) report.heldBack(file, finding)
  }

  incomplete(path: string, part: Incomplete): void {
    for (const report of this.#reports) report.incomplete(path, part)
  }

  end(totals: Totals): void {
    for (const report of this.#reports) report.end(totals)
  }
}
