import type { SourceText } from '../../../context/source.ts'
import type { Finding, HeldBack, Incomplete } from '../../../protocol/finding.ts'
import type { ReviewStats } from '../../../protocol/requests.ts'

/** One file as the report names it: relative to the folder that the reader knows, with `/` between its parts. */
export interface ReportedFile {
  readonly path: string
  readonly source: SourceText
}

/** A finding and the text that it was found in. */
export interface InFile<F extends Finding> {
  readonly file: ReportedFile
  readonly finding: F
}

export interface Totals {
  readonly stats: ReviewStats & { readonly files: number }
  readonly stoppedEarly: boolean
}

/** A whole review, as it is written into a file: in the order in which it went. */
export interface ReviewReport extends Totals {
  readonly findings: readonly InFile<Finding>[]
  readonly heldBack: readonly InFile<HeldBack>[]
  readonly incomplete: readonly (Incomplete & { readonly path: string })[]
}

/** Findings by file, the files in the order of their names and the findings in that of the text. */
export function byFile<F extends Finding>(
  findings: readonly InFile<F>[],
): readonly { readonly path: string; readonly ofFile: readonly InFile<F>[] }[] {
  const paths = [...new Set(findings.map(({ file }) => file.path))].sort()
  return paths.map((path) => ({
    path,
    ofFile: findings
      .filter(({ file }) => file.path === path)
      .toSorted((a, b) => a.finding.range.start.line - b.finding.range.start.line),
  }))
}
