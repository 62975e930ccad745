import { expect, test } from 'vitest'
import type { CodeUnit } from '../../../server/context/functions.ts'
import { quickestFirst } from '../../../server/features/review/unitOrder.ts'

function unit(kind: CodeUnit['kind'], name: string, startLine: number, endLine: number): CodeUnit {
  return { kind, name, startLine, endLine, startOffset: startLine * 10, endOffset: endLine * 10 }
}

const linesOf = (units: readonly CodeUnit[]) => units.map(({ startLine }) => startLine)

test('short functions come before long ones, equal ones in the order of the text', () => {
  const units = [unit('function', 'long', 0, 30), unit('function', 'b', 30, 35), unit('function', 'a', 35, 40)]
  expect(linesOf(quickestFirst(units))).toEqual([30, 35, 0])
})

test('functions of one name stay in the order of the text, though the later one is shorter', () => {
  const units = [unit('function', 'get', 0, 20), unit('function', 'set', 20, 28), unit('function', 'get', 28, 30)]
  // Both together have 11 lines on average.
  expect(linesOf(quickestFirst(units))).toEqual([20, 0, 28])
})

test('code outside of functions stays in the order of the text', () => {
  const units = [unit('window', 'lines 1-9', 0, 9), unit('function', 'run', 9, 12), unit('window', 'lines 13-14', 12, 14)]
  expect(linesOf(quickestFirst(units))).toEqual([9, 0, 12])
})
