import type { GgufFileInfo } from 'node-llama-cpp'
import { describe, expect, test } from 'vitest'
import { kvCacheBytesPerToken } from '../../../server/engine/local/kvCache.ts'

/** What of a file's header counts here. */
function header(architecture: string, numbers: object, tensors: readonly string[] = []): GgufFileInfo {
  return {
    metadata: { general: { architecture } },
    architectureMetadata: numbers,
    fullTensorInfo: tensors.map((name) => ({ name })),
  } as unknown as GgufFileInfo
}

const mla = ['blk.0.attn_k_b.weight', 'blk.0.attn_v_b.weight']
const deepseek2 = (layers: number) => ({
  block_count: layers,
  embedding_length: 5120,
  attention: { head_count: 128, head_count_kv: 1, kv_lora_rank: 512, key_length: 576, value_length: 512 },
  rope: { dimension_count: 64 },
})

describe('multi-head latent attention keeps one latent a layer', () => {
  // 576 values in 27 layers (V2-Lite) and 60 layers (V2), as the DeepSeek-V2 paper counts them in section 2.1.4.
  test.each([
    { name: 'DeepSeek-V2-Lite', layers: 27, type: 'f16', bytes: 31_104 },
    { name: 'DeepSeek-V2', layers: 60, type: 'f16', bytes: 69_120 },
    { name: 'DeepSeek-V2 at six bits', layers: 60, type: 'q5_1', bytes: 25_920 },
  ] as const)('$name', ({ layers, type, bytes }) => {
    expect(kvCacheBytesPerToken(header('deepseek2', deepseek2(layers), mla), type)).toBe(bytes)
  })
})

test('the older layout of the same architecture keeps keys and values of every head', () => {
  const numbers = {
    block_count: 27,
    embedding_length: 2048,
    attention: { head_count: 16, head_count_kv: 16, kv_lora_rank: 512, key_length: 192, value_length: 128 },
    rope: { dimension_count: 64 },
  }
  expect(kvCacheBytesPerToken(header('deepseek2', numbers, ['blk.0.attn_kv_b.weight']), 'f16')).toBe(16 * (192 + 128) * 27 * 2)
})

test('grouped-query attention counts the KV heads; their size is the embedding shared among the heads', () => {
  // Qwen2.5-Coder-0.5B.
  const numbers = { block_count: 24, embedding_length: 896, attention: { head_count: 14, head_count_kv: 2 } }
  expect(kvCacheBytesPerToken(header('qwen2', numbers), 'f16')).toBe(2 * (64 + 64) * 24 * 2)
  expect(kvCacheBytesPerToken(header('qwen2', numbers), 'q8_0')).toBe((2 * (64 + 64) * 24 * 34) / 32)
})

test('without KV heads every head has its own key and value', () => {
  const numbers = { block_count: 2, embedding_length: 64, attention: { head_count: 4 } }
  expect(kvCacheBytesPerToken(header('llama', numbers), 'f16')).toBe(4 * (16 + 16) * 2 * 2)
})
