import type { Finding, HeldBack, Incomplete } from '../../protocol/finding.ts'
import { printableJson } from './printable.ts'
import { type Report, type ReportedFile, schemaVersion, type Totals } from './report.ts'

/** One object at the end: `{ schemaVersion, findings, heldBack, incomplete, stats }`. */
export class JsonReport implements Report {
  readonly #write: (text: string) => void
  readonly #findings: (Finding & { path: string })[] = []
  readonly #heldBack: (HeldBack & { path: string })[] = []
  readonly #incomplete: (Incomplete & { path: string })[] = []

  constructor(write: (text: string) => void) {
    this.#write = write
  }

  progress(): void {}

  finding({ path }: ReportedFile, finding: Finding): void {
    this.#findings.push({ path, ...finding })
  }

  heldBack({ path }: ReportedFile, finding: HeldBack): void {
    this.#heldBack.push({ path, ...finding })
  }

  incomplete(path: string, part: Incomplete): void {
    this.#incomplete.push({ path, ...part })
  }

  end({ stats }: Totals): void {
    const result = { schemaVersion, findings: this.#findings, heldBack: this.#heldBack, incomplete: this.#incomplete, stats }
    this.#write(printableJson(result, 2))
  }
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
