import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../server/models/catalogue.ts'
import type { ModelShape } from '../../../server/models/catalogueEntry.ts'
import { cardCounts, fewestCards, planVllm, vllmBytesPerToken, vllmMemoryShare } from '../../../server/models/plan/vllmPlan.ts'

function shapeOf(name: string): ModelShape {
  const shape = catalogue.find((entry) => entry.name === name)?.shape
  if (shape === undefined) throw new Error(`${name} has no shape`)
  return shape
}

const lite = shapeOf('deepseek-coder-v2-lite-instruct')
const full = shapeOf('deepseek-coder-v2-instruct')
const starter = shapeOf('starter')
const parts = { lite: 15.7e9, full: 235.7e9 }

describe('a model on vLLM', () => {
  it('is as large as its published parameters in 16 bits', () => {
    expect(planVllm(lite, 80e9, 1).weights / 2 / parts.lite).toBeCloseTo(1, 2)
    expect(planVllm(full, 640e9, 1).weights / 2 / parts.full).toBeCloseTo(1, 2)
  })

  it('is divided among cards, but for what each of them has whole', () => {
    const one = planVllm(full, 640e9, 1).weights
    const eight = planVllm(full, 80e9, 8).weights
    // q_a_proj 5120 × 1536, kv_a_proj_with_mqa 5120 × 576, the gate of 160 experts, and two norms, in 60 layers of which 59 have experts.
    const whole = 2 * (60 * 5120 * (1536 + 576 + 2) + 59 * 5120 * 160)
    expect(eight).toBeCloseTo(whole + (one - whole) / 8, -3)
  })

  it('keeps the latents of a token on every card', () => {
    expect([1, 2, 8].map((cards) => vllmBytesPerToken(full, cards))).toEqual([69_120, 69_120, 69_120])
    expect(vllmBytesPerToken(lite, 1)).toBe(31_104)
  })

  it('keeps as many tokens in a GiB as vLLM 0.32.0 said for a model of this shape on a processor, in blocks of 16', () => {
    expect(Math.floor(2 ** 30 / vllmBytesPerToken(lite, 1) / 16) * 16).toBe(34_512)
  })

  it('divides grouped heads, and keeps one on each card where there are fewer', () => {
    expect([1, 2, 4, 8].map((cards) => vllmBytesPerToken(starter, cards))).toEqual([12_288, 6144, 6144, 6144])
  })

  it.each([
    ['Lite on one card of 40 GB', lite, 40e9, 1],
    ['236 B on eight cards of 80 GB', full, 80e9, 8],
  ])('%s: what it takes is what vLLM may take, and the cache holds whole blocks', (_, shape, cardBytes, cards) => {
    const plan = planVllm(shape, cardBytes, cards)
    expect(plan.weights + plan.buffers + plan.kvCache).toBeCloseTo(cardBytes * vllmMemoryShare, -1)
    expect(plan.tokens % 64).toBe(0)
    expect(plan.tokens * plan.bytesPerToken).toBeLessThanOrEqual(plan.kvCache)
    expect((plan.tokens + 64) * plan.bytesPerToken).toBeGreaterThan(plan.kvCache)
  })

  it('that is too big has no room for a token', () => {
    expect(planVllm(lite, 24e9, 1)).toMatchObject({ kvCache: 0, tokens: 0 })
  })

  it('fits from a number of cards on', () => {
    expect(fewestCards(lite, 24e9, 16_384)).toBe(2)
    expect(fewestCards(full, 80e9, 16_384)).toBe(8)
    expect(fewestCards(full, 8e9, 16_384)).toBeUndefined()
  })

  it('is divided by its heads only', () => {
    expect(cardCounts(lite)).toEqual([1, 2, 4, 8, 16])
    // 14 heads.
    expect(cardCounts(starter)).toEqual([1, 2])
  })
})
