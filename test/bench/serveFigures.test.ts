import { expect, it } from 'vitest'
import type { Asked } from '../../bench/serve/developer.ts'
import { loadFigures, loadTable } from '../../bench/serve/figures.ts'
import { memoryTrail } from '../../bench/serve/memory.ts'
import { longWaits } from '../../bench/serve/waits.ts'

const asked = (user: number, firstMs: number, more: Partial<Asked> = {}): Asked => ({
  ...{ user, kind: 'completion', outcome: 'finished', sentAt: 0, firstMs, ms: firstMs + 100, tokens: 10 },
  ...more,
})
const run = { system: 'a', users: 2, seconds: 10, cameAt: 0 }
const more = { freeAgainMs: 5, memory: undefined, stoppedInTime: undefined }

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

it('the first ten seconds, in which all come at once, count for one figure and not for the other', () => {
  const waits = [asked(0, 900), ...[100, 100, 100, 120].map((firstMs) => asked(1, firstMs, { sentAt: 20_000 }))]
  const figures = loadFigures(run, waits, more)
  expect([figures.longestOverMedian, figures.longestOverMedianLater]).toEqual([9, 1.2])
})

it('a long wait tells when it was, what was evaluated for it, and who was served meanwhile', () => {
  const waits = [
    asked(1, 100, { sentAt: 1050 }),
    asked(0, 1000, { sentAt: 1100, evaluated: 300 }),
    ...[1, 2].map((user) => asked(user, 100, { sentAt: 1500 })),
  ]
  expect(longWaits(waits, 100)).toEqual([
    { user: 0, kind: 'completion', atSeconds: 1, firstMs: 1000, timesMedian: 10, evaluated: 300, underWay: 1, overtaking: 2 },
  ])
})

it('memory that grew and then stayed is flat, whatever a single look saw; memory that grows is not', () => {
  const trail = (at: (second: number) => number) =>
    memoryTrail(Array.from({ length: 61 }, (_, index) => ({ seconds: index * 10, mebibytes: at(index * 10) })))
  expect(trail((second) => (second < 200 ? 200 + second : second === 500 ? 900 : 400))).toEqual({
    ...{ start: 200, middle: 400, end: 400, perMinute: 0 },
  })
  expect(trail((second) => 200 + second / 10)?.perMinute).toBeCloseTo(6)
  expect(memoryTrail([])).toBeUndefined()
})
