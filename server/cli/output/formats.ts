import type { Paint } from '../../features/review/rendering/paint.ts'
import { CollectedReport } from './collectedReport.ts'
import { jsonReport, NdjsonReport } from './jsonReport.ts'
import type { Report } from './report.ts'
import { TextReport } from './textReport.ts'

/** How a review can be printed, for `--format`. */
export const formats = ['text', 'json', 'ndjson'] as const
export type Format = (typeof formats)[number]

/** What the formats take from the run and its surroundings. */
export interface Printing {
  readonly write: (text: string) => void
  /** Of format text. */
  readonly paint: Paint
  /** Whether format text prints held-back findings too. */
  readonly showHeldBack: boolean
}

/** A report in a format. */
export function reportIn(format: Format, { write, paint, showHeldBack }: Printing): Report {
  switch (format) {
    case 'text':
      return new TextReport(write, paint, showHeldBack)
    case 'json':
      return new CollectedReport(write, jsonReport)
    case 'ndjson':
      return new NdjsonReport(write)
  }
}
