import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLlama, type Llama, type LlamaContext, LlamaLogLevel, type LlamaModel, type Token } from 'node-llama-cpp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCosts } from '../../server/engine/local/costs.ts'
import { chooseSpelling, heal, takeEndOff } from '../../server/engine/local/heal.ts'
import { promptTokens } from '../../server/engine/local/promptTokens.ts'
import { sequencesOfContext } from '../../server/engine/local/sequenceOrder.ts'
import { textOfBytes } from '../../server/engine/local/utf8.ts'
import { Vocabulary } from '../../server/engine/local/vocabulary.ts'
import { WarmSequence } from '../../server/engine/local/warmSequence.ts'
import { Scheduler } from '../../server/engine/scheduler.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { starterModel } from './engines.ts'

let folder: string
let llama: Llama
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-heal-'))
  llama = await getLlama({ build: 'never', skipDownload: true, gpu: false, logLevel: LlamaLogLevel.disabled })
})
afterAll(async () => {
  await llama?.dispose()
  await rm(folder, { recursive: true, force: true })
})

async function load(name: 'starter' | 'deepseek2'): Promise<LlamaModel> {
  if (name === 'starter') return llama.loadModel({ modelPath: await starterModel() })
  const modelPath = join(folder, 'deepseek2.gguf')
  await writeDeepseek2(modelPath)
  return llama.loadModel({ modelPath })
}

const prefix = '// 打印列表\nfunction print(list: string[]): string {\n'

describe.each(['starter', 'deepseek2'] as const)('with the model %s', (name) => {
  let model: LlamaModel
  let vocabulary: Vocabulary
  let context: LlamaContext
  let warm: WarmSequence
  beforeAll(async () => {
    model = await load(name)
    vocabulary = new Vocabulary(model)
    context = await model.createContext({ contextSize: 256, threads: llama.cpuMathCores })
    warm = new WarmSequence(sequencesOfContext(context)(), 64)
  })
  afterAll(() => context?.dispose())

  /** What the tokens after the prompt's fixed part spell, and what of it was written beyond the typed text. */
  async function healed(typed: string, tokens: (text: string) => readonly Token[] = (text) => model.tokenize(text)) {
    const ticket = new Scheduler().enter('user', new AbortController().signal)
    const costs = startCosts()
    const { fixed } = promptTokens(model, { kind: 'fim', prefix, typed: '', suffix: '\n}\n' })
    const end = takeEndOff(tokens(typed), vocabulary.bytes)
    const prompt = [...fixed, ...end.kept]
    await warm.prefill(prompt.slice(0, -1), 'exact', ticket, costs)
    const start = await heal({ vocabulary }, { warm, ticket, costs, reuse: 'exact' }, prompt, end)
    const spelled = textOfBytes(vocabulary.bytes.join([...start.evaluated, start.last].slice(fixed.length)))
    return { spelled, beyond: start.text, logP: start.logP, end }
  }

  test.each([
    'retu',
    '  return list.ma',
    '// 打印列',
    '// 打印列表，然',
    "const 变量 = '👍",
    "const 变量 = '👍🏽",
    'cafe\u0301',
    '// 𠮷',
    '',
  ])('%j stays as it was typed, and goes on by whole characters', async (typed) => {
    const { spelled, beyond } = await healed(typed)
    expect(spelled).toBe(typed + beyond)
    expect(beyond).not.toContain('\uFFFD')
  })

  test('a character that stands there byte by byte is spelled again as a whole', async () => {
    const { spelled, beyond, end } = await healed('// 列', (text) => byteByByte(vocabulary, text))
    expect(textOfBytes(end.bytes)).toBe('列')
    expect(end.tokens).toHaveLength(3)
    expect(spelled).toBe(`// 列${beyond}`)
  })

  test('a spelling that is not among the likely tokens is found all the same', async () => {
    const prompt = model.tokenize('for (let i = 0; i < list.length; i++)')
    const last = prompt.at(-1) as Token
    const isSpelling = (token: Token) => textOfBytes(vocabulary.bytes.of(token)).startsWith('z')
    await warm.trim(0)
    await warm.sequence.controlledEvaluate(prompt.slice(0, -1))
    expect([...(await warm.likeliest(last, 256)).keys()].some(isSpelling)).toBe(false)
    await warm.trim(prompt.length - 1)
    const choice = await chooseSpelling(warm, vocabulary, last, Buffer.from('z'))
    expect(choice !== undefined && isSpelling(choice.token)).toBe(true)
  })

  test('a typed U+FFFD is text like any other', async () => {
    const { spelled, beyond } = await healed('x \uFFFD')
    expect(spelled).toBe(`x \uFFFD${beyond}`)
  })

  // The fixture's weights are random: it knows no words.
  if (name === 'starter') {
    test('a word in the making is finished as a word', async () => {
      const { spelled, logP } = await healed('  retu')
      expect(spelled).toBe('  return')
      expect(logP).toBeLessThan(0)
      expect(logP).toBeGreaterThan(Math.log(0.5))
    })
  }
})

/** Each byte as the token of its own. */
function byteByByte({ bytes, trie }: Vocabulary, text: string): readonly Token[] {
  return [...Buffer.from(text)].map((byte) => {
    const token = trie.tokensFor(Uint8Array.of(byte)).find((each) => bytes.of(each).length === 1)
    if (token === undefined) throw new Error(`no token for the byte ${byte}`)
    return token
  })
}
