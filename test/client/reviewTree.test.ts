import { describe, expect, test } from 'vitest'
import { type FindingFilter, filterGroups, readFilter } from '../../client/findingFilter.ts'
import { pathTo, type ReviewNode } from '../../client/reviewNodes.ts'
import { functionId, reviewTree, type TreeInput } from '../../client/reviewTree.ts'
import type { Translate } from '../../client/statusText.ts'
import type { ListedDismissal } from '../../server/protocol/dismissal.ts'
import type { DisplayLanguage } from '../../server/protocol/displayLanguage.ts'
import type { Finding, HeldBack } from '../../server/protocol/finding.ts'
import type { FileFindings } from '../../server/protocol/reviewOverview.ts'

const english: Translate = (message, ...values) => message.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]))

function finding(id: string, line: number, made: Partial<Finding> & { readonly symbol?: string } = {}): Finding {
  const { symbol, ...rest } = made
  return {
    id,
    fingerprint: {
      rule: 'bug.comparison',
      path: 'src/a.ts',
      rangeHash: id,
      lineHash: id,
      occurrence: 0,
      ...(symbol === undefined ? {} : { symbol }),
    },
    range: { start: { line, character: 2 }, end: { line, character: 3 } },
    quote: '<',
    origin: 'odds',
    ruleId: 'bug.comparison',
    category: 'bug',
    severity: 'warning',
    confidence: 0.919,
    evidence: { logOdds: 7, candidates: 16 },
    title: '`<` compares the wrong way; `>` is likelier',
    related: [],
    fixes: [
      { title: 'Replace `<` with `>`', edits: [], baseHash: '', checks: { parses: true, newTypeErrors: 0 }, verified: true },
    ],
    state: 'open',
    ...rest,
  }
}

const held = (id: string, line: number, made: Partial<HeldBack> = {}): HeldBack => ({
  ...finding(id, line),
  reason: 'Its confidence is too low.',
  ...made,
})

const file = (path: string, made: Partial<FileFindings> = {}): FileFindings => ({
  uri: `file:///w/${path}`,
  path,
  findings: [],
  heldBack: [],
  incomplete: [],
  ...made,
})

const none: FindingFilter = new Set()
const treeOf = (files: readonly FileFindings[], input: Partial<TreeInput> = {}) =>
  reviewTree({ files, dismissals: [], filter: none, language: 'en', ...input }, english)

/** The tree as text: a row a line, with two blanks a level. */
function drawn(nodes: readonly ReviewNode[], indent = ''): string {
  return nodes
    .map(({ label, description, children }) => {
      const row = [label, description].filter((part) => part !== undefined && part !== '').join(' | ')
      return `${indent}${row}\n${drawn(children, `${indent}  `)}`
    })
    .join('')
}

const dismissal: ListedDismissal = {
  id: 'd1',
  folder: 'file:///w',
  dismissal: {
    fingerprint: { rule: 'bug.comparison', path: 'src/ä b.ts', rangeHash: 'x', lineHash: 'y', occurrence: 0 },
    title: '`<` compares the wrong way',
    scope: 'similar',
    reason: 'wontFix',
    note: 'kept for old files',
  },
}

describe('The Review view', () => {
  test('lists files, their functions and findings, what was held back and not reviewed', () => {
    const files = [
      file('src/a.ts', {
        findings: [finding('1', 1, { symbol: 'total' }), finding('2', 4), finding('3', 8, { symbol: 'total', state: 'stale' })],
        heldBack: [held('4', 9)],
        incomplete: [{ symbol: 'load', reason: 'outOfBudget' }],
      }),
      file('src/b.ts'),
      file('c.ts', { incomplete: [{ symbol: 'the file', reason: 'generated', detail: 'line 1 says that it is generated' }] }),
    ]
    expect(drawn(treeOf(files).nodes)).toBe(`a.ts | src
  total
    < compares the wrong way | line 2 · 91 %
    < compares the wrong way | the text changed since the review
  < compares the wrong way | line 5 · 91 %
  Held back (1)
    < compares the wrong way | Its confidence is too low.
  Not reviewed (1)
    load | the time was up
c.ts
  Not reviewed (1)
    the file | line 1 says that it is generated
Nothing found (1)
  b.ts | src
`)
  })

  test('begins with what runs; a file under review is not yet one without findings', () => {
    const running = { symbol: 'total', done: 1, total: 5 }
    expect(drawn(treeOf([file('src/a.ts', { running }), file('b.ts')]).nodes)).toBe(`Reviewing a.ts | total · 2/5
Nothing found (1)
  b.ts
`)
  })

  test('shows who dismissed what and why, apart from what is held back', () => {
    const dismissed = held('1', 2, { state: 'dismissed', reason: 'It was dismissed.' })
    const { nodes } = treeOf([file('src/a.ts', { heldBack: [dismissed] })], { dismissals: [dismissal] })
    expect(drawn(nodes)).toBe(`Nothing found (1)
  a.ts | src
Dismissed (1)
  < compares the wrong way | Won't fix · Similar findings · kept for old files · src/ä b.ts
`)
    const row = nodes.at(-1)?.children[0]
    expect(row).toMatchObject({ kind: 'dismissed', uri: 'file:///w/src/%C3%A4%20b.ts' })
  })

  test('says all that matters to a screen reader', () => {
    const [node] = treeOf([file('a.ts', { findings: [finding('1', 11, { symbol: 'total' })], heldBack: [held('2', 3)] })]).nodes
    const [inFunction, heldBack] = node?.children ?? []
    expect(node?.spoken).toBe('a.ts, 1 finding, 1 held back')
    expect(inFunction?.spoken).toBe('function total, 1 finding')
    expect(inFunction?.children[0]?.spoken).toBe(
      'warning, < compares the wrong way; > is likelier, in total, line 12, 91 percent, has a verified fix',
    )
    expect(heldBack?.children[0]?.spoken).toBe(
      'held back, < compares the wrong way; > is likelier, line 4, Its confidence is too low.',
    )
  })

  test('explains a finding in its tooltip, in the language of the editor', () => {
    const tooltip = (language: DisplayLanguage) =>
      pathTo('finding:file:///w/a.ts#1', treeOf([file('a.ts', { findings: [finding('1', 1)] })], { language }).nodes)?.at(-1)
        ?.tooltip
    expect(tooltip('en')).toEqual([
      '`<` compares the wrong way; `>` is likelier',
      'The model finds the mended text 1,100 times likelier here.',
      'It is the best of 16 alternatives that were tried.',
      'The fix parses and adds no type error.',
      'bug.comparison',
    ])
    expect(tooltip('zh')).toContain('修复：可以解析，未引入类型错误。')
  })

  test('has titles and reasons in the language of the editor', () => {
    const reason = 'It was there before the change.'
    const files = [file('a.ts', { findings: [finding('1', 1)], heldBack: [held('2', 3, { reason })] })]
    const { nodes } = treeOf(files, { language: 'zh', dismissals: [dismissal] })
    expect(drawn(nodes)).toBe(`a.ts
  < 的比较方向有误 | line 2 · 91 %
  Held back (1)
    < 的比较方向有误 | 它在更改之前就已存在。
Dismissed (1)
  < 的比较方向有误 | Won't fix · Similar findings · kept for old files · src/ä b.ts
`)
    expect(nodes[0]?.children[0]?.spoken).toContain('< 的比较方向有误；更可能是 >, line 2')
  })

  test('knows the way to a row, so that it can be shown from elsewhere', () => {
    const { nodes } = treeOf([file('a.ts', { findings: [finding('1', 1, { symbol: 'total' })] })])
    expect(pathTo(functionId('file:///w/a.ts', 'total'), nodes)?.map(({ label }) => label)).toEqual(['a.ts', 'total'])
    expect(pathTo('finding:gone', nodes)).toBeUndefined()
  })

  test('has ids that are all different', () => {
    const parts = [1, 2].map(() => ({ symbol: 'long', reason: 'outOfBudget' }) as const)
    const both = file('a.ts', { findings: [finding('1', 1, { symbol: 'f' })], heldBack: [held('1', 1)], incomplete: parts })
    const ids = (nodes: readonly ReviewNode[]): string[] => nodes.flatMap((node) => [node.id, ...ids(node.children)])
    const all = ids(treeOf([both, { ...both, uri: 'file:///w/b.ts', path: 'b.ts' }], { dismissals: [dismissal] }).nodes)
    expect(new Set(all).size).toBe(all.length)
  })
})

describe('The filter', () => {
  const files = [
    file('a.ts', {
      findings: [
        finding('1', 1, { severity: 'error', category: 'guideline' }),
        finding('2', 2),
        finding('3', 3, { state: 'stale' }),
      ],
      heldBack: [held('4', 4, { category: 'security' })],
    }),
  ]
  test.each([
    ['severities', ['severity.error'], 1],
    ['categories', ['category.bug'], 2],
    ['states', ['state.stale'], 1],
    ['what was held back', ['state.heldBack'], 1],
    ['the category of what was held back', ['category.security'], 1],
    ['what was dismissed', ['state.dismissed'], 1],
    ['each row once', ['severity.error', 'category.guideline'], 1],
  ] as const)('leaves out %s', (_, keys, left) => {
    const rows = (nodes: readonly ReviewNode[]): number =>
      nodes.reduce((sum, node) => sum + (/^(finding|heldBack|dismissed)$/.test(node.kind) ? 1 : 0) + rows(node.children), 0)
    const { nodes, filtered, open } = treeOf(files, { filter: new Set(keys), dismissals: [dismissal] })
    expect({ rows: rows(nodes), filtered }).toEqual({ rows: 5 - left, filtered: left })
    // The badge counts what there is, not what is looked at.
    expect(open).toBe(2)
  })

  test('does not make a file one in which nothing was found', () => {
    const { nodes, filtered } = treeOf([file('a.ts', { findings: [finding('1', 1)] })], { filter: new Set(['severity.warning']) })
    expect({ nodes, filtered }).toEqual({ nodes: [], filtered: 1 })
  })

  test('that was remembered is read without what is not known any more', () => {
    expect(readFilter(['severity.error', 'severity.loud', 7])).toEqual(new Set(['severity.error']))
    expect(readFilter({ severity: 'error' })).toEqual(new Set())
  })

  test('offers each choice once', () => {
    const keys = filterGroups(english).flatMap(({ choices }) => choices.map(({ key }) => key))
    expect(new Set(keys).size).toBe(keys.length)
  })
})
