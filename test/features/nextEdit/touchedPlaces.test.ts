import { describe, expect, test } from 'vitest'
import { TouchedPlaces } from '../../../server/features/nextEdit/touchedPlaces.ts'

/** Replaces the first `from` by `to`, as one edit of one version. */
type Step = readonly [from: string, to: string, at?: number]

/** The touched places after some edits, a version each, as `original→now`. */
function touched(text: string, steps: readonly Step[]): readonly string[] {
  const places = new TouchedPlaces(text)
  let now = 0
  steps.forEach(([from, to, at], index) => {
    const start = places.text.indexOf(from)
    if (start === -1) throw new Error(`${from} is not in ${places.text}`)
    now = at ?? now + 100
    const after = places.text.slice(0, start) + to + places.text.slice(start + from.length)
    places.edited({ start, end: start + from.length, text: to }, after, { version: index + 1, now })
  })
  return places.places.map(({ start, end, original }) => `${original}→${places.text.slice(start, end)}`)
}

describe('Touched places', () => {
  const cases: readonly (readonly [string, string, readonly Step[], readonly string[]])[] = [
    ['take the whole word of a letter that was added', 'let count = 1', [['count', 'counts']], ['count→counts']],
    [
      'take letters typed one by one as one change',
      'let a = 1',
      [
        ['a', 'al'],
        ['al', 'all'],
      ],
      ['a→all'],
    ],
    [
      'take a word that was deleted and written anew as one change',
      'let foo = 1',
      [
        ['foo', ''],
        ['let ', 'let b'],
        ['let b', 'let ba'],
      ],
      ['foo→ba'],
    ],
    [
      'go on with the same word after a pause',
      'let foo = 1',
      [
        ['foo', 'ba'],
        ['ba', 'bar', 60_000],
      ],
      ['foo→bar'],
    ],
    [
      'take what was typed elsewhere as another place',
      'let foo = 1; foo',
      [
        ['foo', 'bar'],
        ['; foo', '; bar'],
      ],
      ['foo→bar', 'foo→bar'],
    ],
    [
      'forget what was put back',
      'let foo = 1',
      [
        ['foo', 'bar'],
        ['bar', 'foo'],
      ],
      [],
    ],
    [
      'keep a renamed word apart from what is typed behind it',
      'let foo = 1',
      [
        ['foo', 'bar'],
        ['bar', 'bar:'],
      ],
      ['foo→bar', '→:'],
    ],
    [
      'start anew in text that was written a while ago',
      '',
      [
        ['', 'let foo = 1'],
        ['foo', 'bar', 60_000],
      ],
      ['foo→bar'],
    ],
    ['take a private name with its mark', 'this.#foo()', [['foo', 'bar']], ['#foo→#bar']],
    ['take a parameter that was removed as it stood', 'f(a, b)', [[', b', '']], [', b→']],
  ]
  test.each(cases)('%s', (_, text, steps, expected) => {
    expect(touched(text, steps)).toEqual(expected)
  })

  test('move with edits before them', () => {
    const places = new TouchedPlaces('one two')
    places.edited({ start: 4, end: 7, text: 'three' }, 'one three', { version: 1, now: 0 })
    places.edited({ start: 0, end: 3, text: 'eleven' }, 'eleven three', { version: 2, now: 0 })
    expect(places.places.map(({ start, end }) => [start, end])).toEqual([
      [7, 12],
      [0, 6],
    ])
  })
})
