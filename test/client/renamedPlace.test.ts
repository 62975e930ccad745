import { expect, it } from 'vitest'
import { renamedPlace } from '../../client/renamedPlace.ts'

it('a code action names the place of what is renamed', () => {
  expect(renamedPlace(['file:///a.ts', { line: 1, character: 2 }])).toEqual({
    uri: 'file:///a.ts',
    position: { line: 1, character: 2 },
  })
})

it.each([[[]], [['file:///a.ts']], [[{ line: 1, character: 2 }]], [['file:///a.ts', { line: '1', character: 2 }]]])(
  'run by hand, %j names none',
  (given) => {
    expect(renamedPlace(given)).toBeUndefined()
  },
)
