import type { MutationKind } from './alternatives/alternative.ts'

/**
 * `claim`: the model named the line itself, and its own completion of the line is the mend. `surprise`: the model found a token of the line
 * very unlikely, and the mend is what it would have written from there on.
 */
export type SuspectKind = MutationKind | 'claim' | 'surprise'

/** What was measured about a suspect. Log-odds are in nats, positive for the mended text. */
export interface Signals {
  /** log P(mended line) − log P(written line) between what stands before and after it. */
  readonly lineOdds: number
  /** The same for the line and those after it, read forward. */
  readonly blockOdds: number
  /** log P of the least likely of the written tokens that the mend replaces. */
  readonly weakestToken: number
  /** log P of the mended line: how surely the model would have written exactly this. */
  readonly mendedLogP: number
  /** log P(mended line) − log P(next best alternative); absent where it was the only one. */
  readonly margin?: number
  readonly candidates: number
  /** Whether the model named this line when asked for bugs; absent where it was not asked. */
  readonly claimed?: boolean
  /** Of how many other orders of what stands around the unit, in how many the mend is likelier; absent where it was not asked. */
  readonly votes?: readonly [agreed: number, asked: number]
  /** Whether the model writes exactly the mended line where the line is left out; absent where it was not asked. */
  readonly rewritten?: boolean
  /** Log-odds of its "yes, this line has a bug", for the written line and for the mended one; absent where it was not asked. */
  readonly verdict?: number
  readonly mendedVerdict?: number
}

/** Another edit of the same place that is nearly as likely. Offsets as in `Suspect`. */
export interface OtherMend {
  readonly kind: SuspectKind
  readonly startOffset: number
  readonly endOffset: number
  readonly newText: string
  /** As in `Signals`, for this edit. */
  readonly lineOdds: number
  readonly blockOdds: number
}

/** A place that may be wrong, with the edit that would mend it. Offsets count from the beginning of the unit's first line. */
export interface Suspect {
  readonly kind: SuspectKind
  readonly startOffset: number
  readonly endOffset: number
  readonly newText: string
  readonly signals: Signals
  /** Likelier first; absent where there is none within a nat of the best. */
  readonly others?: readonly OtherMend[]
  /** What the model said of it, when it did. */
  readonly claim?: string
}
