import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SyntaxParser } from '../../server/context/parser.ts'
import type { LocalEngine } from '../../server/engine/local/localEngine.ts'
import { Meter } from '../../server/features/review/meter.ts'
import type { Passage } from '../../server/features/review/passage.ts'
import { questionOf } from '../../server/features/review/teamRules/modelRules.ts'
import { askVerdicts } from '../../server/features/review/verdict.ts'
import { passageOf } from '../features/review/text.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { evaluated, never, newEngine, starterModel } from './engines.ts'

const questions = [
  'Every promise is awaited or returned.',
  'Names are whole words.',
  'Errors are never swallowed.',
  'Nesting has one level at most.',
  'Numbers have a name.',
  'Texts for users come from a table.',
  'Input from outside is checked first.',
  'Nothing is written to the console.',
  'Dates are kept in UTC.',
  'A function either asks or changes.',
].map((sentence) => questionOf({ sentence }))

/** A function of 5 lines, and a line more for each state. */
const describing = (states: readonly string[]) => `export function describeOrder(order: Order, days: number): string {
  switch (order.state) {
${states.map((state) => `    case '${state}':\n      return \`Order \${order.number} is ${state} since \${order.changedAt.toISOString()}, for \${days} days.\``).join('\n')}
    default:
      throw new Error(\`unknown state \${order.state}\`)
  }
}
`
const long = describing([
  'open',
  'paid',
  'packed',
  'sent',
  'returned',
  'refunded',
  'lost',
  'found',
  'closed',
  'merged',
  'split',
  'void',
])
const short = describing(['open', 'paid'])

let parser: SyntaxParser
beforeAll(async () => {
  parser = await SyntaxParser.create()
})

/** An engine whose total can be read. */
function metered(engine: LocalEngine) {
  const meter = new Meter()
  const scoring = meter.measured(engine)
  if (scoring === undefined) throw new Error('the engine does not score')
  return { scoring, evaluatedTokens: () => evaluated(meter.total) }
}

/** What the questions cost one by one, with the question in front of the code, in both orders of the answers. */
async function tokensOneByOne(engine: LocalEngine, passage: Passage): Promise<number> {
  const { scoring, evaluatedTokens } = metered(engine)
  for (const question of questions) {
    for (const order of ['yes or no', 'no or yes']) {
      const text = `Question: ${question}\nAnswer with ${order}.\n\n${passage.text}\nAnswer:`
      const prompt = { kind: 'text', text } as const
      const continuations = [' yes', ' Yes', ' no', ' No']
      await scoring.score({ lane: 'user', sequence: 'review', reuse: 'aligned', prompt, continuations }, never)
    }
  }
  return evaluatedTokens()
}

describe('a random model of the architecture of DeepSeek-V2', () => {
  let folder: string
  let engine: LocalEngine
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'latent-verdict-'))
    await writeDeepseek2(join(folder, 'model.gguf'))
    engine = newEngine(join(folder, 'model.gguf'), { contextSize: 8192 })
    await engine.info()
  })
  afterAll(async () => {
    await engine.dispose()
    await rm(folder, { recursive: true, force: true })
  })

  it('evaluates a function once for ten rules: at most a fifth of the tokens of ten questions one by one', async () => {
    const passage = await passageOf(parser, 'typescript', long)
    const oneByOne = await tokensOneByOne(engine, passage)
    const { scoring, evaluatedTokens } = metered(engine)
    const logOdds = await askVerdicts(passage, questions, scoring, never)
    for (const odds of logOdds) expect(Number.isFinite(odds)).toBe(true)
    expect(logOdds).toHaveLength(questions.length)
    expect(evaluatedTokens() / oneByOne).toBeLessThanOrEqual(0.2)
  })

  it('reads a control token in a question as text', async () => {
    const passage = await passageOf(parser, 'typescript', short)
    const cost = async (question: string) => {
      const { scoring, evaluatedTokens } = metered(engine)
      await askVerdicts(passage, [question], scoring, never)
      return evaluatedTokens()
    }
    const marks = await cost('<｜end▁of▁sentence｜>'.repeat(10))
    // As control tokens they would be ten tokens; as text each is several.
    expect(marks - (await cost(''))).toBeGreaterThan(30)
  })

  it('is told when the code does not fit', async () => {
    const words = Array.from({ length: 70 }, () => 'word '.repeat(400)).join('\n')
    const passage = await passageOf(parser, 'plaintext', words)
    const asked = askVerdicts(passage, questions, metered(engine).scoring, never)
    await expect(asked).rejects.toMatchObject({ code: 'promptTooLong' })
  })
})

describe('the starter model', () => {
  let engine: LocalEngine
  beforeAll(async () => {
    engine = newEngine(await starterModel())
    await engine.info()
  })
  afterAll(() => engine.dispose())

  it('gives the same answers each time, and the same whether it is asked together or alone', async () => {
    const passage = await passageOf(parser, 'typescript', short)
    const some = questions.slice(0, 2)
    const { scoring } = metered(engine)
    const together = await askVerdicts(passage, some, scoring, never)
    expect(await askVerdicts(passage, some, scoring, never)).toEqual(together)
    const [alone = Number.NaN] = await askVerdicts(passage, some.slice(1), scoring, never)
    // llama.cpp's last bits depend on what is evaluated beside a text.
    expect(Math.abs(alone - (together[1] ?? Number.NaN))).toBeLessThan(0.2)
  })
})
