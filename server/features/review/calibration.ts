import { calibrations, cautious } from './calibrations.ts'
import type { Signals, SuspectKind } from './suspect.ts'

/** How much one model's signals say: weights of a logistic model, fitted by `bench/reviewFit.ts`. */
export interface Calibration {
  readonly intercept: number
  readonly weights: Readonly<Record<Feature, number>>
  /** Added for a kind of mistake, which the model may judge better or worse than others. */
  readonly kinds: Readonly<Partial<Record<SuspectKind, number>>>
  /** Odds and log-probabilities beyond this, in nats, say no more than that they are large. */
  readonly limit: number
  /** Whether asking the model for bugs tells anything; where it does not, it is not asked. */
  readonly asksForClaims: boolean
  /** At how many of a function's most surprising places it is asked what it would have written; absent where that tells nothing. */
  readonly surprisingPlaces?: number
  /**
   * How the log-odds of a yes/no answer, in nats, become log-odds of its being right; absent where this model's answers tell nothing, and
   * are not asked for.
   */
  readonly verdicts?: { readonly intercept: number; readonly slope: number }
  /** What a mend's log-odds have to be at least, in nats, for it to be "clearly likelier". */
  readonly clearlyLikelier: { readonly line: number; readonly block: number }
}

export type Feature = 'lineOdds' | 'blockOdds' | 'weakestToken' | 'mendedLogP' | 'margin' | 'lnCandidates' | 'claimed'

/** The calibration of a model by `EngineInfo.calibrationKey`; of one that was never measured, a cautious one. */
export function calibrationOf(calibrationKey: string): Calibration {
  return calibrations.get(calibrationKey) ?? cautious
}

/** The numbers that a calibration weighs. */
export function featuresOf(signals: Signals, limit: number): Readonly<Record<Feature, number>> {
  const bounded = (value: number) => Math.max(-limit, Math.min(limit, value))
  return {
    lineOdds: bounded(signals.lineOdds),
    blockOdds: bounded(signals.blockOdds),
    weakestToken: bounded(-signals.weakestToken),
    mendedLogP: bounded(-signals.mendedLogP),
    margin: bounded(signals.margin ?? signals.lineOdds),
    lnCandidates: Math.log(Math.max(1, signals.candidates)),
    claimed: signals.claimed === undefined ? 0 : signals.claimed ? 1 : -1,
  }
}

/** Probability, 0 to 1, that a suspect is a defect and its mend right. */
export function confidenceOf(kind: SuspectKind, signals: Signals, calibration: Calibration): number {
  const features = featuresOf(signals, calibration.limit)
  let logit = calibration.intercept + (calibration.kinds[kind] ?? 0)
  for (const [feature, weight] of Object.entries(calibration.weights)) logit += weight * features[feature as Feature]
  return 1 / (1 + Math.exp(-logit))
}
