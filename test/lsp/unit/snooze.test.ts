import { expect, it } from 'vitest'
import { Snooze } from '../../../server/lsp/snooze.ts'

it('A snooze lasts until its time and not longer', () => {
  const snooze = new Snooze()
  expect(snooze.active(0)).toBe(false)
  snooze.set({ untilMs: 1000 })
  expect([snooze.active(999), snooze.active(1000)]).toEqual([true, false])
})

it('A snooze without a time ends the one before', () => {
  const snooze = new Snooze()
  snooze.set({ untilMs: 1000 })
  snooze.set({})
  expect(snooze.active(1)).toBe(false)
})

it('A time that is none silences nothing', () => {
  const snooze = new Snooze()
  snooze.set(JSON.parse('{ "untilMs": "tomorrow" }'))
  expect(snooze.active(1)).toBe(false)
})
