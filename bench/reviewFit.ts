import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Feature, featuresOf } from '../server/features/review/calibration.ts'
import { type Example, fitLogistic, type LogisticModel, probability } from './review/logistic.ts'
import type { JudgedSuspect, TrialResult } from './review/measure.ts'

// Fits a calibration to the tuning half of what `bench/review.ts` measured, and tells how it does on both halves:
// `node bench/run.mjs reviewFit --results out/bench-review.json`.
const { values: options } = parseArgs({
  options: {
    results: { type: 'string', default: 'out/bench-review.json' },
    /** Texts without a fault that only teach what false alarms look like. */
    alarms: { type: 'string' },
    penalty: { type: 'string', default: '1' },
    /** How much a wrong suspect counts against a right one: faults are rarer in the world than in the bench. */
    caution: { type: 'string', default: '4' },
    line: { type: 'string', default: '2' },
    block: { type: 'string', default: '2' },
    features: { type: 'string', default: 'lineOdds,blockOdds,weakestToken,mendedLogP,lnCandidates' },
  },
})
const features = options.features.split(',') as Feature[]
const precision = 0.8
const clearly = { line: Number(options.line), block: Number(options.block) }

const results = resultsIn(options.results)
const alarms = options.alarms === undefined ? [] : resultsIn(options.alarms)
const tuning = [...results.filter(({ half }) => half === 'tuning'), ...alarms.filter(({ half }) => half === 'tuning')]
const model = fitLogistic(
  tuning.flatMap(({ suspects }) => suspects.filter(isClearlyLikelier).map(example)),
  Number(options.penalty),
)
console.log(
  JSON.stringify({
    intercept: round(model.intercept),
    weights: Object.fromEntries(features.map((name, index) => [name, round(model.weights[index] ?? 0)])),
  }),
)
for (const half of ['tuning', 'heldOut'] as const)
  report(
    half,
    results.filter((each) => each.half === half),
    model,
  )
if (alarms.length > 0) {
  for (const half of ['tuning', 'heldOut'] as const)
    report(
      `${half} alarms`,
      alarms.filter((each) => each.half === half),
      model,
    )
}

function resultsIn(path: string): readonly TrialResult[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as { results: TrialResult[] }).results
}

function isClearlyLikelier({ suspect: { signals }, sound }: JudgedSuspect): boolean {
  return sound !== false && signals.lineOdds >= clearly.line && signals.blockOdds >= clearly.block
}

function valuesOf({ suspect }: JudgedSuspect): readonly number[] {
  const all = featuresOf(suspect.signals)
  return features.map((name) => all[name])
}

function example(suspect: JudgedSuspect): Example {
  return { features: valuesOf(suspect), right: suspect.right, weight: suspect.right ? 1 : Number(options.caution) }
}

function report(name: string, trials: readonly TrialResult[], fitted: LogisticModel): void {
  const faults = trials.filter(({ fault }) => fault !== undefined)
  const shown = trials.flatMap((trial) => shownOf(trial, fitted))
  const right = shown.filter((each) => each.right).length
  const found = faults.filter((trial) => shownOf(trial, fitted).some((each) => each.right)).length
  const clean = trials.filter(({ fault }) => fault === undefined)
  const falseAlarms = clean.flatMap((trial) => shownOf(trial, fitted)).length
  console.log(
    `${name}: ${shown.length} shown, ${right} right (${percent(right, shown.length)}); ${found} of ${faults.length} faults found (${percent(found, faults.length)}); ${falseAlarms} false alarms in ${clean.length} correct functions`,
  )
}

function shownOf({ suspects }: TrialResult, fitted: LogisticModel): readonly JudgedSuspect[] {
  return suspects.filter((each) => isClearlyLikelier(each) && probability(fitted, valuesOf(each)) >= precision)
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${Math.round((100 * part) / whole)} %`
}

function round(value: number): number {
  return Number(value.toFixed(3))
}
