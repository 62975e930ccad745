import { describe, expect, it } from 'vitest'
import { randomNumbers } from '../../bench/cuts.ts'
import { crossFitted, fitCases } from '../../bench/review/fit.ts'
import type { TrialRecord } from '../../bench/review/records.ts'
import { stretched, stretchedCalibration, stretchForShares } from '../../bench/review/shownShare.ts'
import { fittedTo } from '../../server/features/review/calibrate/fit.ts'
import { confidenceOf } from '../../server/features/review/calibration.ts'
import type { SuspectKind } from '../../server/features/review/suspect.ts'

const options = { features: ['lineOdds', 'blockOdds'], limit: 25, penalty: 1, caution: 1 } as const

/** Suspects that are right with the probability of a known logistic model, names needing 4 nats more than operators. */
function drawn(count: number, kinds: readonly SuspectKind[]): readonly TrialRecord[] {
  const random = randomNumbers(7)
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? 'comparison'
    const lineOdds = random() * 16
    const logit = lineOdds - (kind === 'variable' ? 10 : 6)
    const right = random() < 1 / (1 + Math.exp(-logit))
    // Says nothing.
    const blockOdds = random() * 16
    const signals = { lineOdds, blockOdds, weakestToken: -1, mendedLogP: -1, candidates: 3 }
    const alarm = { line: 0, rule: 'bug', quote: '', confidence: 0, right, exact: right, verified: true, shownAt: [] }
    return {
      ...({ id: `${index}`, part: 'injected', half: 'tuning', system: 'latent', languageId: 'python' } as const),
      ...{ lines: 10, codeLines: 10, ms: 1, evaluatedTokens: 1, alarms: [{ ...alarm, suspect: { kind, signals } }] },
    }
  })
}

describe('a fitted calibration', () => {
  const cases = fitCases(drawn(400, ['comparison', 'variable']))
  const { calibration, confidenceOf: fittedConfidence } = fittedTo(cases, options)

  it('finds which signal tells, and by how much kinds differ', () => {
    expect(calibration.weights.lineOdds).toBeGreaterThan(0.6)
    expect(calibration.weights.blockOdds).toBeLessThan(0.1)
    const { comparison = 0, variable = 0 } = calibration.kinds
    expect(comparison - variable).toBeGreaterThan(2)
  })

  it('gives the confidence that the product computes from it', () => {
    const whole = { ...calibration, asksForClaims: false, clearlyLikelier: { line: 1, block: 1 } }
    for (const { kind, alarm } of cases.slice(0, 20)) {
      if (alarm.suspect === undefined) throw new Error('no suspect')
      expect(confidenceOf(kind, alarm.suspect.signals, whole)).toBeCloseTo(fittedConfidence(alarm), 2)
    }
  })

  it('draws a kind with few examples towards its family', () => {
    const few = [...drawn(400, ['variable']), ...drawn(2, ['member'])]
    const { kinds } = fittedTo(fitCases(few), options).calibration
    expect(Math.abs((kinds.member ?? 0) - (kinds.variable ?? 0))).toBeLessThan(1)
  })

  it('judges each function by a model that has not seen it', () => {
    const judged = crossFitted(cases, options).filter(({ confidence }) => confidence >= 0.8)
    const right = judged.filter(({ alarm }) => alarm.right).length
    expect(judged).not.toHaveLength(0)
    expect(right / judged.length).toBeGreaterThan(0.8)
  })
})

describe('a calibration for shares of what is shown', () => {
  const cases = fitCases(drawn(1500, ['comparison', 'variable']))
  const fitted = fittedTo(cases, options)
  const judged = cases.map(({ alarm }) => ({ alarm, confidence: fitted.confidenceOf(alarm) }))
  const stretch = stretchForShares(judged)
  const shareShown = (asked: number, confidenceOf: (confidence: number) => number) => {
    const shown = judged.filter(({ confidence }) => confidenceOf(confidence) >= asked)
    return shown.filter(({ alarm }) => alarm.right).length / shown.length
  }

  it('gives the share that the setting asks for, where probabilities of single suspects give more', () => {
    for (const asked of [0.7, 0.8, 0.9]) {
      expect(Math.abs(shareShown(asked, (each) => stretched(stretch, each)) - asked)).toBeLessThan(0.05)
      expect(shareShown(asked, (each) => each)).toBeGreaterThan(asked + 0.05)
    }
  })

  it('is the calibration that the product then has', () => {
    const whole = { ...stretchedCalibration(stretch, fitted), asksForClaims: false, clearlyLikelier: { line: 1, block: 1 } }
    for (const { kind, alarm } of cases.slice(0, 20)) {
      if (alarm.suspect === undefined) throw new Error('no suspect')
      const expected = stretched(stretch, fitted.confidenceOf(alarm))
      expect(confidenceOf(kind, alarm.suspect.signals, whole)).toBeCloseTo(expected, 1)
    }
  })

  it('stays as it is where there is too little to tell', () => {
    expect(stretchForShares(judged.slice(0, 5))).toEqual({ offset: 0, scale: 1 })
  })
})
