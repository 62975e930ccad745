import MarkdownIt from 'markdown-it'
import { expect, it } from 'vitest'
import { markdownReport } from '../../../../server/features/review/rendering/markdownReport.ts'
import { emptyReport, fullReport, hostileReport } from './reports.ts'

/** A reader that takes all that readers take: HTML, and bare addresses as links. */
const reader = new MarkdownIt({ html: true, linkify: true })

function tokensOf(markdown: string) {
  return reader.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])])
}

it('tells each finding by file and line, with its facts, code, evidence and fixes', () => {
  const text = markdownReport(fullReport, 'en')
  expect(text).toContain('# Latent review\n\n**2 findings in 3 files, stopped early.** Held back: 3.\n\n## src/clock\\.ts\n')
  expect(text).toContain('### Line 4: `minutes` looks like the wrong variable; `seconds` is likelier\n')
  expect(text).toContain('\nwarning, bug\\.wrong-variable, confidence 97 %\n')
  expect(text).toMatch(/^> 4 \|.*String\(minutes\)/m)
  expect(text).toMatch(/```diff\n@@ [\s\S]*?^\+ {2}return .*String\(seconds\)/m)
  expect(text.match(/^```diff$/gm)).toHaveLength(2)
})

it('shows a finding of a rule without a fix, with its weaknesses', () => {
  const text = markdownReport(fullReport, 'en')
  expect(text).toContain('\nerror, security\\.sql-injection, CWE-89, CWE-943, confidence 90 %\n')
  expect(text).toContain('\nLine 1: The parameter stands here.\n')
})

it('ends with what was held back and what was not reviewed', () => {
  const text = markdownReport(fullReport, 'en')
  expect(text).toMatch(/\n## Held back \(3\)\n\n(- .*\n){3}\n## Not reviewed \(2\)\n\n(- .*\n){2}$/)
  expect(text).toContain('total was not reviewed: the time was up')
})

it('is short where there is nothing to tell', () => {
  expect(markdownReport(emptyReport, 'en')).toBe('# Latent review\n\n**No findings in 3 files.**\n')
})

it('has code, headings, lists and plain text only, whatever a file, a rule or a model says', () => {
  const tokens = tokensOf(markdownReport(hostileReport, 'en'))
  const allowed = /^(heading|paragraph|bullet_list|list_item|strong)_(open|close)$|^(inline|text|fence|code_inline|softbreak)$/
  expect(tokens.map(({ type }) => type).filter((type) => !allowed.test(type))).toEqual([])
  expect(tokens.filter(({ type }) => type === 'heading_open').map(({ tag }) => tag)).toEqual(['h1', 'h2', 'h3', 'h2', 'h2'])
})

it('a reader that takes HTML and links would take them from text that is not escaped', () => {
  expect(tokensOf('[go](http://e.invalid) <b>').map(({ type }) => type)).toEqual(
    expect.arrayContaining(['link_open', 'html_inline']),
  )
})
