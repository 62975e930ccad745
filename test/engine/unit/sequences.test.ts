import { describe, expect, it } from 'vitest'
import { Sequences } from '../../../server/engine/local/sequences.ts'
import type { WarmSequence } from '../../../server/engine/local/warmSequence.ts'

const named = (name: string) => ({ name }) as unknown as WarmSequence
const completion = (document: string) => ({ sequence: 'completion', document }) as const

describe('the sequence of a document', () => {
  it('is its own each time it comes back', () => {
    const sequences = new Sequences([named('review')], [named('1'), named('2')])
    const first = sequences.of(completion('a.ts'))
    expect(sequences.of(completion('b.ts'))).not.toBe(first)
    expect(sequences.of(completion('a.ts'))).toBe(first)
  })

  it('goes to another document once it was not used for longest', () => {
    const sequences = new Sequences([named('review')], [named('1'), named('2')])
    const first = sequences.of(completion('a.ts'))
    const second = sequences.of(completion('b.ts'))
    sequences.of(completion('a.ts'))
    expect(sequences.of(completion('c.ts'))).toBe(second)
    expect(sequences.of(completion('a.ts'))).toBe(first)
  })

  it('is known by whose text it holds, the most recent first', () => {
    const sequences = new Sequences([named('review')], [named('1'), named('2'), named('3')])
    const first = sequences.of(completion('a.ts'), 'window')
    const second = sequences.of(completion('b.ts'), 'terminal')
    sequences.of({ sequence: 'review' }, 'window')
    expect(sequences.completed()).toEqual([
      { client: 'terminal', document: 'b.ts', warm: second },
      { client: 'window', document: 'a.ts', warm: first },
    ])
  })

  it('is apart from the one of reviews', () => {
    const review = named('review')
    expect(new Sequences([review], [named('1')]).of({ sequence: 'review', document: 'a.ts' })).toBe(review)
  })
})
