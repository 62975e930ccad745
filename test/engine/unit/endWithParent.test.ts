import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { endWithParent } from '../../../server/engine/local/trial/endWithParent.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('A process ends when the one that started it is gone, and not before', () => {
  let parent = 4711
  const end = vi.fn<() => true>(() => true)
  endWithParent(() => parent, end)
  vi.advanceTimersByTime(60_000)
  expect(end).not.toHaveBeenCalled()
  parent = 1
  vi.advanceTimersByTime(1_000)
  expect(end).toHaveBeenCalled()
})
