import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import {
  codeBlock,
  escapeMarkdown,
  harmlessMarkdown,
  proseMarkdown,
} from '../../../../server/features/review/rendering/markdown.ts'

/** What a reader sees of escaped text: the backslashes are gone, nothing else is. */
const read = (markdown: string) => markdown.replace(/\\(.)/g, '$1')

describe('text of a workspace in markdown', () => {
  const hostile = [
    '[click me](command:workbench.action.terminal.sendSequence)',
    '![x](https://example.com/track.png)',
    '<a href="command:x">here</a><img src=x onerror=alert(1)>',
    '# heading * list _em_ **strong** `code` ~~gone~~',
    'see https://example.com and www.example.com or me@example.com',
    '$(zap) | table | &lt; \\',
  ]
  for (const text of hostile) {
    it(`shows ${text} as it stands`, () => {
      const escaped = escapeMarkdown(text)
      expect(read(escaped)).toBe(text)
      // No punctuation is left that markdown could read: each stands behind a backslash.
      expect(escaped.replace(/\\[!-/:-@[-`{-~]/g, '')).toMatch(/^[\w\s]*$/)
    })
  }

  it('stays one line', () => expect(escapeMarkdown('a\n\n# b')).toBe('a \\# b'))
})

describe('a code block', () => {
  it('cannot be ended by its text', () => {
    const block = codeBlock('a\n````\n[x](command:y)', 'diff')
    expect(block.split('\n')[0]).toBe('`````diff')
    expect(block.endsWith('\n`````')).toBe(true)
  })

  it('takes nothing but a name as its language', () => expect(codeBlock('x', 'ts\n[x](y)')).toBe('```tsxy\nx\n```'))
})

describe('prose of a document', () => {
  const reader = new MarkdownIt({ html: true, linkify: true })
  const inlineOf = (markdown: string) =>
    reader.parse(markdown, {}).flatMap(({ type, children }) => children ?? [{ type, content: '' }])
  const spoken = (text: string) => text.replaceAll(/[\s`]/g, '')

  it('shows code between backticks as code and leaves other punctuation alone', () => {
    const text = '`a < b` stops one step too early; `a <= b` is likelier (97 %).'
    expect(proseMarkdown(text)).toBe(text)
  })

  it('is nothing but text and code to a reader, whatever it says', () => {
    const pieces = [...'`*_[]()<>!#&;:/.@~|$%{}^\\"\'-+= a1', 'www.', 'http://', 'ä.com', '&lt;', '<b>', '](x)', '``', '1.']
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, (text) => {
        const inline = inlineOf(proseMarkdown(text))
        const others = inline.filter(({ type }) => !/^(text|code_inline|paragraph_(open|close))$/.test(type))
        expect(others).toEqual([])
        expect(spoken(inline.map(({ content }) => content).join(''))).toBe(spoken(text))
      }),
      { numRuns: 3000, seed: 6 },
    )
  })
})

describe('text that may be taken for markdown', () => {
  it('can hold no link, image or HTML outside of code', () => {
    expect(harmlessMarkdown('`a[i]` is ![x](y) <b> [z]')).toBe('`a[i]` is !\\[x](y) \\<b> \\[z]')
  })
})
