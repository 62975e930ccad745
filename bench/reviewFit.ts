// Fits a calibration to what `bench/review/main.ts` measured on the tuning half, and tells how it does on functions that it has not seen:
// `npm run bench -- reviewFit --results out/bench/review-tuning.json --held-out out/bench/review.json`.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type FitOptions, fittedTo } from '../server/features/review/calibrate/fit.ts'
import type { Feature } from '../server/features/review/calibration.ts'
import { crossFitted, fitCases } from './review/fit.ts'
import { share } from './review/intervals.ts'
import { aligned, percent, shareText } from './review/layout.ts'
import type { Results } from './review/records.ts'
import { type Judged, stretched, stretchedCalibration, stretchForShares } from './review/shownShare.ts'
import { askedPrecisions } from './review/systems/latent.ts'

const { values: given } = parseArgs({
  options: {
    results: { type: 'string', default: 'out/bench/review-tuning.json' },
    'held-out': { type: 'string' },
    features: { type: 'string', default: 'lineOdds,blockOdds,weakestToken,mendedLogP,margin' },
    limit: { type: 'string', default: '25' },
    penalty: { type: 'string', default: '2' },
    caution: { type: 'string', default: '1' },
  },
})
const options: FitOptions = {
  features: given.features.split(',') as Feature[],
  limit: Number(given.limit),
  penalty: Number(given.penalty),
  caution: Number(given.caution),
}

const tuning = resultsIn(given.results)
if (tuning.half !== 'tuning') throw new Error(`${given.results} is of the half ${tuning.half}: fit to the tuning half only.`)
const cases = fitCases(tuning.trials)
if (cases.length === 0) throw new Error(`${given.results} has no suspects to fit to.`)
const fitted = fittedTo(cases, options)
const unseen = crossFitted(cases, options)
const stretch = stretchForShares(unseen)
console.log(`For calibrations.ts, ${tuning.model}; a setting of p shows suspects of which a share of p is right:`)
console.log(JSON.stringify(stretchedCalibration(stretch, fitted), undefined, 2))
console.log('As probabilities of the single suspects:')
console.log(JSON.stringify(fitted.calibration, undefined, 2))
report('Tuning half, each function by a model that has not seen it', unseen, faultsOf(tuning))
if (given['held-out'] !== undefined) {
  const heldOut = resultsIn(given['held-out'])
  const judged = fitCases(heldOut.trials).map(({ alarm }) => ({ alarm, confidence: fitted.confidenceOf(alarm) }))
  report('Held-out half', judged, faultsOf(heldOut))
}

function report(title: string, judged: readonly Judged[], faults: number): void {
  const rows = askedPrecisions.toSorted().map((asked) => {
    const shown = judged.filter(({ confidence }) => stretched(stretch, confidence) >= asked)
    const right = shown.filter(({ alarm }) => alarm.right).length
    return [percent(asked), shareText(share(right, shown.length)), shareText(share(right, faults))]
  })
  console.log(`\n${title}\n${aligned([['asked', 'precision', 'recall'], ...rows])}`)
}

function faultsOf({ trials }: Results): number {
  return trials.filter(({ system, fault, part }) => system === 'latent' && fault !== undefined && part === 'injected').length
}

function resultsIn(path: string): Results {
  return JSON.parse(readFileSync(path, 'utf8')) as Results
}
