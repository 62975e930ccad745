import { describe, expect, it } from 'vitest'
import {
  askedFeatures,
  type Calibration,
  calibrationOf,
  confidenceOf,
  explainedBy,
  featuresOf,
} from '../../../server/features/review/calibration.ts'
import type { Signals } from '../../../server/features/review/suspect.ts'

const signals: Signals = { lineOdds: 4, blockOdds: 4, weakestToken: -4, mendedLogP: -2, candidates: 5 }
const neutral: Calibration = {
  intercept: 0,
  weights: { lineOdds: 0, blockOdds: 0, weakestToken: 0, mendedLogP: 0, margin: 0, lnCandidates: 0, claimed: 0 },
  kinds: {},
  limit: 20,
  asksForClaims: false,
  clearlyLikelier: { line: 0, block: 0 },
}

describe('a model that was never measured', () => {
  const cautious = calibrationOf('never-seen')
  const confidence = (odds: Partial<Signals>) => confidenceOf('boundary', { ...signals, ...odds }, cautious)

  it('is believed only when the odds are overwhelming by both readings', () => {
    expect(confidence({ lineOdds: 13.5, blockOdds: 13.5 })).toBeGreaterThan(0.8)
    expect(confidence({ lineOdds: 9, blockOdds: 9 })).toBeLessThan(0.5)
    expect(confidence({ lineOdds: 30, blockOdds: 5 })).toBeLessThan(0.5)
  })

  it('is believed no more for odds beyond all measure', () => {
    expect(confidence({ lineOdds: 100, blockOdds: 100 })).toBe(confidence({ lineOdds: 15, blockOdds: 15 }))
  })
})

it('weighs each signal and each kind by the calibration', () => {
  const weighted = { ...neutral, weights: { ...neutral.weights, weakestToken: 0.5 }, kinds: { await: 1 } }
  expect(confidenceOf('boundary', signals, neutral)).toBe(0.5)
  expect(confidenceOf('boundary', signals, weighted)).toBeCloseTo(1 / (1 + Math.exp(-2)))
  expect(confidenceOf('await', signals, weighted)).toBeCloseTo(1 / (1 + Math.exp(-3)))
})

it('counts a claim for, its absence against, and a question not asked not at all', () => {
  const weighted = { ...neutral, weights: { ...neutral.weights, claimed: 1 } }
  const confidences = [true, undefined, false].map((claimed) =>
    confidenceOf('boundary', claimed === undefined ? signals : { ...signals, claimed }, weighted),
  )
  expect(confidences[0]).toBeGreaterThan(0.5)
  expect(confidences[1]).toBe(0.5)
  expect(confidences[2]).toBeLessThan(0.5)
})

describe('what the model says when it is asked', () => {
  const weighted = { ...neutral, weights: { ...neutral.weights, votes: 1, rewritten: 1, verdict: 0.5, counterfactual: 0.5 } }
  const confidence = (more: Partial<Signals>) => confidenceOf('boundary', { ...signals, ...more }, weighted)

  it('says nothing where it was not asked', () => {
    expect(askedFeatures.map((feature) => featuresOf(signals, 20)[feature])).toEqual([0, 0, 0, 0])
    expect(confidence({})).toBe(0.5)
  })

  it('raises the confidence the more it speaks for a defect, and lowers it where it speaks against one', () => {
    const rising: readonly (readonly Partial<Signals>[])[] = [
      [{ votes: [0, 4] }, { votes: [1, 4] }, { votes: [2, 4] }, { votes: [3, 4] }, { votes: [4, 4] }],
      [{ rewritten: false }, {}, { rewritten: true }],
      [{ verdict: -3 }, { verdict: 0 }, { verdict: 3 }],
      [3, 0, -3].map((mendedVerdict) => ({ verdict: 0, mendedVerdict })),
    ]
    for (const steps of rising) {
      const confidences = steps.map(confidence)
      expect(confidences).toEqual(confidences.toSorted((a, b) => a - b))
      expect(new Set(confidences).size).toBe(steps.length)
      expect(confidences[0]).toBeLessThan(0.5)
      expect(confidences.at(-1)).toBeGreaterThan(0.5)
    }
  })

  it('is part of the sum that explains the confidence', () => {
    const terms = explainedBy(
      'await',
      { ...signals, votes: [3, 4], verdict: 2 },
      { ...weighted, intercept: -1, kinds: { await: 0.3 } },
    )
    expect(terms).toEqual([
      { of: 'intercept', nats: -1 },
      { of: 'kind', nats: 0.3 },
      { of: 'votes', nats: 0.5 },
      { of: 'verdict', nats: 1 },
    ])
    const logit = terms.reduce((sum, { nats }) => sum + nats, 0)
    expect(1 / (1 + Math.exp(-logit))).toBeCloseTo(
      confidenceOf('await', { ...signals, votes: [3, 4], verdict: 2 }, { ...weighted, intercept: -1, kinds: { await: 0.3 } }),
    )
  })
})
