import { describe, expect, it } from 'vitest'
import { compared, isEqual, type Pair } from '../../bench/parity/results.ts'

const pair = (own: boolean, server: boolean | undefined, index: number): Pair<boolean> => ({
  id: `case ${index}`,
  own,
  server: server ?? { failed: 'no answer within 300 s' },
})
const table = (pairs: readonly Pair<boolean>[]) =>
  compared(
    pairs,
    (isRight) => isRight,
    (one, other) => one === other,
  )

describe('a server beside the own engine', () => {
  it('is compared at the cases that both answered: no answer is no wrong one', () => {
    const row = table([pair(true, true, 1), pair(true, undefined, 2), pair(false, true, 3)])
    expect(row).toMatchObject({
      cases: 2,
      own: { value: 0.5 },
      server: { value: 1 },
      difference: { value: 0.5 },
      alike: { value: 0.5 },
    })
  })

  it('is equal where the difference may be chance, and all cases were answered', () => {
    const alike = Array.from({ length: 40 }, (_, index) => pair(index % 2 === 0, index % 2 === 0 || index === 1, index))
    expect(isEqual(table(alike), 40)).toBe(true)
    expect(isEqual(table([...alike.slice(1), pair(true, undefined, 0)]), 40)).toBe(false)
  })

  it('is not equal where it is worse beyond chance', () => {
    const worse = Array.from({ length: 40 }, (_, index) => pair(true, index > 12, index))
    expect(isEqual(table(worse), 40)).toBe(false)
  })
})
