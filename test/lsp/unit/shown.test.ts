import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import { type DiagnosticStyle, toDiagnostic } from '../../../server/lsp/diagnostics.ts'
import { fixDiff } from '../../../server/lsp/fixDiff.ts'
import { type HoverStyle, hover } from '../../../server/lsp/hover.ts'
import { notReviewable } from '../../../server/lsp/reviewable.ts'
import type { LiveFinding } from '../../../server/lsp/trackedFinding.ts'
import type { Finding } from '../../../server/protocol/finding.ts'
import { readMarks } from '../../marks.ts'
import { findingAt } from './finding.ts'

const { text, ranges } = readMarks('const 名😀 = 1\nreturn 名😀 [|>|] 1\n', { ranges: 1 })
const source = new SourceText('a.ts', 'typescript', text)
const finding = findingAt(text, ranges[0] ?? { start: 0, end: 0 }, { id: 'f1', fix: '>=' })
const live = { finding, outdated: false, asReviewed: true }

/** What a review gives, with texts that have a translation. */
const whole: Finding = {
  ...finding,
  title: '`>` compares the wrong way; `>=` is likelier',
  related: [{ range: finding.range, message: 'The model says: one is missing' }],
  fixes: finding.fixes.map((fix) => ({ ...fix, title: 'Replace `>` with `>=`' })),
}

describe('a diagnostic', () => {
  const english: DiagnosticStyle = { relatedInformation: true, language: 'en' }

  it('says what, why and whether the fix was checked, with ranges in UTF-16', () => {
    expect(toDiagnostic('file:///a.ts', live, english)).toEqual({
      range: { start: { line: 1, character: 11 }, end: { line: 1, character: 12 } },
      severity: 2,
      source: 'latent',
      code: 'bug.comparison',
      message: '`>` is not what was meant (mended text 3,000 times likelier, fix verified)',
      data: { id: 'f1' },
    })
  })

  it('is greyed when its line changed since', () => {
    expect(toDiagnostic('file:///a.ts', { ...live, outdated: true }, english)).toMatchObject({ tags: [1] })
  })

  it('names other places in its text where the editor shows no related information', () => {
    const related = [{ range: finding.range, message: 'set here' }]
    const withRelated = { ...live, finding: { ...finding, related } }
    expect(toDiagnostic('file:///a.ts', withRelated, { ...english, relatedInformation: false }).message).toContain(
      'See line 2: set here',
    )
    expect(toDiagnostic('file:///a.ts', withRelated, english).relatedInformation).toHaveLength(1)
  })

  it('says it in Chinese, while the finding stays English', () => {
    const { title } = whole
    const shown = { ...live, finding: { ...whole, trigger: '名 = 1' }, outdated: true }
    expect(toDiagnostic('file:///a.ts', shown, { relatedInformation: false, language: 'zh' })).toMatchObject({
      code: 'bug.comparison',
      message: [
        '`>` 的比较方向有误；更可能是 `>=`（修改后的文本可能性为 3,000 倍，修复已验证）',
        '失败的输入：名 = 1',
        '参见第 2 行：模型指出：one is missing',
        '此行在审查之后已更改。',
      ].join('\n'),
    })
    const { relatedInformation } = toDiagnostic('file:///a.ts', shown, { relatedInformation: true, language: 'zh' })
    expect(relatedInformation?.map(({ message }) => message)).toEqual(['模型指出：one is missing'])
    expect(shown.finding.title).toBe(title)
  })
})

describe('a hover', () => {
  const english: HoverStyle = { markdown: true, language: 'en', explain: 'latent.explainFinding' }
  const written = (shown: LiveFinding, style = english, uri = 'file:///a.ts') => {
    const contents = hover(uri, source, { line: 1, character: 11 }, [shown], style)?.contents
    return contents !== undefined && typeof contents === 'object' && 'value' in contents ? contents.value : ''
  }

  it('says in sentences why the finding is believed, and shows the fix as a diff', () => {
    const value = written(live)
    expect(value).toContain('**`>` is not what was meant**')
    expect(value).toContain('The model finds the mended text 3,000 times likelier here.')
    expect(value).toContain('It is the best of 40 alternatives that were tried.')
    expect(value).toContain('The fix parses and is clearly likelier.')
    expect(value).toContain('```diff\n- return 名😀 > 1\n+ return 名😀 >= 1\n```')
  })

  it('says it in Chinese', () => {
    const chinese: HoverStyle = { ...english, language: 'zh' }
    for (const style of [chinese, { ...chinese, markdown: false }]) {
      const value = written({ ...live, finding: whole }, style).replaceAll(/[\\`*]/g, '')
      expect(value).toContain('> 的比较方向有误；更可能是 >=')
      expect(value).toContain('模型认为修改后的文本在此处的可能性是现有文本的 3,000 倍。')
      expect(value).toContain('第 2 行：模型指出：one is missing')
      expect(value).toContain('将 > 替换为 >=')
      expect(value).toContain('把握 90 %')
    }
  })

  it('is empty beside a finding, and on a stale one', () => {
    expect(hover('file:///a.ts', source, { line: 0, character: 3 }, [live], english)).toBeNull()
    expect(written({ ...live, finding: { ...finding, state: 'stale' } })).toBe('')
  })

  it('links to the explanation and nothing else, whatever the file is called', () => {
    const links = (value: string) => [...value.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map((match) => match[1] ?? '')
    const [link = '', ...others] = links(written(live, english, 'file:///a)%20[x](command:evil).ts'))
    expect(others).toEqual([])
    const [command, given = ''] = link.split('?')
    expect(command).toBe('command:latent.explainFinding')
    expect(JSON.parse(decodeURIComponent(given))).toEqual(['file:///a)%20[x](command:evil).ts', 'f1'])
    expect(links(written(live, { ...english, explain: undefined }))).toEqual([])
  })

  it('never lets the text of a file become a link, an image or a command', () => {
    const hostile = {
      ...finding,
      title: '[run](command:evil) ![x](http://e.com/p) <a href="command:x">',
      trigger: 'http://e.com www.e.com',
      evidence: { reason: '[here](command:evil) <b>' },
    }
    const value = written({ ...live, finding: hostile }, { ...english, explain: undefined })
    expect(value).not.toMatch(/(?<!\\)[[\]<]|http:\/|www\.e/)
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
