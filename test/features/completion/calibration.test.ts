import { describe, expect, it, test } from 'vitest'
import {
  addOutcomes,
  Calibration,
  type Curve,
  countOutcome,
  noOutcomes,
  type OutcomeCounts,
  type OutcomeKind,
} from '../../../server/features/completion/calibration.ts'
import { curveOf } from '../../../server/features/completion/calibrations.ts'

const identity: Curve = [
  { confidence: 0, probability: 0 },
  { confidence: 1, probability: 1 },
]
/** Doubtful of a model that is sure of itself, and without an opinion in the middle. */
const bent: Curve = [
  { confidence: 0, probability: 0.05 },
  { confidence: 0.3, probability: 0.4 },
  { confidence: 0.6, probability: 0.4 },
  { confidence: 1, probability: 0.8 },
]
const grid = Array.from({ length: 101 }, (_, index) => index / 100)

function outcomes(...each: readonly [confidence: number, outcome: OutcomeKind, times: number][]): OutcomeCounts {
  let counts = noOutcomes
  for (const [confidence, outcome, times] of each) {
    for (let time = 0; time < times; time++) {
      counts = countOutcome(counts, { confidence, outcome, characters: 1, languageId: 'python' })
    }
  }
  return counts
}

describe('the probability that a completion is taken', () => {
  test.each([
    ['a straight curve', identity],
    ['a bent curve with a flat part', bent],
    ['no curve at all', []],
    ['the curve of a model that was never measured', curveOf('unheard-of')],
  ])('is what the prior says before anything is known: %s', (_what, prior) => {
    const fresh = new Calibration(prior)
    const asPrior = (confidence: number) => {
      const after = prior.findIndex((point) => point.confidence >= confidence)
      const [left, right] = [prior[after - 1] ?? prior[0], prior[after]]
      if (left === undefined || right === undefined) return confidence
      if (left === right) return left.probability
      const share = (confidence - left.confidence) / (right.confidence - left.confidence)
      return left.probability + share * (right.probability - left.probability)
    }
    for (const confidence of grid) expect(fresh.probability(confidence), `${confidence}`).toBeCloseTo(asPrior(confidence), 10)
  })

  test.each<[string, Curve, OutcomeCounts, number, number]>([
    ['halfway to the user after 20 outcomes', identity, outcomes([0.9375, 'accepted', 20]), 0.9375, 0.969],
    ['near the user after many', identity, outcomes([0.9375, 'rejected', 2000]), 0.9375, 0.037],
    ['lower beyond the outermost bin, too', identity, outcomes([0.9375, 'rejected', 2000]), 1, 0.1],
    [
      'raised by what is typed along or taken in part',
      bent,
      outcomes([0.95, 'typedAlong', 20], [0.95, 'partly', 20]),
      0.95,
      0.917,
    ],
    ['pulled down below by a bin above that was refused', identity, outcomes([0.5625, 'rejected', 380]), 0.4375, 0.07],
  ])('is %s', (_what, prior, counts, confidence, probability) => {
    expect(new Calibration(prior, counts).probability(confidence)).toBeCloseTo(probability, 2)
  })

  it('never falls where the confidence rises, and is always a probability', () => {
    const counts = outcomes(
      [0.05, 'accepted', 50],
      [0.3, 'rejected', 80],
      [0.55, 'accepted', 9],
      [0.8, 'rejected', 30],
      [0.99, 'partly', 7],
    )
    for (const prior of [identity, bent, [], curveOf('')]) {
      const values = grid.map((confidence) => new Calibration(prior, counts).probability(confidence))
      // Sums of the same numbers differ in their last bits.
      for (const [index, value] of values.entries()) expect(value).toBeGreaterThan((values[index - 1] ?? 0) - 1e-12)
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
      expect(Math.max(...values)).toBeLessThanOrEqual(1)
    }
  })
})

describe('outcomes', () => {
  test.each([
    ['that tell nothing', 0.5, 'ignored'],
    ['without a confidence', undefined, 'accepted'],
    ['with a confidence that is none', Number.NaN, 'accepted'],
    ['with a confidence out of range', 1.5, 'rejected'],
  ] as const)('%s change nothing', (_what, confidence, outcome) => {
    const calibration = new Calibration(identity)
    const told = { outcome, characters: 3, languageId: 'go', ...(confidence === undefined ? {} : { confidence }) }
    expect(calibration.learned(told)).toBe(calibration)
  })

  it('are learned into a new calibration and leave the old one as it was', () => {
    const before = new Calibration(identity)
    const after = before.learned({ confidence: 1, outcome: 'rejected', characters: 0, languageId: 'go' })
    expect(after.probability(1)).toBeLessThan(before.probability(1))
    expect(before.counts).toEqual(noOutcomes)
  })

  it('survive JSON', () => {
    const calibration = new Calibration(bent, outcomes([0.2, 'accepted', 3], [0.7, 'rejected', 2]))
    const revived = new Calibration(bent, JSON.parse(JSON.stringify(calibration)))
    expect(grid.map((each) => revived.probability(each))).toEqual(grid.map((each) => calibration.probability(each)))
  })

  it('of two places add up', () => {
    const sum = addOutcomes(outcomes([0.2, 'accepted', 3]), outcomes([0.2, 'rejected', 1], [1, 'accepted', 2]))
    expect(sum).toEqual(outcomes([0.2, 'accepted', 3], [0.2, 'rejected', 1], [1, 'accepted', 2]))
  })
})
