import { expect, test } from 'vitest'
import { LatencyHealth } from '../../client/latencyHealth.ts'
import type { StatusParams } from '../../server/protocol/requests.ts'

const answered = (ms: number): StatusParams => ({ state: 'ready', lastCompletion: { outcome: 'shown', ms } })

/** Feeds wall times, and tells after which of them completions were called slow. */
function slowAfter(health: LatencyHealth, times: readonly number[]): number | undefined {
  const index = times.findIndex((ms) => health.isSlow(answered(ms)))
  return index < 0 ? undefined : index + 1
}

/** All different, as measured times are. */
const around = (ms: number, count: number) => Array.from({ length: count }, (_, index) => ms + index)

test('Ten slow completions in a row are called slow, not counting the first, which waits for the model', () => {
  expect(slowAfter(new LatencyHealth(), around(6000, 12))).toBe(11)
})

test('Completions under 5 s on average are not', () => {
  expect(slowAfter(new LatencyHealth(), [60_000, ...around(4000, 30)])).toBeUndefined()
  expect(slowAfter(new LatencyHealth(), [100, ...around(4000, 9), 9000, ...around(4100, 9)])).toBeUndefined()
})

test('A status that repeats the last completion counts once', () => {
  const health = new LatencyHealth()
  const repeated = Array.from({ length: 30 }, () => health.isSlow(answered(6000)))
  expect(repeated).not.toContain(true)
})

test('Answers that the engine did not work for do not hide a slow engine', () => {
  const health = new LatencyHealth()
  const times = around(6000, 11)
  const verdicts = times.flatMap((ms) => [
    health.isSlow({ state: 'ready', lastCompletion: { outcome: 'shown' } }),
    health.isSlow(answered(ms)),
  ])
  expect(verdicts.at(-1)).toBe(true)
})

test('Loading the model again is no slowness of completions', () => {
  const health = new LatencyHealth()
  slowAfter(health, around(4900, 11))
  health.isSlow({ state: 'ready', unloaded: true })
  expect(health.isSlow(answered(60_000))).toBe(false)
})
