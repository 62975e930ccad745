import { expect, test } from 'vitest'
import { wholePercent } from '../../server/protocol/confidence.ts'

test.each([
  [0, 0],
  [0.796, 79],
  [0.7999, 79],
  [0.8, 80],
  // In binary, 100 times these falls short of what they say.
  [0.29, 29],
  [0.57, 57],
  [0.58, 58],
  [1, 100],
])('a confidence of %f is %i per cent: what is below a threshold does not read as if it reached it', (confidence, shown) => {
  expect(wholePercent(confidence)).toBe(shown)
})

test('every setting in whole per cent reads as itself', () => {
  for (let each = 0; each <= 100; each++) expect(wholePercent(each / 100)).toBe(each)
})
