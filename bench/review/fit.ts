import { type Calibration, type Feature, featuresOf } from '../../server/features/review/calibration.ts'
import type { SuspectKind } from '../../server/features/review/suspect.ts'
import { type Example, fitLogistic, type LogisticModel, type Prior, probability } from './logistic.ts'
import type { Alarm, TrialRecord } from './records.ts'

/** Kinds of mistake that a model judges alike: what few examples say of one of them is drawn towards what is known of the others. */
const families: Readonly<Record<string, readonly string[]>> = {
  operators: ['comparison', 'boundary', 'boolean', 'arithmetic', 'negation'],
  names: ['variable', 'member', 'argumentOrder'],
  words: ['await', 'return', 'break'],
}
const otherFamily = 'others'

export interface FitOptions {
  readonly features: readonly Feature[]
  /** Odds beyond this, in nats, say no more than that they are large. */
  readonly limit: number
  /** How strongly features are held at 0, and the differences between families and between kinds. */
  readonly penalty: number
  /** How much a wrong suspect counts against a right one: faults are rarer in the world than in the bench. */
  readonly caution: number
}

/** A suspect with the trial that it is of. */
export interface FitCase {
  readonly id: string
  readonly kind: SuspectKind
  readonly alarm: Alarm
}

/** The suspects of a run that were judged by likelihood. */
export function fitCases(trials: readonly TrialRecord[]): readonly FitCase[] {
  return trials
    .filter(({ system }) => system === 'latent')
    .flatMap(({ id, alarms }) => alarms.flatMap((alarm) => (alarm.suspect ? [{ id, kind: alarm.suspect.kind, alarm }] : [])))
}

export interface Fitted {
  readonly calibration: Pick<Calibration, 'intercept' | 'weights' | 'kinds' | 'limit'>
  confidenceOf(alarm: Alarm): number
}

/** Fits one logistic model with an offset for each family and each kind, both drawn towards 0. */
export function fittedTo(cases: readonly FitCase[], options: FitOptions): Fitted {
  const kinds = [...new Set(cases.map(({ kind }) => kind))].toSorted()
  const names = [...new Set(kinds.map(familyOf))]
  const valuesOf = (kind: SuspectKind, alarm: Alarm) => [
    ...featureValues(alarm, options),
    ...names.map((name) => (familyOf(kind) === name ? 1 : 0)),
    ...kinds.map((each) => (each === kind ? 1 : 0)),
  ]
  const examples = cases.map(({ kind, alarm }): Example => {
    return { features: valuesOf(kind, alarm), right: alarm.right, weight: alarm.right ? 1 : options.caution }
  })
  const evidence: Prior = { penalty: options.penalty, kind: 'evidence' }
  const offset: Prior = { penalty: options.penalty, kind: 'offset' }
  const model = fitLogistic(examples, [
    ...options.features.map(() => evidence),
    ...names.map(() => offset),
    ...kinds.map(() => offset),
  ])
  return {
    calibration: calibrationOf(model, kinds, names, options),
    confidenceOf: (alarm) => confidenceIn(model, alarm, valuesOf),
  }
}

function confidenceIn(
  model: LogisticModel,
  alarm: Alarm,
  valuesOf: (kind: SuspectKind, alarm: Alarm) => readonly number[],
): number {
  return alarm.suspect === undefined ? 0 : probability(model, valuesOf(alarm.suspect.kind, alarm))
}

function calibrationOf(
  { intercept, weights }: LogisticModel,
  kinds: readonly SuspectKind[],
  names: readonly string[],
  { features, limit }: FitOptions,
): Fitted['calibration'] {
  const offsets = weights.slice(features.length)
  const offsetOf = (kind: SuspectKind) => {
    const ofFamily = offsets[names.indexOf(familyOf(kind))] ?? 0
    return rounded(ofFamily + (offsets[names.length + kinds.indexOf(kind)] ?? 0))
  }
  const allFeatures = { lineOdds: 0, blockOdds: 0, weakestToken: 0, mendedLogP: 0, margin: 0, lnCandidates: 0, claimed: 0 }
  const fitted = Object.fromEntries(features.map((feature, index) => [feature, rounded(weights[index] ?? 0)]))
  return {
    intercept: rounded(intercept),
    weights: { ...allFeatures, ...fitted },
    kinds: Object.fromEntries(kinds.map((kind) => [kind, offsetOf(kind)])),
    limit,
  }
}

/** Confidences of cases by models that have not seen their function: one of five parts is left out at a time. */
export function crossFitted(
  cases: readonly FitCase[],
  options: FitOptions,
): readonly { readonly alarm: Alarm; readonly confidence: number }[] {
  const ids = [...new Set(cases.map(({ id }) => id))].toSorted()
  const partOf = (id: string) => ids.indexOf(id) % 5
  return [0, 1, 2, 3, 4].flatMap((part) => {
    const fitted = fittedTo(
      cases.filter(({ id }) => partOf(id) !== part),
      options,
    )
    return cases.filter(({ id }) => partOf(id) === part).map(({ alarm }) => ({ alarm, confidence: fitted.confidenceOf(alarm) }))
  })
}

function featureValues({ suspect }: Alarm, { features, limit }: FitOptions): readonly number[] {
  if (suspect === undefined) return features.map(() => 0)
  const all = featuresOf(suspect.signals, limit)
  return features.map((name) => all[name])
}

function familyOf(kind: SuspectKind): string {
  return Object.keys(families).find((name) => families[name]?.includes(kind)) ?? otherFamily
}

function rounded(value: number): number {
  return Number(value.toFixed(3))
}
