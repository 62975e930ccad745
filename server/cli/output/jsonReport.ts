import type { InFile, ReportedFile, ReviewReport, Totals } from '../../features/review/rendering/reviewReport.ts'
import type { Finding, HeldBack, Incomplete } from '../../protocol/finding.ts'
import { printableJson } from '../../protocol/printable.ts'
import { type Report, schemaVersion } from './report.ts'

/** One object: `{ schemaVersion, findings, heldBack, incomplete, stats }`. */
export function jsonReport({ findings, heldBack, incomplete, stats }: ReviewReport): string {
  const named = <F extends Finding>({ file, finding }: InFile<F>) => ({ path: file.path, ...finding })
  return printableJson({ schemaVersion, findings: findings.map(named), heldBack: heldBack.map(named), incomplete, stats }, 2)
}

/** One event a line, as it happens, each named by `event`. */
export class NdjsonReport implements Report {
  readonly #write: (text: string) => void

  constructor(write: (text: string) => void) {
    this.#write = write
  }

  progress(path: string, done: number, total: number, symbol: string): void {
    this.#event({ event: 'progress', path, done, total, symbol })
  }

  finding({ path }: ReportedFile, finding: Finding): void {
    this.#event({ event: 'finding', finding: { path, ...finding } })
  }

  heldBack({ path }: ReportedFile, finding: HeldBack): void {
    this.#event({ event: 'heldBack', finding: { path, ...finding } })
  }

  incomplete(path: string, part: Incomplete): void {
    this.#event({ event: 'incomplete', incomplete: { path, ...part } })
  }

  end({ stats, stoppedEarly }: Totals): void {
    this.#event({ event: 'end', schemaVersion, stoppedEarly, stats })
  }

  #event(event: object): void {
    this.#write(printableJson(event))
  }
}
