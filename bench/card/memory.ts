import { getLlama, type Llama, LlamaLogLevel } from 'node-llama-cpp'
import { useEnginePacks } from '../../server/engine/local/enginePacks.ts'
import type { KvCacheType } from '../../server/models/plan/kvCache.ts'
import { allLayers, bytesOf, modelUse, type PlannedModel, processBytes } from '../../server/models/plan/use.ts'

/** How a model is loaded to compare. */
export interface Variant {
  /** Share of the layers on the graphics card, from 0 to 1. */
  readonly onCard: number
  readonly contextTokens: number
  readonly sequences: number
  readonly kvCacheType: KvCacheType
  readonly flashAttention: boolean
}

/** Bytes that the plan says beside those that llama.cpp allocates. */
export interface MemoryRow extends Variant {
  readonly gpuLayers: number
  readonly card: Compared
  readonly ram: Compared
  /** By which the card's free memory became less; other programs and the driver count in. */
  readonly cardFilledBytes: number
}
export interface Compared {
  readonly plannedBytes: number
  readonly allocatedBytes: number
}

const ggmlNames = { q8_0: 'Q8_0', q5_1: 'Q5_1', q4_0: 'Q4_0' } as const
const mib = 2 ** 20

/** Loads the model in each way and frees it again; each row as it comes, since llama.cpp ends the program where a card cannot do a thing. Rejects where the backend cannot be opened, or the memory does not suffice. */
export async function* compareMemory(
  gpu: 'auto' | 'cuda' | 'vulkan',
  modelPath: string,
  model: PlannedModel,
  variants: readonly Variant[],
): AsyncIterable<MemoryRow> {
  useEnginePacks(process.env)
  const log: string[] = []
  const logger = (_level: LlamaLogLevel, message: string) => log.push(message)
  const llama = await getLlama({ gpu, build: 'never', skipDownload: true, logLevel: LlamaLogLevel.debug, logger })
  try {
    for (const variant of variants) yield await compare(llama, modelPath, model, variant, log)
  } finally {
    await llama.dispose()
  }
}

async function compare(
  llama: Llama,
  modelPath: string,
  planned: PlannedModel,
  variant: Variant,
  log: string[],
): Promise<MemoryRow> {
  log.length = 0
  const { contextTokens, sequences, kvCacheType, flashAttention } = variant
  const gpuLayers = Math.round(variant.onCard * allLayers(planned.shape))
  const before = await llama.getVramState()
  const model = await llama.loadModel({ modelPath, gpuLayers })
  const cache = kvCacheType === 'f16' ? undefined : ggmlNames[kvCacheType]
  const context = await model.createContext({
    contextSize: contextTokens,
    sequences,
    flashAttention,
    ...(cache === undefined ? {} : { experimentalKvCacheKeyType: cache, experimentalKvCacheValueType: cache }),
  })
  const after = await llama.getVramState()
  await context.dispose()
  await model.dispose()
  const use = modelUse(planned, { gpuLayers, contextTokens, sequences, kvCacheType, flashAttention }, 1)
  const allocated = allocatedBytes(log)
  return {
    ...variant,
    gpuLayers,
    card: { plannedBytes: bytesOf(use.gpu), allocatedBytes: allocated.card },
    ram: { plannedBytes: bytesOf(use.ram) - processBytes, allocatedBytes: allocated.ram },
    cardFilledBytes: after.used - before.used,
  }
}

/** What llama.cpp's log says of weights, cache, intermediate results and output, by where they lie. */
function allocatedBytes(log: readonly string[]): { readonly card: number; readonly ram: number } {
  const found = log.flatMap((line) => {
    const [, device = '', size] = /(\S+) +(?:model|KV|compute|output) buffer size = +([\d.]+) MiB/.exec(line) ?? []
    return size === undefined ? [] : [{ onCard: !/host|cpu/i.test(device), bytes: Number(size) * mib }]
  })
  const sum = (onCard: boolean) => found.reduce((total, each) => total + (each.onCard === onCard ? each.bytes : 0), 0)
  return { card: sum(true), ram: sum(false) }
}
