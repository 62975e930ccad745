import { expect, it } from 'vitest'
import type { Asked } from '../../bench/serve/developer.ts'
import { loadFigures, loadTable } from '../../bench/serve/figures.ts'

const asked = (user: number, firstMs: number, more: Partial<Asked> = {}): Asked => ({
  ...{ user, kind: 'completion', outcome: 'finished', firstMs, ms: firstMs + 100, tokens: 10 },
  ...more,
})
const run = { system: 'a', users: 2, seconds: 10 }
const more = { freeAgainMs: 5, memoryMiB: undefined }

it('who waits longest is set against the median, chats by themselves', () => {
  const even = [asked(0, 100), asked(1, 120), asked(0, 110)]
  expect(loadFigures(run, even, more).longestOverMedian).toBeCloseTo(120 / 110)
  const starving = [...even, ...[50, 50, 400].map((firstMs) => asked(1, firstMs, { kind: 'chat' }))]
  expect(loadFigures(run, starving, more).longestOverMedian).toBe(8)
})

it('shares are fair where all get as many, and a user without any shows', () => {
  expect(loadFigures(run, [asked(0, 1), asked(1, 1)], more).fairness).toBe(1)
  expect(loadFigures(run, [asked(0, 1), asked(0, 1)], more).fairness).toBe(0.5)
})

it('what was cancelled counts for the throughput, not for the times', () => {
  const figures = loadFigures(run, [asked(0, 100), asked(1, 9000, { outcome: 'cancelled' })], more)
  expect(figures).toMatchObject({ finished: 1, cancelled: 1, firstP95: 100, tokensPerSecond: 2 })
})

it('the table has a row for each load', () => {
  expect(loadTable([loadFigures(run, [asked(0, 100)], more)]).split('\n')).toHaveLength(3)
})
