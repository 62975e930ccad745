import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLlama, type Llama, LlamaLogLevel, type LlamaModel } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { leaveAmxOut } from '../../server/engine/local/amx/leaveAmxOut.ts'
import { ignoredBy } from '../../server/models/adapters.ts'
import { randomChange, writeAdapter } from '../fixtures/adapter.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { sizes } from '../fixtures/deepseek2/sizes.ts'

let folder: string
let llama: Llama
const models = new Map<string, LlamaModel>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-targets-'))
  await leaveAmxOut(process.env, () => undefined)
  llama = await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.error })
  for (const layout of ['mla', 'legacy'] as const) {
    const modelPath = join(folder, `${layout}.gguf`)
    await writeDeepseek2(modelPath, { layout })
    models.set(layout, await llama.loadModel({ modelPath, gpuLayers: 0 }))
  }
})
afterAll(async () => {
  await llama.dispose()
  await rm(folder, { recursive: true, force: true })
})

const { embedding, heads, nope, rope, value, kvLoraRank, feedForward, experts } = sizes
const shared = sizes.sharedExperts * sizes.expertFeedForward

/** Matrices of deepseek2 that an adapter can name, with the length of what goes in and comes out. */
const matrices = [
  ['blk.1.attn_q', embedding, heads * (nope + rope)],
  ['blk.1.attn_kv_a_mqa', embedding, kvLoraRank + rope],
  ['blk.1.attn_output', heads * value, embedding],
  ['blk.0.ffn_gate', embedding, feedForward],
  ['blk.0.ffn_up', embedding, feedForward],
  ['blk.0.ffn_down', feedForward, embedding],
  ['blk.1.ffn_gate_inp', embedding, experts],
  ['blk.1.ffn_gate_shexp', embedding, shared],
  ['blk.1.ffn_up_shexp', embedding, shared],
  ['blk.1.ffn_down_shexp', shared, embedding],
] as const

/** The likeliest tokens after each of some tokens, with their logits. */
async function logits(model: LlamaModel, lora?: string) {
  const context = await model.createContext({ contextSize: 64, threads: 1, ...(lora === undefined ? {} : { lora }) })
  const sequence = context.getSequence()
  const options = { generateNext: { logits: { filter: { includeTop: 4 } } } } as const
  const [result] = (await sequence.controlledEvaluate([[model.tokenize('for (const item')[0] ?? 0, options]] as never)).slice(-1)
  await context.dispose()
  return JSON.stringify([...(result?.next.logits ?? [])])
}

test.each(['mla', 'legacy'].flatMap((layout) => matrices.map((matrix) => [layout, ...matrix] as const)))(
  'layout %s: an adapter of %s is refused if and only if llama.cpp would ignore it',
  async (layout, matrix, inputs, outputs) => {
    const model = models.get(layout) as LlamaModel
    const path = join(folder, `${layout}.${matrix}.gguf`)
    await writeAdapter(path, 'deepseek2', [randomChange('x', matrix, inputs, outputs, 3)])
    const isIgnored = (await logits(model, path)) === (await logits(model))
    expect(ignoredBy('deepseek2', [`${matrix}.weight.lora_a`]) !== undefined).toBe(isIgnored)
  },
)
