import type { Signals, SuspectKind } from '../../server/features/review/suspect.ts'
import type { Half } from '../completion/corpus.ts'
import type { Part } from './trial.ts'

export type SystemName = 'latent' | 'naive' | 'eslint'

/** Something that was said of a text. */
export interface Alarm {
  /** First line, counted from 0. */
  readonly line: number
  readonly rule: string
  readonly quote: string
  readonly newText?: string
  /** Probability that it is right, 0 to 1; 1 for a system that has none. */
  readonly confidence: number
  /** It touches a line of the fault. */
  readonly right: boolean
  /** Its fix gives the text as it should be. */
  readonly exact: boolean
  /** It has a fix, and the fix passed its checks. */
  readonly verified: boolean
  /** The settings of `latent.review.precision` at which it was shown, among those that were asked. */
  readonly shownAt: readonly number[]
  /** What a suspect of the likelihood was judged by, for fitting a calibration. */
  readonly suspect?: { readonly kind: SuspectKind; readonly signals: Signals }
}

/** One system's look at one text. */
export interface TrialRecord {
  readonly id: string
  readonly part: Part
  readonly half: Half
  readonly system: SystemName
  readonly languageId: string
  /** The kind of the fault; absent: the text is correct. */
  readonly fault?: string
  /** Lines of the function, and how many of them hold code. */
  readonly lines: number
  readonly codeLines: number
  readonly alarms: readonly Alarm[]
  readonly ms: number
  /** Tokens that the model evaluated: of prompts, without what was cached, and those it wrote. */
  readonly evaluatedTokens: number
  /** The line with the fault was among those whose edits were scored; only of faulty texts, and only where there is a first stage. */
  readonly looked?: boolean
  /** Why a part was left out. */
  readonly incomplete?: string
}

/** The same questions with and without the beginnings that they share. */
export interface PrefixRecord {
  readonly id: string
  readonly lines: number
  /** Texts that Latent scored, each a question. */
  readonly questions: number
  readonly shared: { readonly evaluatedTokens: number; readonly ms: number }
  /** Questions that were asked one by one, and what they cost together. */
  readonly alone: { readonly questions: number; readonly evaluatedTokens: number; readonly ms: number }
  /** By how much the answers to a question differ, in nats, for each that was asked one by one. */
  readonly differences: readonly number[]
}

/** How a bug and its fix compare, by log P of the line between those around it. */
export interface PreferenceRecord {
  readonly id: string
  /** log P(fix) − log P(bug), in nats. */
  readonly odds: number
}

export interface Results {
  readonly started: string
  readonly model: string
  readonly device: string
  readonly half: Half
  readonly seed: number
  /** What `latent.review.precision` is by default. */
  readonly precision: number
  readonly trials: readonly TrialRecord[]
  readonly prefixes: readonly PrefixRecord[]
  readonly preferences: readonly PreferenceRecord[]
}
