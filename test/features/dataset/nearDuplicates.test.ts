import { expect, it } from 'vitest'
import { NearDuplicates } from '../../../server/features/dataset/nearDuplicates.ts'

const words = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `word${at + from}`)

it('the same but for white space is exactly the same', () => {
  const seen = new NearDuplicates()
  expect(seen.look('let a = 1\nlet b = 2')).toBe('new')
  expect(seen.look('let a=1;let b = 2')).toBe('new')
  expect(seen.look('  let a = 1\n\n\tlet b = 2')).toBe('exact')
})

it('a text with one word changed of a hundred is nearly the same, one with every tenth changed is not', () => {
  const seen = new NearDuplicates()
  expect(seen.look(words(100).join(' '))).toBe('new')
  expect(seen.look(words(100).with(50, 'other').join(' '))).toBe('near')
  expect(
    seen.look(
      words(100)
        .map((word, at) => (at % 10 === 0 ? `other${at}` : word))
        .join(' '),
    ),
  ).toBe('new')
})

it('of a thousand different texts none is taken for another', () => {
  const seen = new NearDuplicates()
  const looks = Array.from({ length: 1000 }, (_, at) => seen.look(words(30, at * 30).join(' ')))
  expect(new Set(looks)).toEqual(new Set(['new']))
})

it('a text that was left out is not remembered', () => {
  const seen = new NearDuplicates()
  const [a, b, c] = [0, 10, 20].map((changed) =>
    words(200)
      .map((word, at) => (at < changed ? `x${at}` : word))
      .join(' '),
  )
  expect([seen.look(a ?? ''), seen.look(b ?? ''), seen.look(c ?? '')]).toEqual(['new', 'near', 'new'])
})
