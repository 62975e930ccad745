import type { InFile, ReportedFile, ReviewReport, Totals } from '../../features/review/rendering/reviewReport.ts'
import type { Finding, HeldBack, Incomplete } from '../../protocol/finding.ts'
import type { Report } from './report.ts'

/** For formats that are one document: keeps what comes, and writes all of it at the end. */
export class CollectedReport implements Report {
  readonly #write: (text: string) => void
  readonly #render: (report: ReviewReport) => string
  readonly #findings: InFile<Finding>[] = []
  readonly #heldBack: InFile<HeldBack>[] = []
  readonly #incomplete: (Incomplete & { readonly path: string })[] = []

  constructor(write: (text: string) => void, render: (report: ReviewReport) => string) {
    this.#write = write
    this.#render = render
  }

  progress(): void {}

  finding(file: ReportedFile, finding: Finding): void {
    this.#findings.push({ file, finding })
  }

  heldBack(file: ReportedFile, finding: HeldBack): void {
    this.#heldBack.push({ file, finding })
  }

  incomplete(path: string, part: Incomplete): void {
    this.#incomplete.push({ path, ...part })
  }

  end(totals: Totals): void {
    const [findings, heldBack, incomplete] = [this.#findings, this.#heldBack, this.#incomplete]
    this.#write(this.#render({ findings, heldBack, incomplete, ...totals }))
  }
}
