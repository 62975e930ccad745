import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Feature, featuresOf } from '../server/features/review/calibration.ts'
import { type Example, fitLogistic, probability } from './review/logistic.ts'
import type { JudgedSuspect, TrialResult } from './review/measure.ts'
import { printTable, summarise } from './review/summary.ts'

// Fits a calibration to the tuning half of what `bench/review.ts` measured, and tells how it does on both halves:
// `node bench/run.mjs reviewFit --results out/bench/review.json`.
const { values: options } = parseArgs({
  options: {
    results: { type: 'string', default: 'out/bench/review.json' },
    /** Results of functions taken as correct: they teach what false alarms look like, so measure these on others. */
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
/** `Calibration.limit` of what is fitted. */
const limit = 25
const clearly = { line: Number(options.line), block: Number(options.block) }

const results = resultsIn(options.results)
const alarms = options.alarms === undefined ? [] : resultsIn(options.alarms)
const tuning = [...results.filter(({ half }) => half === 'tuning'), ...alarms]
const model = fitLogistic(
  tuning.flatMap(({ suspects }) => suspects.filter(isClearlyLikelier).map(example)),
  Number(options.penalty),
)
const noNames = model.weights.at(-1) ?? 0
const weights = Object.fromEntries(features.map((name, index) => [name, round(model.weights[index] ?? 0)]))
console.log(
  JSON.stringify({
    intercept: round(model.intercept + noNames),
    weights,
    kinds: { variable: round(-noNames), member: round(-noNames) },
  }),
)
const isShown = (each: JudgedSuspect) => isClearlyLikelier(each) && probability(model, valuesOf(each)) >= precision
const halves = (name: string, trials: readonly TrialResult[]) =>
  (['tuning', 'heldOut'] as const).map((half) =>
    summarise(
      `${name}, ${half}`,
      trials.filter((each) => each.half === half),
      isShown,
    ),
  )
printTable([...halves('seeded', results), ...(alarms.length === 0 ? [] : [summarise('taken as correct', alarms, isShown)])])

function resultsIn(path: string): readonly TrialResult[] {
  return (JSON.parse(readFileSync(path, 'utf8')) as { results: TrialResult[] }).results
}

function isClearlyLikelier({ suspect: { signals }, sound }: JudgedSuspect): boolean {
  return sound !== false && signals.lineOdds >= clearly.line && signals.blockOdds >= clearly.block
}

/** The last value says that the mend is no other name: people do choose names that a model finds unlikely. */
function valuesOf({ suspect }: JudgedSuspect): readonly number[] {
  const all = featuresOf(suspect.signals, limit)
  const isName = suspect.kind === 'variable' || suspect.kind === 'member'
  return [...features.map((name) => all[name]), isName ? 0 : 1]
}

function example(suspect: JudgedSuspect): Example {
  return { features: valuesOf(suspect), right: suspect.right, weight: suspect.right ? 1 : Number(options.caution) }
}

function round(value: number): number {
  return Number(value.toFixed(3))
}
