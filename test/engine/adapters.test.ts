import { copyFile, mkdtemp, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LocalEngine } from '../../server/engine/local/localEngine.ts'
import { userMessage } from '../../server/protocol/errors.ts'
import { type Change, randomChange, writeAdapter } from '../fixtures/adapter.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { sizes } from '../fixtures/deepseek2/sizes.ts'
import { answerOf, completion, fim, never, newEngine, starterModel, stateOf } from './engines.ts'

let folder: string
let deepseek2: string
const at = (name: string) => join(folder, `${name}.gguf`)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-adapters-'))
  deepseek2 = at('model')
  await writeDeepseek2(deepseek2)
  await writeAdapter(at('noise'), 'deepseek2', noise.deepseek2)
  await writeAdapter(at('other'), 'deepseek2', [randomChange('b', 'blk.1.attn_output', 128, sizes.embedding, 3)])
  await writeAdapter(at('starter'), 'qwen2', noise.starter)
  await writeAdapter(at('doubled'), 'deepseek2', noise.deepseek2.map(doubled))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Noise that is strong enough to change any text. Qwen2.5-Coder-0.5B has 24 layers of 896. */
const noise = {
  deepseek2: Array.from({ length: sizes.layers }, (_, layer) =>
    randomChange('a', `blk.${layer}.attn_output`, sizes.heads * sizes.value, sizes.embedding, 3),
  ),
  starter: [4, 12, 20].map((layer) => randomChange('a', `blk.${layer}.attn_output`, 896, 896, 3)),
}

/** The same direction, twice as far. */
function doubled(change: Change): Change {
  return { ...change, up: change.up.map((value) => 2 * value) }
}

const prompt = fim('export function total(items) {\n  let sum = 0\n', '  for ')
const text = async (engine: LocalEngine) => (await answerOf(engine.complete(completion(prompt, { maxTokens: 24 }), never))).text

describe.each([
  ['starter', () => starterModel()],
  ['deepseek2', async () => deepseek2],
] as const)('an adapter for the model %s', (name, file) => {
  const path = () => at(name === 'starter' ? 'starter' : 'noise')

  test('changes what is written, and off again everything is byte for byte as before, without loading the model again', async () => {
    const engine = newEngine(await file())
    const scores = async () => {
      const request = {
        lane: 'user',
        sequence: 'review',
        reuse: 'aligned',
        prompt,
        continuations: ['(const item of items)', 'x'],
      } as const
      return (await engine.score(request, never)).map(({ logPs, preferred }) => ({ logPs, preferred }))
    }
    const before = { text: await text(engine), scores: await scores(), info: await engine.info() }
    const { pid } = engine

    await engine.useAdapters([{ path: path(), weight: 1 }])
    const changed = { text: await text(engine), scores: await scores(), info: await engine.info() }
    expect(changed.text).not.toBe(before.text)
    expect(changed.scores).not.toEqual(before.scores)
    expect(changed.info.adapters).toEqual([
      { name: name === 'starter' ? 'starter' : 'noise', weight: 1, digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])

    await engine.useAdapters([])
    expect({ text: await text(engine), scores: await scores(), info: await engine.info() }).toEqual(before)
    expect(engine.pid).toBe(pid)
    await engine.dispose()
  })
})

describe('adapters', () => {
  test('count by their weights, and several add up', async () => {
    const engine = newEngine(deepseek2)
    const scoresWith = async (...adapters: readonly [name: string, weight: number][]) => {
      await engine.useAdapters(adapters.map(([name, weight]) => ({ path: at(name), weight })))
      const request = { lane: 'user', sequence: 'review', reuse: 'aligned', prompt, continuations: ['a', 'b', 'c'] } as const
      return (await engine.score(request, never)).map(({ logPs }) => logPs[0] ?? 0)
    }
    const close = (scores: readonly number[]) => scores.map((each) => expect.closeTo(each, 2))
    const none = await scoresWith()
    const doubly = await scoresWith(['doubled', 1])
    expect(doubly).not.toEqual(close(none))
    expect(await scoresWith(['noise', 2])).toEqual(close(doubly))
    expect(await scoresWith(['noise', 1])).not.toEqual(close(doubly))
    expect(await scoresWith(['doubled', 0.5], ['noise', 1])).toEqual(close(doubly))
    expect(await scoresWith(['noise', 0])).toEqual(close(none))
    await engine.dispose()
  })

  test('give the model another name to keep answers under, by their bytes and weights', async () => {
    const engine = newEngine(deepseek2)
    const keyWith = async (...adapters: readonly [path: string, weight: number][]) => {
      await engine.useAdapters(adapters.map(([path, weight]) => ({ path, weight })))
      return (await engine.info()).calibrationKey
    }
    await copyFile(at('noise'), at('same'))
    const bare = await keyWith()
    const noisy = await keyWith([at('noise'), 1])
    expect(noisy).toMatch(new RegExp(`^${bare.replaceAll('.', '\\.')}\\+[0-9a-f]{12}$`))
    expect(await keyWith([at('same'), 1])).toBe(noisy)
    const others = [
      await keyWith([at('noise'), 0.5]),
      await keyWith([at('other'), 1]),
      await keyWith([at('noise'), 1], [at('other'), 1]),
    ]
    expect(new Set([bare, noisy, ...others])).toHaveProperty('size', 5)
    await engine.dispose()
  })

  test('that were trained anew under the same name are read anew', async () => {
    const engine = newEngine(deepseek2)
    await copyFile(at('noise'), at('tuned'))
    await engine.useAdapters([{ path: at('tuned'), weight: 1 }])
    const first = await text(engine)
    await copyFile(at('other'), at('tuned'))
    await engine.useAdapters([{ path: at('tuned'), weight: 1 }])
    const second = await text(engine)
    await engine.useAdapters([{ path: at('other'), weight: 1 }])
    expect(second).toBe(await text(engine))
    expect(second).not.toBe(first)
    await engine.dispose()
  })

  test('leave a request that is under way to the model as it was when it began', async () => {
    const engine = newEngine(deepseek2)
    const long = () => answerOf(engine.complete(completion(prompt, { maxTokens: 100 }), never))
    const expected = (await long()).text
    let change: Promise<void> | undefined
    const underWay = await answerOf(engine.complete(completion(prompt, { maxTokens: 100 }), never), () => {
      change ??= engine.useAdapters([{ path: at('noise'), weight: 1 }])
    })
    await change
    expect(underWay.text).toBe(expected)
    expect((await long()).text).not.toBe(expected)
    await engine.dispose()
  })

  test.each([
    ['that are not there', 'gone', /gone\.gguf cannot be used: it does not exist\..*latent\.adapters/],
    ['that are models', 'model', /cannot be used: it is not a LoRA adapter/],
    ['for another architecture', 'starter', /trained for a model of the architecture qwen2, and the model is of deepseek2/],
    ['that are cut', 'cut', /cannot be used: it is incomplete/],
    [
      'that would act only in part',
      'queries',
      /changes attn_q, which the engine does not let adapters change in deepseek2 models/,
    ],
    ['for a model of another size', 'wide', /does not fit the model that is loaded/],
  ])('%s are refused with the reason, and the model works again without them', async (_which, name, reason) => {
    await copyFile(at('noise'), at('cut'))
    await truncate(at('cut'), 4000)
    await writeAdapter(at('queries'), 'deepseek2', [randomChange('q', 'blk.0.attn_q', sizes.embedding, 256)])
    await writeAdapter(at('wide'), 'deepseek2', [randomChange('w', 'blk.0.attn_output', 512, 512)])
    const engine = newEngine(deepseek2)
    const before = await text(engine)
    await engine.useAdapters([{ path: at(name), weight: 1 }])
    const { error } = await stateOf(engine, 'failed')
    expect(error.code).toBe('adapterUnusable')
    expect(userMessage(error, 'en')).toMatch(reason)
    await engine.useAdapters([])
    expect(await text(engine)).toBe(before)
    await engine.dispose()
  })
})
