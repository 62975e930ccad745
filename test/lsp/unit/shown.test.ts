import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { toDiagnostic } from '../../../server/lsp/diagnostics.ts'
import { fixDiff } from '../../../server/lsp/fixDiff.ts'
import { hover } from '../../../server/lsp/hover.ts'
import { notReviewable } from '../../../server/lsp/reviewable.ts'
import { readMarks } from '../../marks.ts'
import { findingAt } from './finding.ts'

const { text, ranges } = readMarks('const 名😀 = 1\nreturn 名😀 [|>|] 1\n', { ranges: 1 })
const source = new SourceText('a.ts', 'typescript', text)
const finding = findingAt(text, ranges[0] ?? { start: 0, end: 0 }, { id: 'f1', fix: '>=' })
const live = { finding, outdated: false, asReviewed: true }

describe('a diagnostic', () => {
  it('says what, why and whether the fix was checked, with ranges in UTF-16', () => {
    expect(toDiagnostic('file:///a.ts', live, true)).toEqual({
      range: { start: { line: 1, character: 11 }, end: { line: 1, character: 12 } },
      severity: 2,
      source: 'latent',
      code: 'bug.comparison',
      message: '`>` is not what was meant (mended text 3,000 times likelier, fix verified)',
      data: { id: 'f1' },
    })
  })

  it('is greyed when its line changed since', () => {
    expect(toDiagnostic('file:///a.ts', { ...live, outdated: true }, true)).toMatchObject({ tags: [1] })
  })

  it('names other places in its text where the editor shows no related information', () => {
    const related = [{ range: finding.range, message: 'set here' }]
    const withRelated = { ...live, finding: { ...finding, related } }
    expect(toDiagnostic('file:///a.ts', withRelated, false).message).toContain('See line 2: set here')
    expect(toDiagnostic('file:///a.ts', withRelated, true).relatedInformation).toHaveLength(1)
  })
})

describe('a hover', () => {
  it('shows title, evidence and the fix as a diff', () => {
    const shown = hover(source, { line: 1, character: 11 }, [live], true)
    const value = JSON.stringify(shown?.contents)
    expect(value).toContain('not what was meant')
    expect(value).toContain('40 alternatives')
    expect(value).toContain('```diff\\n- return 名😀 > 1\\n+ return 名😀 >= 1\\n```')
  })

  it('is empty beside a finding, and on a stale one', () => {
    expect(hover(source, { line: 0, character: 3 }, [live], true)).toBeNull()
    expect(hover(source, { line: 1, character: 11 }, [{ ...live, finding: { ...finding, state: 'stale' } }], true)).toBeNull()
  })

  it('never lets the text of a file become a link, an image or a command', () => {
    const hostile = {
      ...finding,
      title: '[run](command:evil) ![x](http://e.com/p) <a href="command:x">',
      trigger: '`http://e.com`',
    }
    const contents = hover(source, { line: 1, character: 11 }, [{ ...live, finding: hostile }], true)?.contents
    const value = contents !== undefined && typeof contents === 'object' && 'value' in contents ? contents.value : ''
    expect(value).not.toMatch(/(?<!\\)[[\]<]|(?<!\\)\(command|http:\//)
  })
})

describe('the diff of a fix', () => {
  it('shows whole lines, CRLF or not', () => {
    const crlf = new SourceText('a.ts', 'typescript', 'a\r\nb > c\r\nd\r\n')
    const edits = [{ range: { start: { line: 1, character: 2 }, end: { line: 1, character: 3 } }, newText: '>=' }]
    expect(fixDiff(crlf, edits)).toBe('- b > c\n+ b >= c')
  })
})

describe('a text that is not given to a review', () => {
  const reason = (content: string) => notReviewable(new SourceText('a.ts', 'typescript', content))
  it('is binary', () => expect(reason('a\0b')).toMatchObject({ reason: 'notText' }))
  it('was not valid UTF-8', () =>
    expect(reason('caf\ufffd')).toMatchObject({ reason: 'notText', detail: expect.stringMatching(/UTF-8/) }))
  it('has more than 2 MB, in bytes', () => expect(reason('名'.repeat(700_000))).toMatchObject({ reason: 'tooLong' }))
  it('is not an ordinary one', () => expect(reason('const 名 = 1\n')).toBeUndefined())
})
