import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../server/context/parser.ts'
import type { LocalEngine } from '../../server/engine/local/localEngine.ts'
import { Meter } from '../../server/features/review/meter.ts'
import type { Passage } from '../../server/features/review/passage.ts'
import { questionOf } from '../../server/features/review/teamRules/modelRules.ts'
import { askVerdicts } from '../../server/features/review/verdict.ts'
import { passageOf } from '../features/review/text.ts'
import { evaluated, never, newEngine, starterModel } from './engines.ts'

const rules = [
  'Every promise is awaited or returned.',
  'Names are whole words.',
  'Errors are never swallowed.',
  'Functions have at most one level of nesting.',
  'Numbers have a name.',
  'Texts for users come from the table of messages.',
  'Input from outside is checked before it is used.',
  'Nothing is written to the console.',
  'Dates are kept in UTC.',
  'A function either asks or changes, never both.',
]
const questions = rules.map((sentence) => questionOf({ sentence }))

const cases = ['open', 'paid', 'packed', 'sent', 'returned', 'refunded', 'lost', 'found', 'closed', 'archived', 'merged', 'split']
const code = `export function describeOrder(order: Order, now: Date): string {
  const days = Math.floor((now.getTime() - order.createdAt.getTime()) / 86_400_000)
  switch (order.state) {
${cases.map((state, index) => `    case '${state}':\n      if (days > ${index + 3}) return \`Order \${order.number} is ${state} for \${days} days, longer than usual.\`\n      return \`Order \${order.number} is ${state} since \${order.changedAt.toISOString()}.\``).join('\n')}
    default:
      throw new Error(\`unknown state \${order.state}\`)
  }
}
`

let engine: LocalEngine
let passage: Passage
beforeAll(async () => {
  engine = newEngine(await starterModel(), { contextSize: 4096 })
  passage = await passageOf(await SyntaxParser.create(), 'typescript', code)
  await engine.info()
})
afterAll(() => engine.dispose())

/** An engine whose total can be read. */
function metered() {
  const meter = new Meter()
  const scoring = meter.measured(engine)
  if (scoring === undefined) throw new Error('the engine does not score')
  return { scoring, evaluatedTokens: () => evaluated(meter.total) }
}

/** The same question with the question first, as one asks without thinking of the cache; both orders of the answers. */
async function askNaively(question: string): Promise<number> {
  const { scoring, evaluatedTokens } = metered()
  for (const order of ['yes or no', 'no or yes']) {
    const text = `Question: ${question}\nAnswer with ${order}.\n\n${passage.text}\nAnswer:`
    const prompt = { kind: 'text', text } as const
    const continuations = [' yes', ' Yes', ' no', ' No']
    await scoring.score({ lane: 'user', sequence: 'review', reuse: 'aligned', prompt, continuations }, never)
  }
  return evaluatedTokens()
}

describe('ten rules on one function', () => {
  it('evaluate the code once: at most a fifth of the tokens of the same questions asked one by one', async () => {
    let oneByOne = 0
    for (const question of questions) oneByOne += await askNaively(question)
    const { scoring, evaluatedTokens } = metered()
    const logOdds = await askVerdicts(passage, questions, scoring, never)
    expect(logOdds).toHaveLength(10)
    for (const odds of logOdds) expect(Number.isFinite(odds)).toBe(true)
    expect(evaluatedTokens() / oneByOne).toBeLessThanOrEqual(0.2)
  })

  it('get the same answers each time, and the same whether asked together or alone', async () => {
    const { scoring } = metered()
    const together = await askVerdicts(passage, questions, scoring, never)
    expect(await askVerdicts(passage, questions, scoring, never)).toEqual(together)
    for (const [index, question] of questions.entries()) {
      const [alone = Number.NaN] = await askVerdicts(passage, [question], scoring, never)
      // llama.cpp's last bits depend on what is evaluated beside a text: up to 0.2 nats (ARCHITECTURE.md, section 7).
      expect(Math.abs(alone - (together[index] ?? Number.NaN))).toBeLessThan(0.2)
    }
  })
})

it('a question that holds a control token of the model is text to it', async () => {
  const cost = async (question: string) => {
    const { scoring, evaluatedTokens } = metered()
    await askVerdicts(passage, [question], scoring, never)
    return evaluatedTokens()
  }
  // As a control token each would be one token, as a word is.
  expect((await cost('<|endoftext|>'.repeat(40))) - (await cost(' word'.repeat(40)))).toBeGreaterThan(80)
})

it('code that does not fit is told as such', async () => {
  const long = await passageOf(
    await SyntaxParser.create(),
    'plaintext',
    Array.from({ length: 70 }, () => 'word '.repeat(100)).join('\n'),
  )
  await expect(askVerdicts(long, questions, metered().scoring, never)).rejects.toMatchObject({ code: 'promptTooLong' })
})
