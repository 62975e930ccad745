import { beforeAll, describe, expect, it } from 'vitest'
import { lostByFirstStage } from '../../bench/review/figures.ts'
import { AskedQuestions } from '../../bench/review/questions.ts'
import { askedAlone } from '../../bench/review/sharedPrefix.ts'
import { eslintReview } from '../../bench/review/systems/eslint.ts'
import { LatentReviewer } from '../../bench/review/systems/latent.ts'
import { claimedLines, naiveReview } from '../../bench/review/systems/naive.ts'
import type { Trial } from '../../bench/review/trial.ts'
import { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import { ScriptedEngine } from '../features/review/scriptedEngine.ts'

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

// Python, because its fixes need no check of types, which would take most of the time.
const correct =
  'def total(items):\n    result = 0\n    i = 0\n    while i < len(items):\n        result += items[i]\n        i += 1\n    return result\n'
const faulty = correct.replace('<', '<=')

function trialOf(text: string, fault: boolean): Trial {
  return {
    ...({ id: 'total', part: 'injected', half: 'heldOut', source: new SourceText('total.py', 'python', text) } as const),
    lines: { startLine: 0, endLine: 7 },
    ...(fault && { fault: { kind: 'boundary', lines: { startLine: 3, endLine: 4 }, correctText: correct } }),
  }
}

describe("Latent's review of a text", () => {
  it('is right where it touches the fault, exact where its fix is the text as it should be', async () => {
    const engine = new ScriptedEngine({ opinions: { '<=': -30, '>=': -30 } })
    const { record } = await new LatentReviewer(engine, parser).review(trialOf(faulty, true))
    expect(record.alarms).toHaveLength(1)
    expect(record.alarms[0]).toMatchObject({ line: 3, quote: '<=', newText: '<', right: true, exact: true, verified: true })
    expect(record.alarms[0]?.suspect?.kind).toBe('boundary')
    expect(record.alarms[0]?.suspect?.signals.lineOdds).toBeCloseTo(30)
    expect(record.looked).toBe(true)
  })

  it('is wrong in a text without a fault', async () => {
    const engine = new ScriptedEngine({ opinions: { '+=': -30 } })
    const { record } = await new LatentReviewer(engine, parser).review(trialOf(correct, false))
    expect(record.alarms.map(({ line, right, exact }) => [line, right, exact])).toEqual([
      [4, false, false],
      [5, false, false],
    ])
    expect(record.looked).toBeUndefined()
  })

  it('shows at a setting what a review with that setting shows', async () => {
    const seen = new Set<number>()
    for (const odds of [8, 12.4, 13.5, 30]) {
      const engine = new ScriptedEngine({ opinions: { '<=': -odds, '>=': -odds } })
      const { record } = await new LatentReviewer(engine, parser).review(trialOf(faulty, true))
      const [alarm] = record.alarms
      expect(alarm?.shownAt.toSorted()).toEqual([0.6, 0.8, 0.9].filter((asked) => (alarm?.confidence ?? 0) >= asked))
      seen.add(alarm?.shownAt.length ?? -1)
    }
    expect([...seen].toSorted()).toEqual([0, 1, 2, 3])
  })

  it('has lost the fault where nothing on its line was scored', async () => {
    const { record } = await new LatentReviewer(new ScriptedEngine({}), parser).review(trialOf(faulty, true))
    expect(record.looked).toBe(false)
    expect(lostByFirstStage([record]).part).toBe(1)
  })
})

describe('questions asked one by one', () => {
  it('are those of the review, and have its answers', async () => {
    const engine = new ScriptedEngine({ opinions: { '<=': -30, '>=': -30 } })
    const { questions } = await new LatentReviewer(engine, parser).review(trialOf(faulty, true))
    const record = await askedAlone(trialOf(faulty, true), questions, new AskedQuestions(engine).engine, 1000, 1)
    expect(record.questions).toBe(questions.asked.reduce((sum, { logPs }) => sum + logPs.length, 0))
    expect(record.alone.questions).toBe(record.questions)
    expect(record.questions).toBeGreaterThan(3)
    expect(Math.max(...record.differences)).toBe(0)
  })
})

describe('the naive prompt', () => {
  it('is right where it names the faulty line', async () => {
    const claims = '[{"line": 4, "problem": "too far"}, {"line": 5, "problem": "?"}, {"line": 4, "problem": "again"}]'
    const record = await naiveReview(trialOf(faulty, true), new ScriptedEngine({ claims }))
    expect(record.alarms.map(({ line, right }) => [line, right])).toEqual([
      [3, true],
      [4, false],
    ])
  })

  it('counts as far as it went', () => {
    expect(claimedLines('[{"line": 2, "problem": "a"}, {"line": 7, "prob')).toEqual([1, 6])
    expect(claimedLines('[]')).toEqual([])
  })
})

describe('eslint', () => {
  it('reports by its recommended rules and those for security, within the function', () => {
    const text = 'while (false) {}\n\nfunction f(code) {\n  if (true) return eval(code)\n}\n'
    const source = new SourceText('a.js', 'javascript', text)
    const record = eslintReview({ id: 'a', part: 'injected', half: 'heldOut', source, lines: { startLine: 2, endLine: 5 } })
    expect(record?.alarms.map(({ rule, line }) => `${rule} ${line}`)).toEqual([
      'no-constant-condition 3',
      'security/detect-eval-with-expression 3',
    ])
  })

  it('reads TypeScript, and does not speak of Python', () => {
    const trial = (languageId: string, path: string, text: string): Trial => {
      const source = new SourceText(path, languageId, text)
      return { id: 'a', part: 'injected', half: 'heldOut', source, lines: { startLine: 0, endLine: 3 } }
    }
    const typed = 'function f(a: unknown): string {\n  return eval(a as string)\n}\n'
    expect(eslintReview(trial('typescript', 'a.ts', typed))?.alarms).toHaveLength(1)
    expect(eslintReview(trial('python', 'a.py', 'def f(a):\n    return eval(a)\n'))).toBeUndefined()
  })
})
