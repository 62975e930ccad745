import type { Compiler } from '../../../context/compiler.ts'
import type { OffsetSpan } from '../../../context/cuts.ts'
import type { SourceText } from '../../../context/source.ts'
import type { EditDeps } from '../editing.ts'

/** An error that an editor shows, of whichever program: its place by offsets, and its words, which are data. */
export interface Problem extends OffsetSpan {
  readonly message: string
  /** As the program names it: TypeScript's number, a linter's rule. */
  readonly code?: string | number
  /** The program that tells it, such as `ts`. */
  readonly source?: string
}

export interface DiagnoseAsk {
  readonly source: SourceText
  readonly problem: Problem
}

export interface DiagnoseDeps extends EditDeps {
  /** Absent: whether an edit mends the error cannot be told. */
  readonly compiler?: Compiler
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number
}

/** Where an edit comes from: the compiler's own mend, a name that it knows, one of a review's single edits, or the model. */
export type Origin = 'compiler' | 'name' | 'alternative' | 'model'

/** An edit that may mend the error. Offsets count from the beginning of the file. */
export interface Candidate extends OffsetSpan {
  readonly newText: string
  readonly origin: Origin
  /** TypeScript's name for the kind of its own mend. */
  readonly compilerFix?: string
}

/** What is known of a candidate that passed the checks. Log-odds in nats, positive for the mended text; absent where it was not asked. */
export interface Mended extends Candidate {
  /** Errors of the text that go away with it, this one among them. 0 where no compiler tells. */
  readonly goneErrors: number
  /** Words that are taken away or added, whichever are more; 0 where words only change places. */
  readonly changedWords: number
  /** It hides the error rather than mending what is wrong. */
  readonly silences: boolean
  /** Of the lines that change, between those in front and those behind. */
  readonly lineOdds?: number
  /** Of those lines and the ones after them, read forward. */
  readonly blockOdds?: number
}
