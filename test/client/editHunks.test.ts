import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hunksOf, nearestHunk } from '../../client/editHunks.ts'
import { edited } from '../../client/fixText.ts'

/** Texts of a few different lines, so that they share some; the last line may lack its end. */
const text = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c', '', '  一'), { maxLength: 8 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, end, closed]) => lines.join(end) + (closed ? end : ''))

const before = 'one\ntwo\nthree\nfour\nfive\nsix\n'
const after = 'one\nTWO\nthree\nfour\nand a half\nfive\n'

describe('the hunks of two texts', () => {
  it('are lines in a row that differ', () => {
    expect(hunksOf(before, after)).toEqual([
      {
        making: { startOffset: 4, endOffset: 8, newText: 'TWO\n' },
        unmaking: { startOffset: 4, endOffset: 8, newText: 'two\n' },
        before: { first: 1, count: 1 },
        after: { first: 1, count: 1 },
      },
      {
        making: { startOffset: 19, endOffset: 19, newText: 'and a half\n' },
        unmaking: { startOffset: 19, endOffset: 30, newText: '' },
        before: { first: 4, count: 0 },
        after: { first: 4, count: 1 },
      },
      {
        making: { startOffset: 24, endOffset: 28, newText: '' },
        unmaking: { startOffset: 35, endOffset: 35, newText: 'six\n' },
        before: { first: 5, count: 1 },
        after: { first: 6, count: 0 },
      },
    ])
  })

  it('are none of equal texts', () => {
    expect(hunksOf(before, before)).toEqual([])
  })

  it('lead from one text to the other and back', () => {
    fc.assert(
      fc.property(text, text, (old, now) => {
        const hunks = hunksOf(old, now)
        expect(
          edited(
            old,
            hunks.map(({ making }) => making),
          ),
        ).toBe(now)
        expect(
          edited(
            now,
            hunks.map(({ unmaking }) => unmaking),
          ),
        ).toBe(old)
      }),
    )
  })

  it('can be made one by one in any order, each leaving the others', () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 20 }), (old, now, choice) => {
        const hunks = hunksOf(old, now)
        const chosen = hunks[choice % Math.max(hunks.length, 1)]
        if (chosen === undefined) return
        const rest = hunks.filter((hunk) => hunk !== chosen)
        const accepted = edited(old, [chosen.making])
        expect(
          edited(
            accepted,
            hunksOf(accepted, now).map(({ making }) => making),
          ),
        ).toBe(now)
        const rejected = edited(now, [chosen.unmaking])
        expect(rejected).toBe(
          edited(
            old,
            rest.map(({ making }) => making),
          ),
        )
      }),
    )
  })
})

describe('the hunk at a line', () => {
  const hunks = hunksOf(before, after)
  const [two, half, six] = hunks

  it.each([
    ['the one that the line belongs to', 'after', 1, two],
    ['the nearest one from above', 'after', 0, two],
    ['the nearest one from below', 'before', 9, six],
    ['the first of two that are as near', 'before', 3, half],
    ['the one whose place it is where a side has no line of it', 'before', 4, half],
  ] as const)('is %s', (_, side, line, expected) => {
    expect(nearestHunk(hunks, side, line)).toBe(expected)
  })

  it('is none where nothing differs', () => {
    expect(nearestHunk([], 'after', 3)).toBeUndefined()
  })
})
