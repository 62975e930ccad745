import type { ModelShape } from '../catalogueEntry.ts'

/** Number formats of the KV cache, the most exact first. */
export const kvCacheTypes = ['f16', 'q8_0', 'q5_1', 'q4_0'] as const
export type KvCacheType = (typeof kvCacheTypes)[number]

/**
 * What a model with latent attention keeps of a token. `latent`: the latent that all heads share. `everyHead`: keys and values of every
 * head, as ordinary attention does; so it is with files that were made before llama.cpp split the up-projection (`attn_kv_b`).
 */
export type CacheLayout = 'latent' | 'everyHead'

/** ggml stores 32 numbers in 34, 24 and 18 bytes: block_q8_0, block_q5_1 and block_q4_0 of llama.cpp's ggml/src/ggml-common.h. */
const bytesPerNumber: Readonly<Record<KvCacheType, number>> = { f16: 2, q8_0: 34 / 32, q5_1: 24 / 32, q4_0: 18 / 32 }

/** What a quantised row has to be a multiple of. */
const numbersInBlock = 32

/**
 * Bytes that one token occupies in the KV cache, in all layers. Multi-head latent attention keeps one latent of kv_lora_rank and the
 * rotated part for each layer, and no values (DeepSeek-V2 report, section 2.1.3); other models keep a key and a value for each KV head.
 */
export function kvCacheBytesPerToken(shape: ModelShape, type: KvCacheType = 'f16', layout: CacheLayout = 'latent'): number {
  const { key, value } = rowLengths(shape, layout)
  return shape.layers * (key + value) * bytesPerNumber[type]
}

/** What the same model would keep with ordinary attention, a key and a value for every head: what latent attention is compared with. */
export function ordinaryBytesPerToken({ layers, attention }: ModelShape): number {
  return layers * attention.heads * (attention.keyDimension + attention.valueDimension) * bytesPerNumber.f16
}

/** Whether llama.cpp can keep the cache in this format: rows have to consist of whole blocks. */
export function canQuantise(shape: ModelShape, layout: CacheLayout): boolean {
  const { attention } = shape
  const lengths =
    attention.kind === 'latent' && layout === 'latent'
      ? [attention.kvLoraRank + attention.ropeDimensions]
      : [attention.keyDimension, attention.valueDimension]
  return lengths.every((length) => length % numbersInBlock === 0)
}

/** Numbers that a token keeps in one layer. */
function rowLengths({ attention }: ModelShape, layout: CacheLayout): { readonly key: number; readonly value: number } {
  if (attention.kind === 'latent' && layout === 'latent')
    return { key: attention.kvLoraRank + attention.ropeDimensions, value: 0 }
  const heads = attention.kind === 'latent' ? attention.heads : attention.kvHeads
  return { key: heads * attention.keyDimension, value: heads * attention.valueDimension }
}
