import type { GgufFileInfo } from 'node-llama-cpp'
import { bytesPerNumber } from '../../models/plan/kvCache.ts'
import type { EngineOptions } from './messages.ts'

/**
 * Bytes that one token occupies in the KV cache. Multi-head latent attention keeps one latent of kv_lora_rank plus the rotary part for
 * each layer and no values (DeepSeek-V2 paper, section 2.1.3); other models keep a key and a value for each KV head.
 */
export function kvCacheBytesPerToken(file: GgufFileInfo, type: EngineOptions['kvCacheType']): number {
  const { architecture } = file.metadata.general
  const numbers = file.architectureMetadata as unknown as Readonly<Record<string, unknown>>
  const attention = (numbers.attention ?? {}) as Readonly<Record<string, unknown>>
  const rope = (numbers.rope ?? {}) as Readonly<Record<string, unknown>>
  const layers = numberOf(numbers.block_count, 0)
  const latent = numberOf(attention.kv_lora_rank, 0)
  const hasLatentLayout = file.fullTensorInfo?.some((tensor) => tensor.name.endsWith('.attn_k_b.weight')) ?? true
  if (architecture === 'deepseek2' && latent > 0 && hasLatentLayout) {
    return (latent + numberOf(rope.dimension_count, 0)) * layers * bytesPerNumber[type]
  }
  const heads = numberOf(attention.head_count, 1)
  const kvHeads = numberOf(attention.head_count_kv, heads)
  const headSize = numberOf(numbers.embedding_length, 0) / heads
  return (
    kvHeads *
    (numberOf(attention.key_length, headSize) + numberOf(attention.value_length, headSize)) *
    layers *
    bytesPerNumber[type]
  )
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : typeof value === 'bigint' ? Number(value) : otherwise
}
