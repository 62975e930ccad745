import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EngineOptions, LocalEngine } from '../../server/engine/local/localEngine.ts'
import { engineFor } from '../../server/engine/local/openEngine.ts'
import { machineMemory } from '../../server/models/memory.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { writeHollow } from '../fixtures/gguf/hollow.ts'
import { writeShape } from '../fixtures/gguf/shapes.ts'
import { answerOf, completion, fim, never, newEngine, stateOf } from './engines.ts'

let folder: string
let small: string
const engines: LocalEngine[] = []

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latent-beside-'))
  return () => rmSync(folder, { recursive: true, force: true })
})
beforeEach(async () => {
  small = join(folder, 'small.gguf')
  await writeDeepseek2(small)
})
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.dispose())))

function client(path: string, options: Partial<EngineOptions> = {}): LocalEngine {
  const engine = newEngine(path, options, { open: engineFor({ LATENT_RUNTIME: join(folder, 'run') }) })
  engines.push(engine)
  engine.start()
  return engine
}

const ask = (engine: LocalEngine) => answerOf(engine.complete(completion(fim('const a = 1\n', 'const ')), never))

describe('a model for which there is no memory beside the one of another window', () => {
  test('is refused with the reason, loaded by itself when the other leaves, and does not disturb it', async () => {
    const first = client(small)
    await first.info()
    const large = join(folder, 'large.gguf')
    await writeHollow(large, 0.9 * machineMemory().totalBytes)
    const second = client(large)
    expect((await stateOf(second, 'failed')).error).toMatchObject({ code: 'modelMemoryInUse' })
    expect((await ask(first)).text).not.toBe('')
    const tried = new Promise<string>((resolve) => {
      second.onState((state) => state.kind === 'failed' && resolve(state.error.code))
    })
    await first.dispose()
    // It has weights and no vocabulary: llama.cpp was asked to load it.
    expect(await tried).toBe('modelLoadFailed')
  })

  test('is refused for its context, too, and says how much it takes', async () => {
    const first = client(small)
    await first.info()
    const path = join(folder, 'long.gguf')
    // 128 KiB of cache a token, and a file of some megabytes.
    const attention = { kind: 'grouped', heads: 32, kvHeads: 32, keyDimension: 64, valueDimension: 64 } as const
    const shape = { layers: 16, hiddenSize: 64, vocabulary: 512, feedForwardSize: 64, attention }
    const tokens = Math.ceil((0.45 * machineMemory().totalBytes) / (128 * 2 ** 10))
    await writeShape(path, shape, { trainedTokens: tokens })
    const second = client(path, { contextSize: tokens })
    const { error } = await stateOf(second, 'failed')
    expect(error.code).toBe('modelMemoryInUse')
    expect(Number(error.parts[1]) * 2 ** 30).toBeGreaterThan(0.9 * machineMemory().totalBytes)
    await second.dispose()
    expect((await ask(first)).text).not.toBe('')
  })

  test('is refused as well where the other has the same model with a shorter context', async () => {
    const path = join(folder, 'both.gguf')
    const attention = { kind: 'grouped', heads: 32, kvHeads: 32, keyDimension: 64, valueDimension: 64 } as const
    const tokens = Math.ceil((0.45 * machineMemory().totalBytes) / (128 * 2 ** 10))
    await writeShape(
      path,
      { layers: 16, hiddenSize: 64, vocabulary: 512, feedForwardSize: 64, attention },
      { trainedTokens: tokens },
    )
    const first = client(path, { contextSize: 256 })
    expect(await first.info()).toMatchObject({ contextSize: 256 })
    const second = client(path, { contextSize: tokens })
    expect((await stateOf(second, 'failed')).error.code).toBe('modelMemoryInUse')
    await second.dispose()
    expect(first.state.kind).toBe('ready')
  })
})

test('two models that fit are both loaded, in one process', async () => {
  const other = join(folder, 'other.gguf')
  await writeDeepseek2(other, { seed: 2 })
  const [first, second] = [client(small), client(other)]
  expect((await ask(first)).text).not.toBe('')
  expect((await ask(second)).text).not.toBe('')
  expect(first.pid).toBe(second.pid)
})
