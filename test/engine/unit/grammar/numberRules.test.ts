import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { integers, numbers } from '../../../../server/engine/grammar/numberRules.ts'
import { grammarReader } from '../../../../server/engine/remote/gbnf.ts'

/** Whether a rule writes exactly this text. */
function writes(rule: string | undefined, text: string): boolean {
  return rule !== undefined && grammarReader(`root ::= ${rule}`)(text) === text
}

describe('Whole numbers of a range', () => {
  it('are written each, and no others', () => {
    const number = fc.integer({ min: -2500, max: 2500 })
    fc.assert(
      fc.property(number, number, number, (one, other, value) => {
        const [least, most] = [Math.min(one, other), Math.max(one, other)]
        for (const near of [value, least - 1, least, most, most + 1])
          expect(writes(integers({ least, most }), String(near))).toBe(near >= least && near <= most)
      }),
      { numRuns: 300 },
    )
  })

  it('have no zeros in front and at most 15 digits', () => {
    const rule = integers({})
    expect(['0', '-12', '9'.repeat(15)].map((text) => writes(rule, text))).toEqual([true, true, true])
    expect(['00', '012', '+1', '9'.repeat(16), '1.0', ''].map((text) => writes(rule, text))).toEqual(Array(6).fill(false))
  })

  it('are none where none lies between', () => {
    expect(integers({ least: 1.2, most: 1.8 })).toBeUndefined()
  })
})

describe('Numbers of a range', () => {
  it('are none outside of it', () => {
    const bound = fc.double({ min: -300, max: 300, noNaN: true })
    const value = fc.tuple(fc.integer({ min: -302, max: 302 }), fc.integer({ min: 0, max: 99 }))
    fc.assert(
      fc.property(bound, bound, value, (one, other, [whole, hundredths]) => {
        const [least, most] = [Math.min(one, other), Math.max(one, other)]
        const text = `${whole}.${String(hundredths).padStart(2, '0')}`
        if (writes(numbers({ least, most }), text)) {
          expect(Number(text)).toBeGreaterThanOrEqual(least)
          expect(Number(text)).toBeLessThanOrEqual(most)
        }
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['0', 0, 1],
    ['0.25', 0, 1],
    ['1', 0, 1],
    ['-0.5', -1, 0],
    ['-3.75', -4, 2],
    ['1.5', -4, 2],
  ])('%s is one from %d to %d', (text, least, most) => {
    expect(writes(numbers({ least, most }), text)).toBe(true)
  })
})
