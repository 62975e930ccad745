import type { InFile, ReportedFile, ReviewReport, Totals } from '../../features/review/rendering/reviewReport.ts'
import type { Finding, HeldBack, Incomplete } from '../../protocol/finding.ts'
import { comparePositions } from '../../protocol/text.ts'
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
    const [findings, heldBack, incomplete] = [inOrder(this.#findings), inOrder(this.#heldBack), this.#incomplete]
    this.#write(this.#render({ ...totals, findings, heldBack, incomplete }))
  }
}

/** File by file as they were reviewed, each in the order of its text: they come as they are found. */
function inOrder<F extends Finding>(found: readonly InFile<F>[]): readonly InFile<F>[] {
  const files = [...new Set(found.map(({ file }) => file.path))]
  const place = new Map(files.map((path, index) => [path, index]))
  return found.toSorted(
    (a, b) =>
      (place.get(a.file.path) ?? 0) - (place.get(b.file.path) ?? 0) ||
      comparePositions(a.finding.range.start, b.finding.range.start),
  )
}
