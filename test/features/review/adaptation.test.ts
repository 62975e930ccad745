import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { adapted, adaptedConfidence, noAnswers, type ReviewAnswers } from '../../../server/features/review/adaptation.ts'
import { reviewFile } from '../../../server/features/review/review.ts'
import type { Finding, HeldBack } from '../../../server/protocol/finding.ts'
import { evidenceInWords } from '../../../server/protocol/findingWords.ts'
import { evidenceSentences } from '../../../server/protocol/plainWords.ts'
import { ScriptedEngine } from './scriptedEngine.ts'

const after = (confidence: number, answers: Partial<ReviewAnswers>) =>
  Number(adaptedConfidence(confidence, { ...noAnswers, ...answers }).toFixed(3))

describe('the confidence after answers', () => {
  it.each([
    ['stays without any', {}, 0.9],
    ['falls as if one of twenty-one had been wrong', { falsePositive: 1 }, 0.857],
    ['falls half as much for what was not useful', { notUseful: 2 }, 0.857],
    ['falls half as much without a reason', { unstated: 2 }, 0.857],
    ['stays where the user leaves a fault as it is', { wontFix: 9 }, 0.9],
    ['comes down to what the answers say', { falsePositive: 900, accepted: 100 }, 0.116],
    ['rises with what was accepted', { accepted: 5 }, 0.92],
    ['never rises by more than the calibration leaves open', { accepted: 1000 }, 0.965],
    ['is not moved by what was taken back without having been counted', { falsePositive: -3 }, 0.9],
  ] as const)('%s', (_what, answers, expected) => expect(after(0.9, answers)).toBe(expected))

  const count = fc.nat({ max: 500 })
  const anyAnswers = fc.record({ accepted: count, falsePositive: count, notUseful: count, wontFix: count, unstated: count })
  const anyConfidence = fc.double({ min: 0, max: 1, noNaN: true })

  it('is a probability, keeps the order of findings, and moves the way that an answer points', () => {
    fc.assert(
      fc.property(anyConfidence, anyConfidence, anyAnswers, (one, other, answers) => {
        const value = adaptedConfidence(one, answers)
        expect(value).toBeGreaterThanOrEqual(0)
        expect(value).toBeLessThanOrEqual(1)
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        expect(adaptedConfidence(low, answers)).toBeLessThanOrEqual(adaptedConfidence(high, answers) + 1e-12)
        const accepted = adaptedConfidence(one, { ...answers, accepted: answers.accepted + 1 })
        const refused = adaptedConfidence(one, { ...answers, falsePositive: answers.falsePositive + 1 })
        expect(accepted).toBeGreaterThanOrEqual(value - 1e-12)
        expect(refused).toBeLessThanOrEqual(value + 1e-12)
      }),
    )
  })
})

describe('a finding of a rule that the user has answered', () => {
  const finding = {
    ruleId: 'bug.comparison',
    category: 'bug',
    confidence: 0.9,
    evidence: { logOdds: 5 },
  } as const satisfies Partial<Finding>
  const of = (given: Partial<Finding>, answers: Partial<ReviewAnswers>) =>
    adapted({ ...finding, ...given } as Finding, (ruleId) =>
      ruleId === 'bug.comparison' ? { ...noAnswers, ...answers } : noAnswers,
    )

  it('has the evidence in words, in both languages', () => {
    const { evidence, confidence } = of({}, { falsePositive: 3, wontFix: 1, accepted: 1 })
    expect(confidence).toBeCloseTo(0.79, 2)
    expect(evidenceInWords(evidence)).toMatch(/; you dismissed 4 of 5 like this\.$/)
    expect(evidenceSentences(evidence, 'en')).toContain('You dismissed 4 of 5 like this.')
    expect(evidenceSentences(evidence, 'zh')).toContain('在 5 个同类问题中，您忽略了 4 个。')
  })

  it('is as it was where the answers do not move it, are of another rule, or are about what a team asks for', () => {
    expect(of({}, { wontFix: 4 })).toEqual(finding)
    expect(of({ ruleId: 'bug.negation' }, { falsePositive: 40 })).toMatchObject({ confidence: 0.9 })
    expect(of({ category: 'guideline', confidence: 0.99 }, { falsePositive: 40 })).toMatchObject({ confidence: 0.99 })
  })
})

describe('a review', () => {
  const text =
    'function sum(list) {\n  let total = 0\n  for (let i = 0; i <= list.length; i++) total += list[i]\n  return total\n}\n'

  async function reviewed(answers: Partial<ReviewAnswers>): Promise<readonly (Finding | HeldBack)[]> {
    const ask = { source: new SourceText('a.js', 'javascript', text), precision: 0.8, dismissed: [] }
    const deps = {
      engine: new ScriptedEngine({ opinions: { '<=': -30, '>=': -30 } }),
      parser: await SyntaxParser.create(),
      now: () => 0,
      answers: (_model: string, ruleId: string) => (ruleId === 'bug.off-by-one' ? { ...noAnswers, ...answers } : noAnswers),
    }
    const found: (Finding | HeldBack)[] = []
    for await (const event of reviewFile(ask, deps, new AbortController().signal)) {
      if (event.kind === 'finding' || event.kind === 'heldBack') found.push(event.finding)
    }
    return found
  }

  it('holds back what the user has called wrong often enough, and says so', async () => {
    const [before] = await reviewed({})
    const [after] = await reviewed({ falsePositive: 9 })
    expect(before).not.toHaveProperty('reason')
    expect(after).toMatchObject({
      reason: expect.stringContaining('latent.review.precision'),
      evidence: { answers: { dismissed: 9, of: 9 } },
    })
    expect(after?.id).toBe(before?.id)
  })
})
