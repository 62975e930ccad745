import { describe, expect, it } from 'vitest'
import { readCursor, readMarks, readRange } from './marks.ts'

describe('marks', () => {
  it('takes the cursor out and tells where it stood', () => {
    expect(readCursor('if (a || b) [||]return')).toEqual({ text: 'if (a || b) return', offset: 12 })
  })

  it('takes a range out and tells where it stood', () => {
    expect(readRange('if ([|a == b|])')).toEqual({ text: 'if (a == b)', start: 4, end: 10 })
  })

  it('reads ranges within one another in the order of their beginnings', () => {
    expect(readMarks('[|a [|b|]|] c', { ranges: 2 }).ranges).toEqual([
      { start: 0, end: 3 },
      { start: 2, end: 3 },
    ])
  })

  it('counts in UTF-16 code units', () => {
    expect(readCursor('"😀"[||]').offset).toBe(4)
  })

  it.each([
    ['a cursor too many', () => readCursor('[||] [||]')],
    ['a missing cursor', () => readCursor('none')],
    ['a range that was not asked for', () => readCursor('[||] [|a|]')],
    ['a range that is not closed', () => readRange('[|a')],
    ['a range that is not opened', () => readRange('a|]')],
  ])('refuses %s', (_, read) => {
    expect(read).toThrow()
  })
})
