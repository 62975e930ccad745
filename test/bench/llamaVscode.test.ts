import { describe, expect, it } from 'vitest'
import { LinedText } from '../../bench/completion/systems/lines.ts'
import { ContextRing } from '../../bench/completion/systems/llamaVscodeRing.ts'
import {
  cutToLine,
  isDiscarded,
  ResultCache,
  removeLeadingSpaces,
  withoutTrailingBlankLines,
} from '../../bench/completion/systems/llamaVscodeRules.ts'
import { readCursor } from '../marks.ts'

describe('the result cache of llama.vscode', () => {
  it('finds an answer again while it is typed along', () => {
    const cache = new ResultCache()
    cache.put('p', 's', 'const ', ['a = 1', 'b = 2'])
    expect(cache.find('p', 's', 'const a')).toEqual([' = 1'])
    expect(cache.find('p', 's', 'const b =')).toEqual([' 2'])
    expect(cache.find('p', 's', 'const c')).toBeUndefined()
    expect(cache.find('p', 'other', 'const a')).toBeUndefined()
  })

  it('drops what was used longest ago', () => {
    const cache = new ResultCache(2)
    cache.put('1', '', '', ['one'])
    cache.put('2', '', '', ['two'])
    cache.get('1', '', '')
    cache.put('3', '', '', ['three'])
    expect(cache.get('1', '', '')).toEqual(['one'])
    expect(cache.get('2', '', '')).toBeUndefined()
  })
})

describe('what llama.vscode discards', () => {
  const discarded = (marked: string, suggestion: string) => {
    const { text, offset } = readCursor(marked)
    return isDiscarded(suggestion.split('\n'), new LinedText({ text, offset }))
  }

  it.each([
    ['nothing but blanks', 'a\n[||]\nb', '  ', true],
    ['the rest of the line', 'f([||])\nb', ')', true],
    ['the next line', 'a\n[||]\n\nreturn b', 'return b', true],
    ['the next line and what follows it', 'a\n[||]\nb\nc\nd', 'b\nc', true],
    ['an empty line and all that follows', 'a[||]\nb\nc', '\nb\nc', true],
    ['not another line', 'a\n[||]\nreturn b', 'return c', false],
    ['nothing in the last line', 'a\n[||]', 'a', false],
  ])('%s', (_, marked, suggestion, expected) => {
    expect(discarded(marked, suggestion)).toBe(expected)
  })

  it('reads past the end of the document', () => {
    expect(() => discarded('a\n[||]\nb', 'b\nc\nd')).toThrow(RangeError)
  })
})

describe('what llama.vscode shows', () => {
  it('ends before the rest of the line', () => {
    expect(cutToLine(['a, b)'], ')')).toBe('a, b')
    expect(cutToLine(['a', 'b'], ')')).toBe('a')
    expect(cutToLine(['a', 'b'], '')).toBe('a\nb')
  })

  it('has no trailing blank lines, and no more leading spaces than stand there', () => {
    expect(withoutTrailingBlankLines(['a', ' ', ''])).toEqual(['a'])
    expect(removeLeadingSpaces('    a', 2)).toBe('  a')
  })
})

describe('the extra context of llama.vscode', () => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`)

  it('takes the lines around the cursor of an opened file once, at rest', () => {
    let now = 0
    const ring = new ContextRing(
      () => 0,
      () => now,
    )
    ring.opened(lines, 0, 'a.ts')
    ring.opened(lines, 0, 'a.ts')
    ring.completionBegan()
    expect(ring.tick()).toBe(false)
    now = 3000
    expect(ring.tick()).toBe(true)
    expect(ring.tick()).toBe(false)
    expect(ring.chunks).toEqual([{ text: `${lines.slice(0, 33).join('\n')}\n`, time: 0, filename: 'a.ts' }])
  })

  it('takes lines below an answer, unless the cursor is where it was', () => {
    let now = 0
    const ring = new ContextRing(
      () => 0,
      () => now,
    )
    ring.answered(lines, 10, 'a.ts')
    ring.answered(lines, 20, 'a.ts')
    now = 3000
    expect([ring.tick(), ring.tick()]).toEqual([true, false])
    expect(ring.chunks.map(({ text }) => text)).toEqual([`${lines.slice(74).join('\n')}\n`])
  })
})
