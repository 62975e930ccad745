import type { Experts, ModelShape } from '../catalogueEntry.ts'
import type { GgufDetails, GgufTensorInfo } from '../ggufDetails.ts'
import type { CacheLayout } from './kvCache.ts'
import type { PlannedModel } from './use.ts'
import type { WeightBytes } from './weights.ts'

export type GgufModel =
  | { readonly kind: 'known'; readonly model: PlannedModel; readonly name: string; readonly quantisation: string }
  /** Its cache is not one that can be told from the header; `reason` in English. */
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }

export type UnknownReason = 'slidingWindow' | 'layersDiffer' | 'recurrent' | 'numbersMissing'

/** A model as far as its memory is concerned, from the headers of its files: one, or all of a split model, the first one first. */
export function modelOfGguf(files: readonly GgufDetails[]): GgufModel {
  const [first] = files
  if (first === undefined) return { kind: 'unknown', reason: 'numbersMissing' }
  const architecture = String(first.values.get('general.architecture') ?? '')
  const header = new ArchitectureValues(first, architecture)
  const reason = header.unusual()
  if (reason !== undefined) return { kind: 'unknown', reason }
  const tensors = files.flatMap((file) => file.tensors)
  const layout: CacheLayout = tensors.some(({ name }) => name.endsWith('.attn_kv_b.weight')) ? 'everyHead' : 'latent'
  const shape = shapeOf(header, layout)
  if (shape === undefined) return { kind: 'unknown', reason: 'numbersMissing' }
  return {
    kind: 'known',
    model: { shape, layout, weights: weightsOf(tensors, shape.layers), trainedTokens: header.number('context_length') ?? 4096 },
    name: String(first.values.get('general.name') ?? architecture),
    quantisation: quantisationOf(first),
  }
}

/** Values of a header whose keys begin with the architecture's name. */
class ArchitectureValues {
  readonly architecture: string
  readonly #details: GgufDetails

  constructor(details: GgufDetails, architecture: string) {
    this.#details = details
    this.architecture = architecture
  }

  number(key: string): number | undefined {
    const value = this.#details.values.get(`${this.architecture}.${key}`)
    return typeof value === 'number' && Number.isFinite(value) ? value : undefined
  }

  vocabulary(): number | undefined {
    return this.#details.listLengths.get('tokenizer.ggml.tokens') ?? this.number('vocab_size')
  }

  /** Why the cache is not the same in each layer, or grows in another way. */
  unusual(): UnknownReason | undefined {
    const keys = [...this.#details.values.keys(), ...this.#details.listLengths.keys()]
    const has = (part: string) => keys.some((key) => key.startsWith(`${this.architecture}.${part}`))
    if ((this.number('attention.sliding_window') ?? 0) > 0) return 'slidingWindow'
    if (has('ssm.') || has('wkv.') || has('recurrent')) return 'recurrent'
    const lists = ['attention.head_count', 'attention.head_count_kv', 'feed_forward_length']
    return lists.some((key) => this.#details.listLengths.has(`${this.architecture}.${key}`)) ? 'layersDiffer' : undefined
  }
}

function shapeOf(header: ArchitectureValues, layout: CacheLayout): ModelShape | undefined {
  const layers = header.number('block_count')
  const hiddenSize = header.number('embedding_length')
  const heads = header.number('attention.head_count')
  if (!layers || !hiddenSize || !heads) return undefined
  const experts = expertsOf(header)
  return {
    layers,
    hiddenSize,
    vocabulary: header.vocabulary() ?? 0,
    feedForwardSize: header.number('feed_forward_length') ?? 0,
    attention: attentionOf(header, layout, heads, hiddenSize),
    ...(experts === undefined ? {} : { experts }),
  }
}

function attentionOf(
  header: ArchitectureValues,
  layout: CacheLayout,
  heads: number,
  hiddenSize: number,
): ModelShape['attention'] {
  const kvLoraRank = header.number('attention.kv_lora_rank') ?? 0
  const keyDimension = header.number('attention.key_length') ?? hiddenSize / heads
  const valueDimension = header.number('attention.value_length') ?? hiddenSize / heads
  if (header.architecture !== 'deepseek2' || kvLoraRank === 0) {
    const kvHeads = header.number('attention.head_count_kv') ?? heads
    return { kind: 'grouped', heads, kvHeads, keyDimension, valueDimension }
  }
  const ropeDimensions = header.number('rope.dimension_count') ?? 0
  return {
    kind: 'latent',
    heads,
    kvLoraRank,
    queryLoraRank: header.number('attention.q_lora_rank') ?? 0,
    ropeDimensions,
    // With the split layout the plain keys are the latent's, and those of a head have names of their own.
    keyDimension: layout === 'latent' ? (header.number('attention.key_length_mla') ?? keyDimension) : keyDimension,
    valueDimension: layout === 'latent' ? (header.number('attention.value_length_mla') ?? valueDimension) : valueDimension,
  }
}

function expertsOf(header: ArchitectureValues): Experts | undefined {
  const routed = header.number('expert_count') ?? 0
  if (routed === 0) return undefined
  return {
    routed,
    used: header.number('expert_used_count') ?? routed,
    shared: header.number('expert_shared_count') ?? 0,
    feedForwardSize: header.number('expert_feed_forward_length') ?? header.number('feed_forward_length') ?? 0,
    denseLayers: header.number('leading_dense_block_count') ?? 0,
  }
}

function weightsOf(tensors: readonly GgufTensorInfo[], layers: number): WeightBytes {
  const ofLayers = new Array<number>(layers).fill(0)
  const experts = new Array<number>(layers).fill(0)
  let input = 0
  let output = 0
  for (const { name, bytes } of tensors) {
    const layer = Number(/^blk\.(\d+)\./.exec(name)?.[1] ?? Number.NaN)
    if (layer < layers) {
      ofLayers[layer] = (ofLayers[layer] ?? 0) + bytes
      if (name.includes('_exps.')) experts[layer] = (experts[layer] ?? 0) + bytes
    } else if (name.startsWith('token_embd')) input += bytes
    else output += bytes
  }
  const shared = !tensors.some(({ name }) => name === 'output.weight')
  return { input, layers: ofLayers, experts, output: shared ? output + input : output, outputIsInput: shared }
}

/** Names of `general.file_type`: enum llama_ftype of llama.cpp's include/llama.h. */
const fileTypes: Readonly<Record<number, string>> = {
  0: 'F32',
  1: 'F16',
  2: 'Q4_0',
  7: 'Q8_0',
  8: 'Q5_0',
  10: 'Q2_K',
  11: 'Q3_K_S',
  12: 'Q3_K_M',
  13: 'Q3_K_L',
  14: 'Q4_K_S',
  15: 'Q4_K_M',
  16: 'Q5_K_S',
  17: 'Q5_K_M',
  18: 'Q6_K',
  30: 'IQ4_XS',
  32: 'BF16',
}

function quantisationOf({ values }: GgufDetails): string {
  return fileTypes[Number(values.get('general.file_type') ?? -1)] ?? 'GGUF'
}
