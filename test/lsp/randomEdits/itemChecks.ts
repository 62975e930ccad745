import { expect } from 'vitest'
import type { InlineCompletionItem, SelectedCompletionInfo } from 'vscode-languageserver/node'
import type { EditedText } from './editedText.ts'

/** What any editor may rely on in an item that is shown at the cursor of this text. */
export function checkItem(item: InlineCompletionItem, text: EditedText, selected: SelectedCompletionInfo | undefined): void {
  const inserted = String(item.insertText)
  const range = item.range ?? { start: text.position, end: text.position }
  const { position } = text
  expect(text.has(range.start) && text.has(range.end), 'the range lies in the document').toBe(true)
  expect([range.start.line, range.end.line], 'the range is on the line of the cursor').toEqual([position.line, position.line])
  expect(range.start.character, 'the range begins before the cursor').toBeLessThanOrEqual(position.character)
  expect(range.end.character, 'the range ends after the cursor').toBeGreaterThanOrEqual(position.character)
  expect(inserted, 'the item adds something').not.toBe(text.slice(range))
  expect(hasAll(inserted, text.slice({ start: position, end: range.end })), 'what stands right of the cursor is kept').toBe(true)
  if (selected === undefined) {
    expect(inserted.startsWith(text.slice({ start: range.start, end: position })), 'what was typed is kept').toBe(true)
    expect(item.filterText, 'nothing has to be filtered by').toBeUndefined()
  } else {
    expect(range.start, 'the range is that of the selected suggestion').toEqual(selected.range.start)
    expect(inserted.startsWith(selected.text), 'the item begins with the selected suggestion').toBe(true)
  }
  const known = selected?.text ?? text.slice({ start: range.start, end: position })
  checkBesideRest(inserted.slice(known.length), text.lineAfter.trimStart())
  checkCharacters(inserted, text)
}

function checkBesideRest(added: string, restOfLine: string): void {
  if (restOfLine === '') return
  expect(restOfLine.startsWith(added.trim()), 'the rest of the line stands there already').toBe(false)
  expect(added, 'only one line fits before the rest of a line').not.toMatch(/[\r\n]/)
}

function checkCharacters(inserted: string, { text, lineEnd }: EditedText): void {
  expect(/\p{Surrogate}/u.test(inserted), 'half a character').toBe(false)
  expect(inserted.includes('\ufffd') && !text.includes('\ufffd'), 'no bytes that are no characters').toBe(false)
  const usual = /\r?\n/.test(text) ? lineEnd : '\n'
  for (const [found] of inserted.matchAll(/\r\n?|\n/g)) expect(found, 'line ends are those of the document').toBe(usual)
}

function hasAll(text: string, characters: string): boolean {
  let found = -1
  return [...characters].every((character) => {
    found = text.indexOf(character, found + 1)
    return found >= 0
  })
}
