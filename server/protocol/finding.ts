import type { LatentErrorData } from './errors.ts'
import type { Range, TextEdit } from './text.ts'

/** Where a finding comes from: likelihood of the text, the model's own claim, or a rule. */
export type Origin = 'odds' | 'review' | 'rule'

export const categories = [
  'bug',
  'security',
  'performance',
  'concurrency',
  'resource',
  'api-misuse',
  'maintainability',
  'guideline',
] as const
export type Category = (typeof categories)[number]

export type Severity = 'error' | 'warning' | 'info' | 'hint'

/** `stale`: the text under the finding changed since; `suppressed`: a `latent-ignore` comment covers it. */
export type FindingState = 'open' | 'stale' | 'dismissed' | 'suppressed' | 'fixed'

/** Identity across edits and runs: no line numbers and no message text, both of which drift. */
export interface Fingerprint {
  readonly rule: string
  readonly path: string
  readonly symbol?: string
  /** Hash of the quoted text, white space normalised. */
  readonly rangeHash: string
  /** Hash of the whole lines that the range touches, white space normalised. */
  readonly lineHash: string
  /** 0 for the first finding in the file with these hashes, 1 for the second, and so on. */
  readonly occurrence: number
}

/** What speaks for a finding. Absent means not measured, never zero. Log-odds are in nats, positive for "a defect". */
export interface Evidence {
  /** What a rule saw here, as the beginning of a sentence without its full stop. */
  readonly reason?: string
  /** log P(mended text) − log P(text as written), by the model. */
  readonly logOdds?: number
  /** log P of the least likely token of the written text that the mend replaces. */
  readonly weakestToken?: number
  /** How many alternatives were scored at this place. */
  readonly candidates?: number
  /** Readings that speak for it, of those made: whether the model claims it by itself, and its odds in other orders of what stands around. */
  readonly votes?: readonly [number, number]
  /** Log-odds of "defect" before and after the fix, where the model's calibration says that its verdict informs. */
  readonly counterfactual?: { readonly before: number; readonly after: number }
  /**
   * What the calibrated confidence is made of: their sum is its log-odds, before the user's answers. In nats, by the names of the
   * calibration's weights; what moved nothing is left out.
   */
  readonly terms?: readonly { readonly of: string; readonly nats: number }[]
  /** Of the user's own answers to findings of this rule, how many were dismissals; absent where they did not move the confidence. */
  readonly answers?: { readonly dismissed: number; readonly of: number }
}

/** `undefined` checks could not be made (another language, no test command); they are never shown as passed. */
export interface FixChecks {
  readonly parses: boolean
  /** Every word and sign outside of the edits is read as before. Absent where the text does not parse. */
  readonly restUnchanged?: boolean
  readonly newTypeErrors?: number
  /** The mended text is clearly likelier than the written one. */
  readonly likelier?: boolean
}

export interface Fix {
  readonly title: string
  readonly edits: readonly TextEdit[]
  /** Hash of the whole text that the edits apply to. */
  readonly baseHash: string
  readonly checks: FixChecks
  /** Every check that could be made passed, and at least "parses" was made; "likelier" too, where the model proposed the fix. */
  readonly verified: boolean
}

export interface Finding {
  /** Stable while the finding lives, in the editor also across sessions. */
  readonly id: string
  readonly fingerprint: Fingerprint
  readonly range: Range
  /** The exact text under `range`. */
  readonly quote: string
  readonly origin: Origin
  /** For example `bug.comparison`; it is also the diagnostic's code. */
  readonly ruleId: string
  readonly category: Category
  readonly cwe?: readonly number[]
  readonly severity: Severity
  /** Calibrated probability that this is a real defect, 0 to 1. */
  readonly confidence: number
  readonly evidence: Evidence
  /** One sentence of at most 80 characters. */
  readonly title: string
  /** An input or state that fails. */
  readonly trigger?: string
  readonly related: readonly { readonly range: Range; readonly message: string }[]
  readonly fixes: readonly Fix[]
  readonly state: FindingState
}

/** A claim without enough evidence: listed and counted, never shown as a diagnostic. */
export interface HeldBack extends Finding {
  /** Why it was held back, in words for the user. */
  readonly reason: string
}

/** A part of the file that was not reviewed, or not to the end. */
export interface Incomplete {
  /** The function's name, or `lines 10-80` where text has none. */
  readonly symbol: string
  readonly reason:
    | 'outOfBudget'
    | 'cancelled'
    | 'tooLong'
    | 'notText'
    | 'generated'
    | 'notParsed'
    | 'engineFailed'
    | 'changedMeanwhile'
  /** More on the reason, in English. */
  readonly detail?: string
  /** The error that `detail` tells, for whoever tells it in another language. */
  readonly error?: LatentErrorData
}
