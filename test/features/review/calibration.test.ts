import { describe, expect, it } from 'vitest'
import { type Calibration, calibrationOf, confidenceOf } from '../../../server/features/review/calibration.ts'
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
