import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../server/models/catalogue.ts'
import type { ModelShape } from '../../../server/models/catalogueEntry.ts'
import { dense67bBytesPerToken, lessThanDense67b, roomOnServer } from '../../../server/models/plan/compare.ts'
import { canQuantise, kvCacheBytesPerToken, ordinaryBytesPerToken } from '../../../server/models/plan/kvCache.ts'

const shapeOf = (name: string): ModelShape => {
  const shape = catalogue.find((entry) => entry.name === name)?.shape
  if (shape === undefined) throw new Error(name)
  return shape
}
const lite = shapeOf('deepseek-coder-v2-lite-instruct')
const full = shapeOf('deepseek-v2-chat')

describe('a token in the KV cache', () => {
  it.each([
    ['Lite, f16', lite, 'f16', 31_104],
    ['Lite, q8_0', lite, 'q8_0', (31_104 * 34) / 64],
    ['V2, f16', full, 'f16', 69_120],
    ['V2, q5_1, which is 6 bits', full, 'q5_1', 25_920],
    ['V2, q4_0', full, 'q4_0', (60 * 576 * 18) / 32],
    ['the starter, grouped', shapeOf('starter'), 'f16', 12_288],
  ] as const)('of %s takes so many bytes', (_name, shape, type, bytes) => {
    expect(kvCacheBytesPerToken(shape, type)).toBe(bytes)
  })

  it('takes the keys and values of every head in the old layout, as ordinary attention does', () => {
    expect(kvCacheBytesPerToken(lite, 'f16', 'everyHead')).toBe(276_480)
    expect(ordinaryBytesPerToken(lite)).toBe(276_480)
  })

  it('of DeepSeek-V2 takes 93.3 % less than of DeepSeek 67B with 6 bits, and 82.2 % less with 16', () => {
    expect(dense67bBytesPerToken).toBe(389_120)
    expect(lessThanDense67b(kvCacheBytesPerToken(full, 'q5_1'))).toBeCloseTo(0.933, 3)
    expect(lessThanDense67b(kvCacheBytesPerToken(full))).toBeCloseTo(0.822, 3)
  })

  it('is quantised only where rows are whole blocks', () => {
    expect(canQuantise(lite, 'latent')).toBe(true)
    const attention = { kind: 'grouped', heads: 8, kvHeads: 8, keyDimension: 80, valueDimension: 80 } as const
    expect(canQuantise({ ...lite, attention }, 'latent')).toBe(false)
  })
})

it('on the server of the report 12 times as many tokens fit as of DeepSeek 67B', () => {
  const { dense, latent } = roomOnServer(full)
  expect(latent.leftBytes + latent.weightBytes).toBe(dense.leftBytes + dense.weightBytes)
  expect(latent.tokens / dense.tokens).toBeCloseTo(12, 1)
})
