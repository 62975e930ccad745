import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLlama, type Llama, type LlamaContext, type LlamaModel } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sequencesOfContext } from '../../server/engine/local/sequenceOrder.ts'
import { WarmSequence } from '../../server/engine/local/warmSequence.ts'
import { warmUp } from '../../server/engine/local/warmUp.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'

let folder: string
let llama: Llama
let model: LlamaModel

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-warm-up-'))
  const modelPath = join(folder, 'tiny.gguf')
  await writeDeepseek2(modelPath)
  llama = await getLlama({ gpu: false, build: 'never', skipDownload: true })
  model = await llama.loadModel({ modelPath })
})

afterAll(async () => {
  await llama?.dispose()
  await rm(folder, { recursive: true, force: true })
})

async function sequenceOf(contextSize: number): Promise<{ readonly context: LlamaContext; readonly warm: WarmSequence }> {
  const context = await model.createContext({ contextSize, threads: 1 })
  return { context, warm: new WarmSequence(sequencesOfContext(context)(), 512) }
}

it('evaluates a step of each size and leaves nothing in the cache', async () => {
  const { context, warm } = await sequenceOf(1024)
  expect(await warmUp(warm, model)).toBe(1 + 8 + 64 + 512)
  expect(warm.length).toBe(0)
  await context.dispose()
})

it('keeps to what a short context holds', async () => {
  const { context, warm } = await sequenceOf(256)
  expect(await warmUp(warm, model)).toBe(1 + 8 + 64)
  await context.dispose()
})

it('changes nothing of what comes after it', async () => {
  const text = model.tokenize('const total = items.length')
  const after = async (isWarm: boolean) => {
    const { context, warm } = await sequenceOf(1024)
    if (isWarm) await warmUp(warm, model)
    const [place] = (
      await warm.evaluate(text.map((token, index) => (index === text.length - 1 ? { token, ask: [] } : { token })))
    ).slice(-1)
    await context.dispose()
    return place?.preferred
  }
  expect(await after(true)).toBe(await after(false))
})
