import MarkdownIt from 'markdown-it'
import { describe, expect, it, test } from 'vitest'
import { ChatMarkdown, codeName, escapedText } from '../../client/chatMarkdown.ts'

function shown(answer: string, pieceLength = answer.length): string {
  const markdown = new ChatMarkdown()
  const pieces = answer.match(new RegExp(`[\\s\\S]{1,${Math.max(1, pieceLength)}}`, 'g')) ?? []
  return pieces.map((piece) => markdown.push(piece)).join('') + markdown.end()
}

/** As an editor that makes links of addresses and keeps HTML would render it. */
const renderer = new MarkdownIt({ html: true, linkify: true })

describe('an answer as Markdown', () => {
  it.each<readonly [what: string, answer: string, markdown: string]>([
    ['keeps code spans', 'It calls `total(a, b)`.', 'It calls `total(a, b)`.\n\n'],
    ['keeps lines apart', 'One.\nTwo.', 'One.\n\nTwo.\n\n'],
    ['keeps lists', '- one\n* two\n3. three', '- one\n- two\n3. three\n'],
    ['keeps bold texts', 'a **b** c', 'a **b** c\n\n'],
    ['shows a mark of bold text that is not closed', 'a ** b', 'a \\*\\* b\n\n'],
    ['makes headings bold', '## What it does', '**What it does**\n\n'],
    ['keeps code blocks with their language', '```ts\nconst a = [1]\n```\nDone.', '\n`````ts\nconst a = [1]\n`````\n\nDone.\n\n'],
    ['closes a code block that was cut', '```\na', '\n`````\na\n`````\n'],
    ['shows what looks like formatting', 'a_b_c * 2 # 3 ~~x~~', 'a\\_b\\_c \\* 2 \\# 3 \\~\\~x\\~\\~\n\n'],
    ['shows Chinese as it is', '第 3 行有错。', '第 3 行有错。\n\n'],
  ])('%s', (_what, answer, markdown) => expect(shown(answer)).toBe(markdown))

  it('is the same however it comes', () => {
    const answer = '# Title\nSee `a` and **b**:\n```ts\nx = `y`\n```\n- [c](command:x)\nend'
    for (const length of [1, 2, 3, 7]) expect(shown(answer, length)).toBe(shown(answer))
  })

  it.each<readonly [what: string, answer: string]>([
    ['a link', '[click](https://evil.example)'],
    ['a command link', '[click](command:workbench.action.terminal.new)'],
    ['a link in bold text', '**[click](command:x)**'],
    ['a link in a heading', '# [click](command:x)'],
    ['a link in a list', '- [click](command:x)'],
    ['a link with a reference', '[click][1]\n\n[1]: https://evil.example'],
    ['an image', '![](https://evil.example/steal.png?q=code)'],
    ['an image over lines', '![a\nb](https://evil.example/x.png)'],
    ['HTML', '<img src="https://evil.example/x.png"><script>alert(1)</script>'],
    ['an address', 'see https://evil.example/a and www.evil.example and evil@evil.example'],
    ['an address in brackets', '(https://evil.example) <https://evil.example>'],
    ['a command address', 'command:workbench.action.quit'],
    ['an icon', '$(zap) and $x^2$'],
    ['a fence within a code block', '````\n```\n[click](command:x)\n'],
    ['a long fence within a code block', '```\n``````\n[click](command:x)\n```'],
    ['an open code span', '` [click](command:x)'],
    ['a code span over bold marks', '**`** [click](command:x) **`**'],
  ])('makes nothing of %s that can be followed, loaded or run', (_what, answer) => {
    const html = renderer.render(shown(answer))
    expect(html).not.toMatch(/<(?!\/?(?:p|code|pre|strong|ul|ol|li|br)\b)|<[^>]*(?:href|src)=/)
  })
})

test('names and texts of one line stand as they are', () => {
  expect(escapedText('a [b](c)\n# d')).toBe('a \\[b\\]\\(c\\) \\# d')
  expect(codeName('a`b')).toBe("`a'b`")
})
