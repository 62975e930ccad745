import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GenerateRequest, TextDelta } from '../../server/engine/engine.ts'
import type { LocalEngine } from '../../server/engine/local/localEngine.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { newEngine, starterModel } from './engines.ts'

const never = new AbortController().signal
const folder = mkdtempSync(join(tmpdir(), 'latent-users-'))

afterAll(() => rmSync(folder, { recursive: true }))

/** A user's own code, long enough to be worth keeping. */
function codeOf(user: string): string {
  return Array.from({ length: 14 }, (_, line) => `const ${user}${line} = read('${user}', ${line})\n`).join('')
}

function request(client: string, more: Partial<GenerateRequest> = {}): GenerateRequest {
  const prompt = { kind: 'text', text: `${codeOf(client)}const last = ` } as const
  return { lane: 'interactive', client, prompt, maxTokens: 12, stop: [], ...more }
}

async function answer(engine: LocalEngine, asked: GenerateRequest) {
  let text = ''
  let end: Extract<TextDelta, { kind: 'end' }> | undefined
  for await (const delta of engine.generate(asked, never)) {
    if (delta.kind === 'text') text += delta.text
    else end = delta
  }
  return { text, end }
}

const models = {
  // Nearly certain of each token, so that last bits of a logit decide nothing.
  'a latent attention model': async () => {
    const path = join(folder, 'tiny.gguf')
    await writeDeepseek2(path, { logitDeviation: 30 })
    return path
  },
  'the starter model': starterModel,
}

/** What is the same on every system, and the way of this one: `fileMemory` of the engine takes it for other values. */
const memories = { buffers: 'put away in buffers', system: 'put away as this system can' }

const cases = Object.entries(models).flatMap(([name, path]) =>
  Object.entries(memories).map(([memory, way]) => [name, way, memory, path] as const),
)

describe.each(cases)('users of %s that share one sequence, %s', (_name, _way, memory, path) => {
  let engine: LocalEngine
  beforeAll(async () => {
    process.env.LATENT_PROMPT_MEMORY = memory
    engine = newEngine(await path(), { parallel: 1 })
  })
  afterAll(async () => {
    await engine.dispose()
    delete process.env.LATENT_PROMPT_MEMORY
  })

  it('each find their prompt evaluated, and get the same text as before', async () => {
    const [ada, bob] = [await answer(engine, request('ada')), await answer(engine, request('bob'))]
    const again = [await answer(engine, request('ada')), await answer(engine, request('bob'))]
    expect(again.map(({ text }) => text)).toEqual([ada.text, bob.text])
    for (const { end } of again) {
      const { promptTokens = 0, cachedTokens = 0 } = end?.figures ?? {}
      expect(promptTokens - cachedTokens).toBeLessThan(16)
    }
  })

  it('get the same long text where others are served in between', async () => {
    const long = request('eve', { lane: 'user', maxTokens: 60 })
    const alone = await answer(engine, long)
    let others = 0
    const asking = (async () => {
      for (const user of ['kim', 'joe', 'lee']) {
        await answer(engine, request(user, { maxTokens: 2 }))
        others += 1
      }
    })()
    const beside = await answer(engine, long)
    const servedBefore = others
    await asking
    expect(beside.text).toBe(alone.text)
    expect(beside.end?.figures.generatedTokens).toBe(alone.end?.figures.generatedTokens)
    // With one sequence they would have waited for its end.
    expect(servedBefore).toBeGreaterThan(0)
  })
})

describe('users who have a sequence each', () => {
  let engine: LocalEngine
  beforeAll(async () => {
    engine = newEngine(await starterModel(), { parallel: 4 })
  })
  afterAll(() => engine.dispose())

  /** A long text in the making: how many tokens its user has, and its end. */
  async function writing(client: string) {
    const leaving = new AbortController()
    const text = { tokens: 0, leave: () => leaving.abort() }
    const deltas = engine.generate(request(client, { lane: 'user', maxTokens: 400, tellsCosts: true }), leaving.signal)
    const pieces = deltas[Symbol.asyncIterator]()
    const another = async (): Promise<boolean> => {
      const { value, done } = await pieces.next()
      if (done !== true && value.kind === 'text') text.tokens = value.figures?.generatedTokens ?? 0
      return done !== true
    }
    while (text.tokens < 4) await another()
    const rest = async () => {
      while (await another());
    }
    // It is left at the end.
    void rest().catch(() => undefined)
    return text
  }

  it('wait for a sequence that held something else no longer than for a step of the others', async () => {
    // Each sequence has held somebody's prompt by now.
    await Promise.all(['ada', 'bob', 'eve', 'joe'].map((user) => answer(engine, request(user, { maxTokens: 2 }))))
    const others = [await writing('kim'), await writing('lee')]
    const tokens = () => others.reduce((sum, text) => sum + text.tokens, 0)
    const before = tokens()
    await answer(engine, request('mia', { maxTokens: 1 }))
    const meanwhile = tokens() - before
    for (const text of others) text.leave()
    // One for each part of the prompt and a few at its end. It was until one of the two had ended.
    expect(meanwhile).toBeLessThan(60)
  })

  it('go on by a token for every two parts of the prompts that are read meanwhile', async () => {
    const text = await writing('kim')
    const before = text.tokens
    const read = await Promise.all(['nia', 'ole', 'pam'].map((user) => answer(engine, request(user, { maxTokens: 1 }))))
    const meanwhile = text.tokens - before
    text.leave()
    const evaluated = read.reduce((sum, { end }) => sum + (end?.figures.promptTokens ?? 0) - (end?.figures.cachedTokens ?? 0), 0)
    // Parts of 64 tokens of all three at the same time would make a third of a token for each.
    expect(meanwhile).toBeGreaterThan(evaluated / 80)
  })
})
