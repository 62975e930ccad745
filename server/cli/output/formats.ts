import { htmlReport } from '../../features/review/rendering/htmlReport.ts'
import { markdownReport } from '../../features/review/rendering/markdownReport.ts'
import type { Paint } from '../../features/review/rendering/paint.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { CollectedReport } from './collectedReport.ts'
import { GithubReport } from './githubReport.ts'
import { gitlabReport } from './gitlabReport.ts'
import { jsonReport, NdjsonReport } from './jsonReport.ts'
import { RdjsonlReport } from './rdjsonlReport.ts'
import type { Report } from './report.ts'
import { type SarifOrigin, sarifReport } from './sarif/sarifReport.ts'
import { TextReport } from './textReport.ts'

/** How a review can be printed, for `--format`. */
export const formats = ['text', 'json', 'ndjson', 'sarif', 'rdjsonl', 'github', 'gitlab', 'md', 'html'] as const
export type Format = (typeof formats)[number]

/** What the formats take from the run and its surroundings. */
export interface Printing {
  readonly write: (text: string) => void
  /** Of formats text, md and html; what programs read is always English. */
  readonly language: DisplayLanguage
  /** Of format text. */
  readonly paint: Paint
  /** Whether format text prints held-back findings too; json, ndjson, md and html always do. */
  readonly showHeldBack: boolean
  /** Of format sarif. */
  readonly origin: SarifOrigin
}

/** A report in a format. */
export function reportIn(format: Format, { write, language, paint, showHeldBack, origin }: Printing): Report {
  switch (format) {
    case 'text':
      return new TextReport(write, { language, paint, showHeldBack })
    case 'json':
      return new CollectedReport(write, jsonReport)
    case 'ndjson':
      return new NdjsonReport(write)
    case 'sarif':
      return new CollectedReport(write, (report) => sarifReport(report, origin))
    case 'rdjsonl':
      return new RdjsonlReport(write)
    case 'github':
      return new GithubReport(write)
    case 'gitlab':
      return new CollectedReport(write, gitlabReport)
    case 'md':
      return new CollectedReport(write, (report) => markdownReport(report, language))
    case 'html':
      return new CollectedReport(write, (report) => htmlReport(report, language))
  }
}
