import { expect, it } from 'vitest'
import { editDistance, nearestNames } from '../../server/context/spelling.ts'

it.each([
  ['', '', 0],
  ['price', 'prise', 1],
  ['length', 'lenght', 2],
  ['a', 'abc', 2],
  ['订单', '订货单', 1],
])('%s and %s are %d steps apart', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance)
  expect(editDistance(b, a)).toBe(distance)
})

it('the nearest names come first, without the word itself and without repetition', () => {
  expect(nearestNames('prise', ['total', 'prise', 'price', 'prize', 'price'], 2)).toEqual(['price', 'prize'])
})
