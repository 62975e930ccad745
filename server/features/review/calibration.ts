import { calibrations, cautious } from './calibrations.ts'
import type { Signals, SuspectKind } from './suspect.ts'

/** How much one model's signals say: weights of a logistic model, fitted by `bench/reviewFit.ts`. */
export interface Calibration {
  readonly intercept: number
  /** None is negative, so that more evidence never lowers the confidence. A question without a weight is not asked. */
  readonly weights: Readonly<Record<LikelihoodFeature, number> & Partial<Record<AskedFeature, number>>>
  /** Added for a kind of mistake, which the model may judge better or worse than others. */
  readonly kinds: Readonly<Partial<Record<SuspectKind, number>>>
  /** The same for languages, by their ids; absent where all were judged alike or nothing is known. */
  readonly languages?: Readonly<Record<string, number>>
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

/** What the search for suspects measures anyway. */
export type LikelihoodFeature = 'lineOdds' | 'blockOdds' | 'weakestToken' | 'mendedLogP' | 'margin' | 'lnCandidates' | 'claimed'

/** What costs requests of its own for each suspect, see `askedSignals.ts`. */
export const askedFeatures = ['votes', 'rewritten', 'verdict', 'counterfactual'] as const
export type AskedFeature = (typeof askedFeatures)[number]

export type Feature = LikelihoodFeature | AskedFeature

/** One summand of the log-odds that a suspect is a defect. */
export interface Term {
  readonly of: Feature | 'intercept' | 'kind' | 'language'
  /** In nats, positive for "a defect". */
  readonly nats: number
}

/** The calibration of a model by `EngineInfo.calibrationKey`; of one that was never measured, a cautious one. */
export function calibrationOf(calibrationKey: string): Calibration {
  return calibrations.get(calibrationKey) ?? cautious
}

/** The numbers that a calibration weighs; what was not measured is 0, which speaks for nothing. */
export function featuresOf(signals: Signals, limit: number): Readonly<Record<Feature, number>> {
  const bounded = (value: number) => Math.max(-limit, Math.min(limit, value))
  const { verdict, mendedVerdict, votes } = signals
  return {
    lineOdds: bounded(signals.lineOdds),
    blockOdds: bounded(signals.blockOdds),
    weakestToken: bounded(-signals.weakestToken),
    mendedLogP: bounded(-signals.mendedLogP),
    margin: bounded(signals.margin ?? signals.lineOdds),
    lnCandidates: Math.log(Math.max(1, signals.candidates)),
    claimed: answered(signals.claimed),
    votes: votes === undefined ? 0 : (2 * votes[0]) / votes[1] - 1,
    rewritten: answered(signals.rewritten),
    verdict: bounded(verdict ?? 0),
    counterfactual: verdict === undefined || mendedVerdict === undefined ? 0 : bounded(verdict - mendedVerdict),
  }
}

function answered(answer: boolean | undefined): number {
  return answer === undefined ? 0 : answer ? 1 : -1
}

/** What the confidence in a suspect is made of: the intercept first, then whatever moved it. */
export function explainedBy(kind: SuspectKind, signals: Signals, calibration: Calibration, languageId = ''): readonly Term[] {
  const features = featuresOf(signals, calibration.limit)
  const weighed = Object.entries(calibration.weights).map(([feature, weight]): Term => {
    return { of: feature as Feature, nats: weight * features[feature as Feature] }
  })
  return [
    { of: 'intercept', nats: calibration.intercept },
    ...[
      { of: 'kind', nats: calibration.kinds[kind] ?? 0 } as const,
      { of: 'language', nats: calibration.languages?.[languageId] ?? 0 } as const,
      ...weighed,
    ].filter(({ nats }) => nats !== 0),
  ]
}

/** Probability, 0 to 1, that a suspect is a defect and its mend right. */
export function confidenceOf(kind: SuspectKind, signals: Signals, calibration: Calibration, languageId?: string): number {
  const logit = explainedBy(kind, signals, calibration, languageId).reduce((sum, { nats }) => sum + nats, 0)
  return 1 / (1 + Math.exp(-logit))
}
