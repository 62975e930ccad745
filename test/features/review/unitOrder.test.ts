import { expect, test } from 'vitest'
import type { CodeUnit } from '../../../server/context/functions.ts'
import { mostPromisingFirst } from '../../../server/features/review/unitOrder.ts'

function unit(kind: CodeUnit['kind'], name: string, startLine: number, endLine: number): CodeUnit {
  return { kind, name, startLine, endLine, startOffset: startLine * 10, endOffset: endLine * 10 }
}

const startsOf = (units: readonly CodeUnit[]) => mostPromisingFirst(units).map(({ startLine }) => startLine)

test('long functions come before short ones, equal ones in the order of the text', () => {
  expect(startsOf([unit('function', 'b', 0, 5), unit('function', 'a', 5, 10), unit('function', 'long', 10, 40)])).toEqual([
    10, 0, 5,
  ])
})

test('beyond 60 lines a function promises no more', () => {
  expect(startsOf([unit('function', 'long', 0, 70), unit('function', 'longer', 70, 190)])).toEqual([0, 70])
})

test('functions of one name stay in the order of the text, though the later one is longer', () => {
  // Both together have 11 lines on average.
  const units = [unit('function', 'get', 0, 2), unit('function', 'set', 2, 10), unit('function', 'get', 10, 30)]
  expect(startsOf(units)).toEqual([0, 10, 2])
})

test('code outside of functions stays in the order of the text', () => {
  expect(
    startsOf([unit('window', 'lines 1-2', 0, 2), unit('function', 'run', 2, 20), unit('window', 'lines 21-29', 20, 29)]),
  ).toEqual([2, 0, 20])
})
