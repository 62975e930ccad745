import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { tellLongTrials } from '../../../server/cli/output/longTrials.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('A trial that is soon over is not worth a word', () => {
  const told: string[] = []
  const onTrying = tellLongTrials((line) => told.push(line), 'en')
  onTrying('vulkan')
  vi.advanceTimersByTime(2_000)
  onTrying(undefined)
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual([])
})

it('A trial that takes long is told once, however often it is heard of', () => {
  const told: string[] = []
  const onTrying = tellLongTrials((line) => told.push(line), 'en')
  for (let second = 0; second < 60; second++) {
    onTrying('cuda')
    vi.advanceTimersByTime(1_000)
  }
  expect(told).toEqual([expect.stringMatching(/^CUDA is tried before it is used; .* for some minutes$/)])
})
