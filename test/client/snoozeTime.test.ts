import { expect, test } from 'vitest'
import { minutesLeft, nextChangeMs, snoozeChoices, storedUntil } from '../../client/snoozeTime.ts'

const minute = 60_000

test('The last choice of a snooze comes first, and a foreign number changes nothing', () => {
  expect(snoozeChoices(30)).toEqual([30, 5, 15, 60])
  expect(snoozeChoices(undefined)).toEqual([5, 15, 30, 60])
  expect(snoozeChoices(7)).toEqual([5, 15, 30, 60])
})

test('A minute that has begun counts as left', () => {
  expect(minutesLeft(5 * minute, 0)).toBe(5)
  expect(minutesLeft(5 * minute, 1)).toBe(5)
  expect(minutesLeft(5 * minute, 4 * minute)).toBe(1)
  expect(minutesLeft(5 * minute, 5 * minute)).toBe(0)
  expect(minutesLeft(5 * minute, 9 * minute)).toBe(0)
})

test('The number of minutes is looked at again exactly when it changes, and not after the end', () => {
  expect(nextChangeMs(5 * minute, 0)).toBe(minute)
  expect(nextChangeMs(5 * minute, 4.5 * minute)).toBe(minute / 2)
  expect(nextChangeMs(5 * minute, 5 * minute)).toBeUndefined()
})

test('A snooze of an earlier window goes on, unless it is over or longer than any that can be chosen', () => {
  expect(storedUntil(20 * minute, 0)).toBe(20 * minute)
  expect(storedUntil(20 * minute, 20 * minute)).toBeUndefined()
  expect(storedUntil(5000 * minute, 0)).toBeUndefined()
  expect(storedUntil('soon', 0)).toBeUndefined()
})
