import { expect, it } from 'vitest'
import { compared, duration } from '../../client/timedRuns.ts'

it.each([
  ['half of the time', [1000, 1040, 1010], [500, 530, 510], { beforeMs: 1000, afterMs: 500, percent: -50, isClear: true }],
  ['longer', [100, 101, 102], [150, 151, 152], { beforeMs: 100, afterMs: 150, percent: 50, isClear: true }],
  [
    'less than runs differ among themselves',
    [100, 130, 120],
    [90, 95, 99],
    { beforeMs: 100, afterMs: 90, percent: -10, isClear: false },
  ],
  ['no time at all', [0], [0], { beforeMs: 0, afterMs: 0, percent: 0, isClear: false }],
])('compares the fastest runs: %s', (_, before, after, comparison) => {
  expect(compared(before, after)).toEqual(comparison)
})

it.each([
  [340.4, '340 ms'],
  [1250, '1.25 s'],
])('tells how long %s milliseconds are', (ms, text) => {
  expect(duration(ms)).toBe(text)
})
