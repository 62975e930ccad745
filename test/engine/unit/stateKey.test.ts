import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type StateOrigin, stateKeyOf } from '../../../server/engine/local/stateKey.ts'

const folder = mkdtempSync(join(tmpdir(), 'latent-key-'))
const modelPath = join(folder, 'model.gguf')
beforeEach(() => {
  writeFileSync(modelPath, 'weights')
  utimesSync(modelPath, 1000, 1000)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const adapter = { name: 'team', digest: 'aa', weight: 1 }

/** What a context was made of, with what a case changes of it. */
function origin({ release = 'b1', backend = {}, context = {}, adapters = [] as StateOrigin['adapters'] } = {}): StateOrigin {
  return {
    modelPath,
    adapters,
    backend: { name: 'cpu', device: '8 cores', llama: { llamaCppRelease: { repo: 'llama.cpp', release } }, ...backend },
    context: { kvCacheKeyType: 1, kvCacheValueType: 1, flashAttention: true, contextSize: 4096, ...context },
  } as unknown as StateOrigin
}

describe('What a saved state has to agree in', () => {
  it('is the same for a context that is made the same way', async () => {
    expect(await stateKeyOf(origin({ adapters: [adapter] }))).toEqual(await stateKeyOf(origin({ adapters: [adapter] })))
  })

  it('is told apart by the version of the engine, so that older states can be deleted', async () => {
    expect((await stateKeyOf(origin({ release: 'b2' }))).engine).not.toBe((await stateKeyOf(origin())).engine)
  })

  it.each<[string, Parameters<typeof origin>[0]]>([
    ['an adapter', { adapters: [adapter] }],
    ['the weight of an adapter', { adapters: [{ ...adapter, weight: 0.5 }] }],
    ['another adapter of the same name', { adapters: [{ ...adapter, digest: 'bb' }] }],
    ['the keys of the cache', { context: { kvCacheKeyType: 8 } }],
    ['the values of the cache', { context: { kvCacheValueType: 8 } }],
    ['flash attention, with which values lie otherwise', { context: { flashAttention: false } }],
    ['the length of the context', { context: { contextSize: 8192 } }],
    ['the backend', { backend: { name: 'vulkan' } }],
    ['the device', { backend: { device: '4 cores' } }],
  ])('differs with %s', async (_what, change) => {
    const others = [origin(), origin({ adapters: [adapter] })].filter(
      (each) => JSON.stringify(each) !== JSON.stringify(origin(change)),
    )
    const { context } = await stateKeyOf(origin(change))
    for (const other of others) expect((await stateKeyOf(other)).context).not.toBe(context)
  })

  it.each([
    ['other bytes', 'weights', 1000, 'Weights', 1000],
    ['the same bytes at another time', 'weights', 1000, 'weights', 2000],
  ])('differs with a model of %s', async (_what, text, time, otherText, otherTime) => {
    const keys = []
    for (const [bytes, at] of [[text, time] as const, [otherText, otherTime] as const]) {
      writeFileSync(modelPath, bytes)
      utimesSync(modelPath, at, at)
      keys.push((await stateKeyOf(origin())).context)
    }
    expect(keys[0]).not.toBe(keys[1])
  })
})
