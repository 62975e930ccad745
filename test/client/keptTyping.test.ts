import { expect, it } from 'vitest'
import { withTyping } from '../../client/keptTyping.ts'

const original = 'first\nslow()\nlast\n'
const tried = 'first\nfast()\nmore()\nlast\n'

it.each<readonly [what: string, current: string, kept: string | undefined]>([
  ['nothing', tried, original],
  ['a line above', `// above\n${tried}`, `// above\n${original}`],
  ['a line below', `${tried}// below\n`, `${original}// below\n`],
  ['a change of another line', tried.replace('last', 'end'), original.replace('last', 'end')],
  ['something within what was tried', tried.replace('more', 'evenMore'), undefined],
  ['at its edge', tried.replace('fast', 'xfast'), undefined],
  ['everything', '', undefined],
])('typing %s while a text is tried', (_, current, kept) => expect(withTyping(original, tried, current)).toBe(kept))

it('keeps all that was typed where the tried text is the same', () => {
  expect(withTyping(original, original, `${original}more`)).toBe(`${original}more`)
})
