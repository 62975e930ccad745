import { describe, expect, it } from 'vitest'
import { pairedRatio, quantile, sum } from '../../bench/completion/bootstrap.ts'

const mean = (values: readonly number[]) => sum(values) / values.length

describe('the paired ratio', () => {
  it('is certain where every pair agrees', () => {
    const pairs = [1, 2, 3, 4].map((value) => [2 * value, value] as const)
    expect(pairedRatio(pairs, mean)).toEqual({ ratio: 2, low: 2, high: 2, pairs: 4 })
  })

  it('has an interval around it where they differ, the same with the same seed', () => {
    const pairs = Array.from({ length: 40 }, (_, index) => [index % 3, 1] as const)
    const ratio = pairedRatio(pairs, mean, 7)
    expect(ratio).toEqual(pairedRatio(pairs, mean, 7))
    expect(ratio?.low).toBeLessThan(ratio?.ratio ?? 0)
    expect(ratio?.high).toBeGreaterThan(ratio?.ratio ?? 0)
  })

  it('is undefined without pairs', () => {
    expect(pairedRatio([], mean)).toBeUndefined()
  })
})

describe('a quantile', () => {
  it('is one of the values', () => {
    expect([0, 0.5, 0.95, 1].map((share) => quantile([1, 2, 3, 4], share))).toEqual([1, 3, 4, 4])
    expect(quantile([], 0.5)).toBeNaN()
  })
})
