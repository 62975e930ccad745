import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { RestingCursor } from '../../client/restingCursor.ts'
import type { CursorParams } from '../../server/protocol/requests.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const at = (line: number): CursorParams => ({
  textDocument: { uri: 'file:///a.ts' },
  position: { line, character: 0 },
  visible: ['file:///a.ts'],
})

function watch() {
  const told: number[] = []
  const cursor = new RestingCursor((params) => told.push(params.position.line), Date.now)
  return { cursor, told }
}

test('A cursor on its way tells only where it comes to rest', () => {
  const { cursor, told } = watch()
  cursor.moved(() => at(1))
  vi.advanceTimersByTime(100)
  cursor.moved(() => at(2))
  vi.advanceTimersByTime(149)
  expect(told).toEqual([])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([2])
})

test('A place is told once, and again after the text changed', () => {
  const { cursor, told } = watch()
  cursor.moved(() => at(1))
  vi.advanceTimersByTime(1000)
  cursor.shown(() => at(1))
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([1])
  cursor.typed()
  vi.advanceTimersByTime(1000)
  cursor.moved(() => at(1))
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([1, 1])
})

test('Typing moves the cursor too and is not told, nor what was about to be told before it', () => {
  const { cursor, told } = watch()
  cursor.moved(() => at(1))
  vi.advanceTimersByTime(50)
  cursor.typed()
  cursor.moved(() => at(2))
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([])
})

test('Nothing is told where there is no one place', () => {
  const { cursor, told } = watch()
  cursor.moved(() => undefined)
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([])
})

test('A new server hears of a place that the old one knew', () => {
  const { cursor, told } = watch()
  cursor.shown(() => at(1))
  vi.advanceTimersByTime(1000)
  cursor.forget()
  cursor.shown(() => at(1))
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([1, 1])
})

test('After its end it tells nothing', () => {
  const { cursor, told } = watch()
  cursor.shown(() => at(1))
  cursor.dispose()
  vi.advanceTimersByTime(1000)
  expect(told).toEqual([])
})
