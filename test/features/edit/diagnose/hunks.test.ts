import { describe, expect, it } from 'vitest'
import { hunksOf, withoutLarger } from '../../../../server/features/edit/diagnose/hunks.ts'
import type { Candidate } from '../../../../server/features/edit/diagnose/problem.ts'

const text = 'return sum(items.prise, count)'

/** The candidate that makes `to` of the whole text. */
const whole = (to: string): Candidate => ({ startOffset: 0, endOffset: text.length, newText: to, origin: 'model' })
const shown = ({ startOffset, endOffset, newText }: Candidate) => `${text.slice(startOffset, endOffset)} → ${newText}`

describe('the parts of an edit', () => {
  it.each([
    { to: 'return sum(items.price, count)', parts: ['prise → price'] },
    { to: 'return sum(items.price, count);', parts: ['prise → price', ' → ;'] },
    { to: 'return await sum(items.price, count)', parts: [' → await ', 'prise → price'] },
    { to: 'return sum(items.prise)', parts: [', count → '] },
    { to: text, parts: [] },
  ])('$to', ({ to, parts }) => expect(hunksOf(text, whole(to)).map(shown)).toEqual(parts))

  it('are none of an edit that writes the line anew', () => {
    expect(hunksOf(text, whole('x return y sum z(w items v.u prise'))).toEqual([])
  })
})

it('an edit that does more than another one which suffices is left out', () => {
  const [small, large, other] = [
    whole('return sum(items.price, count)'),
    whole('return sum(items.price, count);'),
    whole('return sum(count)'),
  ]
  expect(withoutLarger(text, [large, small, other])).toEqual([small, other])
})
