import { describe, expect, it } from 'vitest'
import { SourceText } from '../../server/context/source.ts'
import { readCursor, readRange } from '../marks.ts'

const sourceOf = (text: string) => new SourceText('file', 'plaintext', text)

describe('positions of a text', () => {
  it.each([
    ['the start', '[||]a', 0, 0],
    ['after LF', 'a\n[||]b', 1, 0],
    ['after CRLF', 'a\r\n[||]b', 1, 0],
    ['after CR', 'a\r[||]b', 1, 0],
    ['after an emoji', '😀[||]', 0, 2],
    ['after Chinese', '变量[||]', 0, 2],
    ['behind a last line end', 'a\n[||]', 1, 0],
    ['an empty text', '[||]', 0, 0],
  ])('%s', (_, marked, line, character) => {
    const { text, offset } = readCursor(marked)
    expect(sourceOf(text).positionAt(offset)).toEqual({ line, character })
    expect(sourceOf(text).offsetAt({ line, character })).toBe(offset)
  })

  it.each([
    ['past the line', 'ab[||]\r\nc', { line: 0, character: 99 }],
    ['past the text', 'ab\nc[||]', { line: 99, character: 0 }],
  ])('%s are moved to its end', (_, marked, position) => {
    const { text, offset } = readCursor(marked)
    expect(sourceOf(text).offsetAt(position)).toBe(offset)
  })

  it('give the text of a range back', () => {
    const { text, start, end } = readRange('a\r\n[|变\r\n😀|]b')
    const source = sourceOf(text)
    expect(source.slice(source.rangeBetween(start, end))).toBe('变\r\n😀')
  })
})

describe('lines of a text', () => {
  it.each([
    ['a\nb', ['a', 'b'], '\n'],
    ['a\r\nb\r\n', ['a', 'b', ''], '\r\n'],
    ['a\rb', ['a', 'b'], '\r'],
    ['', [''], '\n'],
  ])('%j', (text, lines, lineEnd) => {
    const source = sourceOf(text)
    expect(Array.from({ length: source.lineCount }, (_, line) => source.lineText(line))).toEqual(lines)
    expect(source.lineEnd).toBe(lineEnd)
  })
})
