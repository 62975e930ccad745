import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { CursorRest } from '../../../server/lsp/cursorRest.ts'
import type { CursorParams } from '../../../server/protocol/requests.ts'

const at = (uri: string, line: number): CursorParams => ({ textDocument: { uri }, position: { line, character: 0 }, visible: [] })
let rested: CursorParams[]
let cursor: CursorRest

beforeEach(() => {
  vi.useFakeTimers()
  rested = []
  const rest = async (params: CursorParams) => void rested.push(params)
  cursor = new CursorRest({ rest }, () => undefined)
})
afterEach(() => {
  vi.useRealTimers()
})

it('Of several places the last one counts', () => {
  cursor.moved(at('a', 1))
  cursor.moved(at('a', 2))
  vi.runAllTimers()
  expect(rested).toEqual([at('a', 2)])
})

it('Who types at the place does not rest there', () => {
  cursor.moved(at('a', 1))
  cursor.typed('a')
  vi.runAllTimers()
  expect(rested).toEqual([])
})

it('An edit of another document changes nothing', () => {
  cursor.moved(at('a', 1))
  cursor.typed('b')
  vi.runAllTimers()
  expect(rested).toEqual([at('a', 1)])
})
