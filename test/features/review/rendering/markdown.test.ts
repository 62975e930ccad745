import { describe, expect, it } from 'vitest'
import { codeBlock, escapeMarkdown } from '../../../../server/features/review/rendering/markdown.ts'

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
