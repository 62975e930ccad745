import { expect, it } from 'vitest'
import { tokenSurprises, weakestTouched } from '../../../server/features/review/surprise.ts'

/** Tokens of a text with their log P, and the surprise at an edit of it. */
function surpriseAt(
  tokens: readonly (readonly [text: string, logP: number])[],
  edit: readonly [written: string, newText: string],
) {
  const text = tokens.map(([token]) => token).join('')
  const scored = {
    logPs: tokens.map(([, logP]) => logP),
    lengths: tokens.map(([token]) => token.length),
    preferred: [],
    figures: { promptTokens: 0, cachedTokens: 0, generatedTokens: 0, ms: 0 },
  }
  const startOffset = text.indexOf(edit[0])
  return weakestTouched(tokenSurprises(scored), text, { startOffset, endOffset: startOffset + edit[0].length, newText: edit[1] })
}

it('tells the surprise of the replaced token only', () => {
  expect(
    surpriseAt(
      [
        ['i', -4],
        [' <=', -3],
        [' n', -5],
      ],
      ['<=', '<'],
    ),
  ).toBe(-3)
})

it('takes an operator as a whole, also where the other one begins alike', () => {
  expect(
    surpriseAt(
      [
        ['i', -4],
        [' <', -3],
        [' n', 0],
      ],
      ['<', '<='],
    ),
  ).toBe(-3)
  expect(
    surpriseAt(
      [
        ['i', -4],
        [' <', -3],
        ['=', 0],
        [' n', -5],
      ],
      ['<=', '<'],
    ),
  ).toBe(-3)
})

it('looks at the token after an added word', () => {
  expect(
    surpriseAt(
      [
        ['a', -1],
        ['.length', -2],
        [']', -9],
      ],
      ['a.length', 'a.length - 1'],
    ),
  ).toBe(-9)
  expect(
    surpriseAt(
      [
        ['  ', -1],
        ['save', -7],
        ['()', -2],
      ],
      ['save()', 'await save()'],
    ),
  ).toBe(-7)
})

it('takes the weakest where several tokens change', () => {
  expect(
    surpriseAt(
      [
        ['g(', 0],
        ['a', -2],
        [',', -3],
        [' b', -4],
        [')', -8],
      ],
      ['a, b', 'b, a'],
    ),
  ).toBe(-4)
})

it('takes a blank in front of a Chinese name with it, where the name is chosen', () => {
  const tokens = [
    ['return', 0],
    [' ', -9],
    ['左', 0],
    [' +', -8],
  ] as const
  expect(surpriseAt(tokens, ['左', '右'])).toBe(-9)
})

it('leaves a blank alone that is in front of English', () => {
  const tokens = [
    ['return', 0],
    [' ', -9],
    ['1', -2],
  ] as const
  expect(surpriseAt(tokens, ['1', '0'])).toBe(-2)
})

it('counts the bytes of a character that are tokens of their own', () => {
  const scored = {
    logPs: [-1, -7, 0, -8],
    // The first two bytes of 左 are a token, its last one is another.
    lengths: [2, 0, 1, 1],
    preferred: [],
    figures: { promptTokens: 0, cachedTokens: 0, generatedTokens: 0, ms: 0 },
  }
  expect(weakestTouched(tokenSurprises(scored), 'f(左)', { startOffset: 2, endOffset: 3, newText: '右' })).toBe(-7)
})
