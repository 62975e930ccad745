import { describe, expect, it } from 'vitest'
import { applyEdits, type Edit, editBetween, shiftSpan } from '../../../server/lsp/edits.ts'
import { readMarks } from '../../marks.ts'

/** `before` marks the text that is followed; `edit` replaces the first `find` in it by `text`. */
function checkShift(name: string, before: string, edit: { at: number; remove?: number; text: string }, after: string): void {
  it(name, () => {
    const marked = readMarks(before, { ranges: 1 })
    const made: Edit = { start: edit.at, end: edit.at + (edit.remove ?? 0), text: edit.text }
    const span = shiftSpan(marked.ranges[0] ?? { start: -1, end: -1 }, made)
    const text = applyEdits(marked.text, [made])
    expect(`${text.slice(0, span.start)}[|${text.slice(span.start, span.end)}|]${text.slice(span.end)}`).toBe(after)
  })
}

describe('a span follows the text it marks', () => {
  checkShift('when text is inserted before it', 'ab [|quote|] z', { at: 0, text: 'xx\n' }, 'xx\nab [|quote|] z')
  checkShift('when text is inserted after it', 'ab [|quote|] z', { at: 9, text: '!!' }, 'ab [|quote|] !!z')
  checkShift('when someone types right before it', '[|quote|]', { at: 0, text: 'x' }, 'x[|quote|]')
  checkShift('when someone types right after it', '[|quote|]', { at: 5, text: 'x' }, '[|quote|]x')
  checkShift('growing with what is typed within it', '[|quote|]', { at: 2, text: '--' }, '[|qu--ote|]')
  checkShift('losing what is cut at its start', 'ab[|quote|]', { at: 1, remove: 3, text: '' }, 'a[|ote|]')
  checkShift('losing what is cut at its end', '[|quote|]yz', { at: 3, remove: 3, text: '' }, '[|quo|]z')
  checkShift('becoming empty when all around it is replaced', 'a[|quote|]z', { at: 0, remove: 7, text: 'new' }, 'new[||]')
})

describe('the edit between two texts', () => {
  it('is undefined for equal texts', () => expect(editBetween('same', 'same')).toBeUndefined())
  it('is as small as it can be', () => expect(editBetween('let a = 1', 'let b = 1')).toEqual({ start: 4, end: 5, text: 'b' }))
  it('does not count a repeated character twice', () => expect(editBetween('aa', 'aaa')).toEqual({ start: 2, end: 2, text: 'a' }))
  for (const [before, after] of [
    ['', 'x'],
    ['abcabc', 'abc'],
    ['abab', 'ababab'],
    ['😀', '😁'],
  ] as const) {
    it(`turns ${JSON.stringify(before)} into ${JSON.stringify(after)}`, () => {
      const edit = editBetween(before, after)
      expect(edit && applyEdits(before, [edit])).toBe(after)
    })
  }
})
