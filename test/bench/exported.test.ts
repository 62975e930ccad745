import { describe, expect, it } from 'vitest'
import { grown, sumsOf } from '../../bench/router/exported.ts'

describe('what servers export for Prometheus', () => {
  it('is summed over the series of a metric', () => {
    const sums = sumsOf(`# HELP vllm:prefix_cache_hits_total Hits.
# TYPE vllm:prefix_cache_hits_total counter
vllm:prefix_cache_hits_total{engine="0",model_name="a}b"} 1.5e+03
vllm:prefix_cache_hits_total{engine="1"} 20
process_open_fds 7.0
`)
    expect([...sums]).toEqual([
      ['vllm:prefix_cache_hits_total', 1520],
      ['process_open_fds', 7],
    ])
  })

  it('grows between two looks; what was not there before began at nothing', () => {
    expect(grown(new Map([['asked', 3]]), new Map([['asked', 10]]), 'asked')).toBe(7)
    expect(grown(new Map(), new Map([['asked', 10]]), 'asked')).toBe(10)
  })
})
