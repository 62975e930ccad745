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
