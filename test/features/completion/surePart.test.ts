import { beforeAll, describe, expect, test } from 'vitest'
import { CompletionSyntax } from '../../../server/context/completionSyntax.ts'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { SourceText } from '../../../server/context/source.ts'
import { partsOf, surePart } from '../../../server/features/completion/surePart.ts'

describe('Parts of a text that could be shown alone', () => {
  test('end where a word or a bracket ends, the longest first', () => {
    expect(partsOf('items.filter(isOpen).length')).toEqual(['items.filter(isOpen)', 'items.filter', 'items'])
  })

  test('close each bracket that they open', () => {
    expect(partsOf('total(first, second) + rest')).toEqual(['total(first, second)', 'total'])
  })

  test('may end with a statement', () => {
    expect(partsOf('on;  // always')).toContain('on;')
  })

  test('do not end within a quoted text', () => {
    expect(partsOf("name + ' (none)' + last")).toEqual(["name + ' (none)'", 'name'])
  })

  test('close no bracket that stands left of the cursor', () => {
    expect(partsOf('value) + another')).toEqual(['value'])
  })

  test('are of the first line that has something on it', () => {
    expect(partsOf('\n  return total\n}')).toEqual(['\n  return'])
  })

  test('have at least three visible characters', () => {
    expect(partsOf('a + b + c')).toEqual(['a + b'])
  })
})

describe('The sure part of a text', () => {
  let syntax: CompletionSyntax

  beforeAll(async () => {
    syntax = new CompletionSyntax(await SyntaxParser.create())
  })

  function partAt(marked: string, text: string, isLikely: (part: string) => boolean, languageId = 'javascript') {
    const offset = marked.indexOf('|')
    const source = new SourceText('file.js', languageId, marked.replace('|', ''))
    return surePart(text, { source, offset }, syntax, async (part) => isLikely(part))
  }

  test('is the longest that is likely enough', async () => {
    const part = await partAt('const open = |\n', 'items.filter(isOpen).map(name)', (each) => !each.includes('map'))
    expect(part).toBe('items.filter(isOpen)')
  })

  test('leaves the document with no more syntax errors than it has', async () => {
    expect(await partAt('|\n', 'if (ready) start()', (each) => each.length <= 'if (ready)'.length)).toBeUndefined()
  })

  test('is missing where nothing is likely', async () => {
    expect(await partAt('const open = |\n', 'items.filter(isOpen)', () => false)).toBeUndefined()
  })

  test('is missing where nothing is known of the language', async () => {
    expect(await partAt('open = |\n', 'items.filter(open).length', () => true, 'cobol')).toBeUndefined()
  })
})
