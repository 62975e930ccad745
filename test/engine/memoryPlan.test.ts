import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GgufInsights, getLlama, type Llama, LlamaLogLevel, readGgufFileInfo } from 'node-llama-cpp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leaveAmxOut } from '../../server/engine/local/amx/leaveAmxOut.ts'
import type { GroupedAttention, LatentAttention, ModelShape } from '../../server/models/catalogueEntry.ts'
import { readGgufDetails } from '../../server/models/ggufDetails.ts'
import { modelOfGguf } from '../../server/models/plan/ggufModel.ts'
import type { CacheLayout, KvCacheType } from '../../server/models/plan/kvCache.ts'
import { allLayers, bytesOf, type LoadOptions, modelUse, type PlannedModel, processBytes } from '../../server/models/plan/use.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { writeShape } from '../fixtures/gguf/shapes.ts'

// The plan beside what llama.cpp allocates: first for models that are really loaded, then for the shapes of real ones, whose buffers
// llama.cpp sizes without their weights.

const mib = 2 ** 20
/** Of all that a model takes; the aim of the plan. */
const largestError = 0.03

const latent: LatentAttention = {
  kind: 'latent',
  heads: 16,
  kvLoraRank: 512,
  queryLoraRank: 0,
  ropeDimensions: 64,
  keyDimension: 192,
  valueDimension: 128,
}
const experts = { routed: 16, used: 6, shared: 2, feedForwardSize: 704, denseLayers: 1 }
const grouped = (heads: number, kvHeads: number): GroupedAttention => ({
  kind: 'grouped',
  heads,
  kvHeads,
  keyDimension: 128,
  valueDimension: 128,
})
/** DeepSeek-V2-Lite with four of its layers, and with a quarter of its experts, of half the size. */
const small: ModelShape = { layers: 4, hiddenSize: 2048, vocabulary: 32_000, feedForwardSize: 5632, attention: latent, experts }
const dense: ModelShape = { layers: 4, hiddenSize: 2048, vocabulary: 32_000, feedForwardSize: 5632, attention: grouped(16, 4) }
const ordinary: ModelShape = { ...dense, attention: grouped(16, 16) }

let folder: string
let llama: Llama
const log: string[] = []
const table: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-memory-'))
  await leaveAmxOut(process.env, () => undefined)
  llama = await getLlama({
    build: 'never',
    skipDownload: true,
    gpu: false,
    logLevel: LlamaLogLevel.debug,
    logger: (_level, message) => log.push(message),
  })
})

afterAll(async () => {
  await llama?.dispose()
  await rm(folder, { recursive: true, force: true })
  console.info(['model, cache, tokens × sequences: planned / allocated MiB (error)', ...table].join('\n'))
})

interface Variant {
  readonly name: string
  readonly shape: ModelShape
  readonly layout?: CacheLayout
  readonly type: KvCacheType
  readonly contextTokens: number
  readonly sequences: number
}

const variants: readonly Variant[] = [
  { name: 'latent', shape: small, type: 'f16', contextTokens: 4096, sequences: 2 },
  { name: 'latent', shape: small, type: 'f16', contextTokens: 32_768, sequences: 2 },
  { name: 'latent', shape: small, type: 'q8_0', contextTokens: 32_768, sequences: 2 },
  { name: 'latent', shape: small, type: 'q5_1', contextTokens: 32_768, sequences: 2 },
  { name: 'latent', shape: small, type: 'q4_0', contextTokens: 32_768, sequences: 2 },
  { name: 'latent, old layout', shape: small, layout: 'everyHead', type: 'f16', contextTokens: 4096, sequences: 2 },
  { name: 'latent, old layout', shape: small, layout: 'everyHead', type: 'q8_0', contextTokens: 16_384, sequences: 2 },
  { name: 'latent, old layout', shape: small, layout: 'everyHead', type: 'q5_1', contextTokens: 16_384, sequences: 1 },
  { name: 'grouped', shape: dense, type: 'f16', contextTokens: 4096, sequences: 2 },
  { name: 'grouped', shape: dense, type: 'q8_0', contextTokens: 32_768, sequences: 2 },
  { name: 'ordinary', shape: ordinary, type: 'f16', contextTokens: 4096, sequences: 2 },
  { name: 'ordinary', shape: ordinary, type: 'f16', contextTokens: 16_384, sequences: 1 },
  { name: 'ordinary', shape: ordinary, type: 'q4_0', contextTokens: 16_384, sequences: 2 },
]

describe('A loaded model takes what was planned', () => {
  test.each(variants)('$name, $type, $contextTokens × $sequences', async (variant) => {
    const path = join(folder, `${variant.name.replaceAll(/\W+/g, '-')}.gguf`)
    await writeShape(path, variant.shape, { layout: variant.layout ?? 'latent' })
    await checkLoaded(path, variant)
  })

  test.each(['mla', 'legacy'] as const)('the small test model, %s', async (layout) => {
    const path = join(folder, `${layout}.gguf`)
    await writeDeepseek2(path, { layout })
    await checkLoaded(path, { name: `test model, ${layout}`, type: 'f16', contextTokens: 16_384, sequences: 4 })
  })
})

// The Lite models' and the full models' numbers: the catalogue has them with their sources. DeepSeek 67B: https://arxiv.org/abs/2401.02954.
const lite: ModelShape = {
  layers: 27,
  hiddenSize: 2048,
  vocabulary: 102_400,
  feedForwardSize: 10_944,
  attention: latent,
  experts: { routed: 64, used: 6, shared: 2, feedForwardSize: 1408, denseLayers: 1 },
}
const full: ModelShape = {
  layers: 60,
  hiddenSize: 5120,
  vocabulary: 102_400,
  feedForwardSize: 12_288,
  attention: { ...latent, heads: 128, queryLoraRank: 1536 },
  experts: { routed: 160, used: 6, shared: 2, feedForwardSize: 1536, denseLayers: 1 },
}
const dense67: ModelShape = {
  layers: 95,
  hiddenSize: 8192,
  vocabulary: 102_400,
  feedForwardSize: 22_016,
  attention: { ...grouped(64, 8) },
}

describe('For the shape of a real model llama.cpp would allocate what is planned', () => {
  const options = { contextTokens: 32_768, sequences: 2, kvCacheType: 'f16', flashAttention: true } as const
  test.each([
    { name: 'DeepSeek-V2-Lite', shape: lite, layout: 'latent' as const, options },
    {
      name: 'DeepSeek-V2-Lite, without flash attention',
      shape: lite,
      layout: 'latent' as const,
      options: { ...options, flashAttention: false },
    },
    {
      name: 'DeepSeek-V2-Lite, old layout',
      shape: lite,
      layout: 'everyHead' as const,
      options: { ...options, kvCacheType: 'q8_0' as const },
    },
    { name: 'DeepSeek-V2', shape: full, layout: 'latent' as const, options: { ...options, kvCacheType: 'q5_1' as const } },
    { name: 'DeepSeek 67B', shape: dense67, layout: 'latent' as const, options: { ...options, contextTokens: 4096 } },
  ])('$name', async ({ name, shape, layout, options }) => {
    const path = join(folder, 'real.gguf')
    await writeShape(path, shape, { layout, weights: 'q8_0' })
    const insights = await GgufInsights.from(await readGgufFileInfo(path), llama)
    const model = await plannedModel(path)
    const weights = await insights.estimateModelResourceRequirementsV2({ gpuLayers: 0 })
    const context = await insights.estimateContextResourceRequirementsV2({
      contextSize: options.contextTokens,
      modelGpuLayers: 0,
      batchSize: 512,
      sequences: options.sequences,
      flashAttention: options.flashAttention,
      kvCacheKeyType: ggmlTypes[options.kvCacheType],
      kvCacheValueType: ggmlTypes[options.kvCacheType],
    })
    compare(`${name} (sized)`, { ...options, gpuLayers: 0 }, model, weights.cpuRam + context.cpuRam)
  })
})

test('every layer that moves to the graphics card moves with its cache, and nothing is lost on the way', async () => {
  const path = join(folder, 'split.gguf')
  await writeShape(path, small)
  const model = await plannedModel(path)
  const base = { contextTokens: 4096, sequences: 2, kvCacheType: 'f16', flashAttention: true } as const
  const whole = modelUse(model, { ...base, gpuLayers: 0 }, 1)
  for (let gpuLayers = 0; gpuLayers <= allLayers(small); gpuLayers++) {
    const { gpu, ram } = modelUse(model, { ...base, gpuLayers }, 1)
    expect(gpu.weights + ram.weights).toBeCloseTo(whole.ram.weights)
    expect(gpu.kvCache + ram.kvCache).toBeCloseTo(whole.ram.kvCache)
  }
})

const ggmlTypes = { f16: 1, q4_0: 2, q5_1: 7, q8_0: 8 } as const

async function checkLoaded(path: string, { name, type, contextTokens, sequences }: Omit<Variant, 'shape'>): Promise<void> {
  log.length = 0
  const model = await llama.loadModel({ modelPath: path, gpuLayers: 0 })
  const cacheType = type === 'f16' ? undefined : (type.toUpperCase() as 'Q8_0')
  const context = await model.createContext({
    contextSize: contextTokens,
    sequences,
    threads: 1,
    flashAttention: true,
    ...(cacheType === undefined ? {} : { experimentalKvCacheKeyType: cacheType, experimentalKvCacheValueType: cacheType }),
  })
  await context.dispose()
  await model.dispose()
  const options: LoadOptions = { gpuLayers: 0, contextTokens, sequences, kvCacheType: type, flashAttention: true }
  compare(name, options, await plannedModel(path), allocatedBytes())
}

function compare(name: string, options: LoadOptions, model: PlannedModel, allocated: number): void {
  const planned = bytesOf(modelUse(model, options, 1).ram) - processBytes
  const error = planned / allocated - 1
  const { kvCacheType, contextTokens, sequences } = options
  const figures = [planned, allocated].map((bytes) => (bytes / mib).toFixed(1)).join(' / ')
  table.push(`${name}, ${kvCacheType}, ${contextTokens} × ${sequences}: ${figures} (${(error * 100).toFixed(2)} %)`)
  expect(Math.abs(error), table.at(-1)).toBeLessThan(largestError)
}

/** What llama.cpp says it allocated for weights, cache, intermediate results and output, from its log. */
function allocatedBytes(): number {
  const sizes = log.flatMap((line) => /(?:model|KV|compute|output) buffer size = +([\d.]+) MiB/.exec(line)?.[1] ?? [])
  expect(sizes.length).toBeGreaterThanOrEqual(4)
  return sizes.reduce((sum, size) => sum + Number(size) * mib, 0)
}

async function plannedModel(path: string): Promise<PlannedModel> {
  const reading = readGgufDetails(await headOf(path))
  if (reading.kind !== 'read') throw new Error(reading.kind)
  const read = modelOfGguf([reading.details])
  if (read.kind !== 'known') throw new Error(read.reason)
  return read.model
}

/** The first megabytes, which hold the header; the rest of a file of this test is a hole. */
async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const head = Buffer.alloc(8 * mib)
    const { bytesRead } = await file.read(head, 0, head.length, 0)
    return head.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
