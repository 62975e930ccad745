import { type Calibration, type Feature, featuresOf } from '../calibration.ts'
import type { Signals, SuspectKind } from '../suspect.ts'
import { type Example, fitLogistic, type LogisticModel, type Prior, probability } from './logistic.ts'

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

/** What was said of a text, whether it was right, and the signals of the suspect where there are some. */
export interface JudgedAlarm {
  readonly right: boolean
  readonly suspect?: { readonly kind: SuspectKind; readonly signals: Signals }
}

/** A suspect with the function that it is of. */
export interface FitCase<Alarm extends JudgedAlarm = JudgedAlarm> {
  readonly id: string
  readonly kind: SuspectKind
  /** Absent: the language is not weighed. */
  readonly languageId?: string
  readonly alarm: Alarm
}

/** What a fit tells of a calibration. */
export type FittedNumbers = Pick<Calibration, 'intercept' | 'weights' | 'kinds' | 'languages' | 'limit'>

export interface Fitted {
  readonly calibration: FittedNumbers
  confidenceOf(alarm: JudgedAlarm, languageId?: string): number
}

/** Of a language with fewer suspects nothing is known that is not known of all. */
const fewestOfLanguage = 20

/** Fits one logistic model with an offset for each family, each kind and each language that is seen often, all drawn towards 0. */
export function fittedTo(cases: readonly FitCase[], options: FitOptions): Fitted {
  const groups = groupsOf(cases)
  const { families: names, kinds, languages } = groups
  const valuesOf = (kind: SuspectKind, alarm: JudgedAlarm, languageId: string | undefined) => [
    ...featureValues(alarm, options),
    ...names.map((name) => (familyOf(kind) === name ? 1 : 0)),
    ...kinds.map((each) => (each === kind ? 1 : 0)),
    ...languages.map((each) => (each === languageId ? 1 : 0)),
  ]
  const examples = cases.map(({ kind, alarm, languageId }): Example => {
    return { features: valuesOf(kind, alarm, languageId), right: alarm.right, weight: alarm.right ? 1 : options.caution }
  })
  const evidence: Prior = { penalty: options.penalty, kind: 'evidence' }
  const offset: Prior = { penalty: options.penalty, kind: 'offset' }
  const model = fitLogistic(examples, [
    ...options.features.map(() => evidence),
    ...[...names, ...kinds, ...languages].map(() => offset),
  ])
  return {
    calibration: calibrationOf(model, groups, options),
    confidenceOf: ({ right, suspect }, languageId) =>
      suspect === undefined ? 0 : probability(model, valuesOf(suspect.kind, { right, suspect }, languageId)),
  }
}

interface Groups {
  readonly families: readonly string[]
  readonly kinds: readonly SuspectKind[]
  readonly languages: readonly string[]
}

function groupsOf(cases: readonly FitCase[]): Groups {
  const kinds = [...new Set(cases.map(({ kind }) => kind))].toSorted()
  const all = new Set(cases.flatMap(({ languageId }) => languageId ?? []))
  const languages = [...all].filter((id) => cases.filter(({ languageId }) => languageId === id).length >= fewestOfLanguage)
  // One language alone is the whole.
  return { kinds, families: [...new Set(kinds.map(familyOf))], languages: languages.length < 2 ? [] : languages.toSorted() }
}

function calibrationOf(
  { intercept, weights }: LogisticModel,
  { families: names, kinds, languages }: Groups,
  { features, limit }: FitOptions,
): FittedNumbers {
  const offsets = weights.slice(features.length)
  const offsetOf = (kind: SuspectKind) => {
    const ofFamily = offsets[names.indexOf(familyOf(kind))] ?? 0
    return rounded(ofFamily + (offsets[names.length + kinds.indexOf(kind)] ?? 0))
  }
  const ofLanguage = languages.map((id, index) => [id, rounded(offsets[names.length + kinds.length + index] ?? 0)] as const)
  const allFeatures = { lineOdds: 0, blockOdds: 0, weakestToken: 0, mendedLogP: 0, margin: 0, lnCandidates: 0, claimed: 0 }
  const fitted = Object.fromEntries(features.map((feature, index) => [feature, rounded(weights[index] ?? 0)]))
  return {
    intercept: rounded(intercept),
    weights: { ...allFeatures, ...fitted },
    kinds: Object.fromEntries(kinds.map((kind) => [kind, offsetOf(kind)])),
    ...(languages.length === 0 ? {} : { languages: Object.fromEntries(ofLanguage) }),
    limit,
  }
}

function featureValues({ suspect }: JudgedAlarm, { features, limit }: FitOptions): readonly number[] {
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
