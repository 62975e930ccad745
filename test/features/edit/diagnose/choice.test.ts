import { describe, expect, it } from 'vitest'
import { chosen } from '../../../../server/features/edit/diagnose/choice.ts'
import type { Mended } from '../../../../server/features/edit/diagnose/problem.ts'

function mend(newText: string, odds: number, more: Partial<Mended> = {}): Mended {
  const common = { startOffset: 0, endOffset: 1, origin: 'alternative', goneErrors: 1, changedWords: 1, silences: false } as const
  return { ...common, newText, lineOdds: odds, blockOdds: odds, ...more }
}

/** The texts that are shown, the best first; or why none is. */
function shownOf(mended: readonly Mended[], by: 'verified' | 'likelier' = 'verified'): string {
  const choice = chosen(mended, by)
  if (choice.kind === 'none') return choice.reason
  return (choice.kind === 'clear' ? [choice.best] : choice.among).map(({ newText }) => newText).join(' or ')
}

describe('which mends are shown', () => {
  it.each<{ what: string; mended: readonly Mended[]; shown: string }>([
    { what: 'the likeliest alone where it is clearly so', mended: [mend('a', 1), mend('b', 9)], shown: 'b' },
    { what: 'several that are nearly as likely', mended: [mend('a', 5), mend('b', 5.5), mend('c', -9)], shown: 'b or a' },
    { what: 'none where none passed', mended: [], shown: 'notFound' },
    { what: 'none that is far less likely than what is written', mended: [mend('a', -30)], shown: 'unlikely' },
    { what: 'none that only silences', mended: [mend('any', 9, { silences: true })], shown: 'onlySilenced' },
    {
      what: 'a mend before what silences, however likely that is',
      mended: [mend('any', 20, { silences: true }), mend('a', 1)],
      shown: 'a',
    },
    {
      what: 'the one that takes more errors away, of equally likely ones',
      mended: [mend('a', 2), mend('b', 2, { goneErrors: 3 })],
      shown: 'b',
    },
    {
      what: 'the smaller edit of equally likely ones',
      mended: [mend('a', 2), mend('b', 2, { changedWords: 3 })],
      shown: 'a',
    },
    {
      what: 'an import of the compiler, which no odds speak for',
      mended: [{ ...mend('a', 0), origin: 'compiler', compilerFix: 'import' }, mend('b', 1)],
      shown: 'a',
    },
  ])('$what', ({ mended, shown }) => expect(shownOf(mended)).toBe(shown))

  it('without a compiler only what is clearly likelier than what is written', () => {
    expect(shownOf([mend('a', 1)], 'likelier')).toBe('unlikely')
    expect(shownOf([mend('a', 6)], 'likelier')).toBe('a')
  })
})
