import { expect, it } from 'vitest'
import { memoryOfCards, memorySize } from '../../server/cli/input/memorySize.ts'

it.each([
  ['40G', 40e9],
  ['40 GB', 40e9],
  ['24', 24e9],
  ['512M', 512e6],
  ['1.5t', 1.5e12],
  ['24GiB', 24 * 2 ** 30],
  ['24Gi', 24 * 2 ** 30],
  ['0', 0],
])('%s of memory', (text, bytes) => {
  expect(memorySize('--ram')(text)).toBe(bytes)
})

it.each(['', 'G', '-1G', '24X', '1e9', 'twenty'])('"%s" is no memory', (text) => {
  expect(() => memorySize('--ram')(text)).toThrow(expect.objectContaining({ code: 'badArgument' }))
})

it.each([
  ['24G', [24e9]],
  ['2x24G', [24e9, 24e9]],
  ['8 × 80 GB', new Array(8).fill(80e9)],
  ['0', []],
])('%s of cards', (text, bytes) => {
  expect(memoryOfCards('--vram')(text)).toEqual(bytes)
})

it.each(['0x80G', '65x80G', '100x80G', '8x', 'x80G'])('"%s" are no cards', (text) => {
  expect(() => memoryOfCards('--vram')(text)).toThrow(expect.objectContaining({ code: 'badArgument' }))
})
