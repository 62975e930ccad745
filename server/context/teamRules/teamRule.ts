/** Findings of likelihood reach `warning` at most; only a team can ask for `error`. */
export type RuleSeverity = 'error' | 'warning' | 'info'

/** What a team asks of its code, as one of its files says it. All of it is data of a workspace. */
export interface TeamRule {
  /** `rule.review.never-use-eval`: the file, then the first words. It stays when other rules come and go. */
  readonly id: string
  /** On one line, code between backticks, without other marks. */
  readonly sentence: string
  readonly severity: RuleSeverity
  /** Globs of the files it is for, relative to the workspace folder; those with `!` take files out again. Empty: all. */
  readonly appliesTo: readonly string[]
  /** Relative to the workspace folder, with `/`. */
  readonly file: string
  /** Zero-based. */
  readonly line: number
}

/** Something in a file of rules that is not checked. `noRule`: it was never meant as a rule; `problem`: somebody should mend it. */
export interface LeftOut {
  readonly kind: 'noRule' | 'problem'
  readonly file: string
  /** Zero-based; absent where the whole file is meant. */
  readonly line?: number
  /** Why, as a sentence without its full stop. */
  readonly reason: string
}

/** The rules of a workspace folder, file by file in the order of the text. */
export interface TeamRules {
  readonly rules: readonly TeamRule[]
  readonly leftOut: readonly LeftOut[]
}
