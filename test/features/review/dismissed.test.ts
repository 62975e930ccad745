import { describe, expect, it } from 'vitest'
import { SourceText } from '../../../server/context/source.ts'
import {
  dismissalFor,
  dismissalId,
  dismissalOf,
  dismissedBecause,
  dismissible,
} from '../../../server/features/review/dismissed.ts'
import { findingShape } from '../../../server/features/review/findingShape.ts'
import { placeOf } from '../../../server/features/review/fingerprint.ts'
import { similarFrom, similarity } from '../../../server/features/review/similarity.ts'
import type { Dismissal } from '../../../server/protocol/dismissal.ts'
import type { Finding } from '../../../server/protocol/finding.ts'
import { readMarks } from '../../marks.ts'

interface Marked {
  readonly code: string
  /** What the quote is replaced by; absent: no fix. */
  readonly fix?: string
  readonly rule?: string
  readonly path?: string
  readonly symbol?: string
  readonly languageId?: string
}

/** The finding at the mark, and the text it stands in. */
function findingIn({ code, fix, rule = 'bug.off-by-one', path = 'src/a.ts', symbol = 'f', languageId = 'typescript' }: Marked) {
  const { text, ranges } = readMarks(code, { ranges: 1 })
  const source = new SourceText(path, languageId, text)
  const range = source.rangeBetween(ranges[0]?.start ?? 0, ranges[0]?.end ?? 0)
  const fixes: Finding['fixes'] =
    fix === undefined
      ? []
      : [{ title: '', edits: [{ range, newText: fix }], baseHash: '', checks: { parses: true }, verified: true }]
  const finding: Finding = {
    id: 'one',
    fingerprint: { ...placeOf(source, range, rule, symbol), occurrence: 0 },
    range,
    quote: source.slice(range),
    origin: 'odds',
    ruleId: rule,
    category: rule.startsWith('security') ? 'security' : 'bug',
    severity: 'warning',
    confidence: 0.9,
    evidence: {},
    title: 'A title',
    related: [],
    fixes,
    state: 'open',
  }
  return { finding, source }
}

function dismissed(marked: Marked, asked: Pick<Dismissal, 'scope' | 'reason' | 'note'>): Dismissal {
  const { finding, source } = findingIn(marked)
  return dismissalFor(finding, asked, () => findingShape(finding, source))
}

function isCovered(marked: Marked, by: Dismissal): boolean {
  const { finding, source } = findingIn(marked)
  return dismissalOf(dismissible(finding, source), [by]) !== undefined
}

const loop = { code: 'for (let i = 0; i [|<=|] rows.length; i++) {', fix: '<' }

describe('a dismissal of one finding', () => {
  const one = dismissed(loop, { scope: 'finding', reason: 'falsePositive' })

  it('covers it wherever its lines have moved to, and no other one', () => {
    expect(isCovered({ ...loop, code: `\n\n  ${loop.code}` }, one)).toBe(true)
    expect(isCovered({ ...loop, code: loop.code.replace('rows', 'cells') }, one)).toBe(false)
    expect(isCovered({ ...loop, path: 'src/b.ts' }, one)).toBe(false)
    expect(isCovered({ ...loop, rule: 'bug.comparison' }, one)).toBe(false)
  })

  it('covers it in a function that was renamed, but not its twin in another function', () => {
    const renamed = { ...loop, symbol: 'total', code: `function total() {\n${loop.code}` }
    expect(isCovered(renamed, one)).toBe(true)
    expect(isCovered({ ...renamed, code: `function f() {}\n${renamed.code}` }, one)).toBe(false)
  })
})

describe('a dismissal of more', () => {
  it('covers the rule in one file, or everywhere', () => {
    const elsewhere = { code: 'a [|<=|] b' }
    const other = { ...elsewhere, path: 'src/b.ts' }
    const inFile = dismissed(loop, { scope: 'file' })
    const everywhere = dismissed(loop, { scope: 'rule' })
    expect([elsewhere, other].map((each) => isCovered(each, inFile))).toEqual([true, false])
    expect([elsewhere, other].map((each) => isCovered(each, everywhere))).toEqual([true, true])
    expect(isCovered({ ...other, rule: 'bug.comparison' }, everywhere)).toBe(false)
  })

  it('is told by what it covers, with reason and note on one line', () => {
    const told = (asked: Pick<Dismissal, 'scope' | 'reason' | 'note'>) =>
      dismissedBecause(dismissed(loop, asked), findingIn({ ...loop, path: 'src/b.ts' }).finding.fingerprint)
    expect(told({ scope: 'finding' })).toBe('It was dismissed.')
    expect(told({ scope: 'file', reason: 'wontFix' })).toBe("bug.off-by-one was dismissed in src/b.ts: won't fix.")
    expect(told({ scope: 'rule', reason: 'notUseful' })).toBe('bug.off-by-one was dismissed everywhere: not useful.')
    expect(told({ scope: 'similar', reason: 'falsePositive', note: 'sentinel\nat the end' })).toBe(
      'Similar to one that was dismissed in src/a.ts: false positive, sentinel at the end.',
    )
  })

  it('has an id by what it covers, whatever the reason', () => {
    const id = (marked: Marked, scope: Dismissal['scope'], reason?: Dismissal['reason']) =>
      dismissalId(dismissed(marked, { scope, ...(reason && { reason }) }))
    expect(id(loop, 'rule', 'wontFix')).toBe(id({ ...loop, path: 'src/b.ts' }, 'rule'))
    expect(id(loop, 'file')).not.toBe(id({ ...loop, path: 'src/b.ts' }, 'file'))
    expect(new Set((['finding', 'file', 'rule', 'similar'] as const).map((scope) => id(loop, scope))).size).toBe(4)
  })
})

describe('the shape of a finding', () => {
  const shapes: readonly (readonly [string, Marked, Partial<ReturnType<typeof findingShape>>])[] = [
    [
      'numbers variables as they come',
      { code: 'return value >= low && value <= [|low|]', fix: 'high' },
      { line: 'return v1 >= v2 && v1 <= v2', written: 'v2', mended: 'v3' },
    ],
    [
      'keeps names of calls and members',
      { code: 'const a = user.name.trim([|x|])' },
      { line: 'const v1 = v2 . name . trim ( v3 )' },
    ],
    ['says of numbers only whether they are 0 or 1', { code: '[|a[i + 1] = 0x1f|]' }, { written: 'v1 [ v2 + 1 ] = 9' }],
    [
      'keeps no text and no comment',
      { code: "[|login('admin', 'hunter2')|] // password" },
      { written: 'login ( "" , "" )', line: 'login ( "" , "" )' },
    ],
    [
      'knows comments of other languages',
      { code: '[|load(path)|]  # the password', languageId: 'python' },
      { line: 'load ( v1 )' },
    ],
    ['names the call in whose arguments it stands', { code: 'run(first(a), [|b|], {\n})' }, { call: 'run' }],
    ['reaches over lines', { code: 'run(\n  first(a),\n  [|b|],\n)' }, { call: 'run' }],
    ['has no call in a condition or after a block', { code: 'run(a); if ([|b|]) {' }, { call: '' }],
  ]
  for (const [name, marked, expected] of shapes) {
    it(name, () => {
      const { finding, source } = findingIn(marked)
      expect(findingShape(finding, source)).toMatchObject(expected)
    })
  }
})

describe('the shape of a finding in a line of megabytes', () => {
  it.each(['/*', "'", '(', '`', 'f(', 'x'])('is told at once, also in one full of %s', (part) => {
    const started = performance.now()
    const { finding, source } = findingIn({ code: `${part.repeat(400_000)} [|a <= b|] ${part.repeat(400_000)}` })
    const { line, call } = findingShape(finding, source)
    expect(line.length + call.length).toBeLessThanOrEqual(1_000)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

describe('what counts as similar', () => {
  const alike = (a: Marked, b: Marked) => {
    const [one, other] = [findingIn(a), findingIn(b)]
    return similarity(findingShape(one.finding, one.source), findingShape(other.finding, other.source)) >= similarFrom
  }
  const command = { code: 'const out = [|execSync("git log " + range)|]', rule: 'security.command-injection' }
  const pairs: readonly (readonly [string, Marked, Marked, boolean])[] = [
    ['the same with other names', loop, { ...loop, code: 'for (let row = 0; row [|<=|] table.length; row++) {' }, true],
    ['a few words more', loop, { ...loop, code: 'for (let i = 0; i [|<=|] this.rows.length; i++) {' }, true],
    ['another loop', loop, { ...loop, code: 'while (low [|<=|] high) {' }, false],
    ['another mend', loop, { ...loop, fix: '>=' }, false],
    ['the same call with another text', command, { ...command, code: 'const text = [|execSync("git show " + commit)|]' }, true],
    ['another call', command, { ...command, code: 'const out = [|spawn(shell, [range])|]' }, false],
    [
      'the same value handed to another call',
      { code: 'save([|order|])', fix: 'item' },
      { code: 'remove([|order|])', fix: 'item' },
      false,
    ],
    [
      'another language of the same form',
      { code: 'if index [|<=|] len(rows):', fix: '<', languageId: 'python' },
      { code: 'if at [|<=|] len(names):  # ends', fix: '<', languageId: 'python' },
      true,
    ],
  ]
  for (const [name, a, b, expected] of pairs) {
    it(`${name} is ${expected ? '' : 'not '}similar`, () => {
      expect(alike(a, b)).toBe(expected)
      expect(alike(b, a)).toBe(expected)
    })
  }

  it('is held back by a dismissal that covers similar ones, in any file', () => {
    const by = dismissed(loop, { scope: 'similar', reason: 'falsePositive' })
    expect(isCovered({ ...loop, code: 'for (let n = 0; n [|<=|] cells.length; n++) {', path: 'lib/b.ts' }, by)).toBe(true)
    expect(isCovered({ code: 'a [|<=|] b', fix: '<', path: 'lib/b.ts' }, by)).toBe(false)
  })

  it('is the same for a finding and itself, and nothing for another category', () => {
    const { finding, source } = findingIn(loop)
    const shape = findingShape(finding, source)
    expect(similarity(shape, shape)).toBe(1)
    expect(similarity(shape, { ...shape, category: 'security' })).toBe(0)
  })
})
