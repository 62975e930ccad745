import { describe, expect, it } from 'vitest'
import { type Format, formats, reportIn } from '../../../server/cli/output/formats.ts'
import { plain } from '../../../server/features/review/rendering/paint.ts'
import type { ReviewReport } from '../../../server/features/review/rendering/reviewReport.ts'
import type { DisplayLanguage } from '../../../server/protocol/displayLanguage.ts'
import {
  clock,
  emptyReport,
  file,
  finding,
  fullReport,
  hostileReport,
  injection,
  query,
  replacing,
} from '../../features/review/rendering/reports.ts'

/** A review as a format prints it. */
function printed(format: Format, review: ReviewReport, showHeldBack = false, language: DisplayLanguage = 'en'): string {
  let text = ''
  const write = (more: string) => {
    text += more
  }
  const origin = { version: '1.2.3', workingFolder: '/project' }
  const report = reportIn(format, { write, language, paint: plain, showHeldBack, origin })
  for (const { file, finding } of review.findings) report.finding(file, finding)
  for (const { file, finding } of review.heldBack) report.heldBack(file, finding)
  for (const { path, ...part } of review.incomplete) report.incomplete(path, part)
  report.end({ stats: review.stats, stoppedEarly: review.stoppedEarly })
  return text
}

/** Objects of a text that has one JSON value a line. */
function linesOf(text: string) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe('format text', () => {
  const text = printed('text', fullReport)

  it('shows every fix of a finding that has a choice of them', () => {
    expect(text).toContain('Fix 1 of 2 (verified: parses, no new type errors, clearly likelier): Replace `minutes`')
    expect(text).toContain('Fix 2 of 2 (verified: parses, no new type errors, clearly likelier): Replace `minutes`')
    expect(text).toMatch(/^ {2}\+.*String\(seconds\)/m)
    expect(text).toMatch(/^ {2}\+.*String\(total\)/m)
  })

  it('shows what a rule finds without a fix: the weakness, what fails, the reason and the other line', () => {
    expect(text).toContain('src/查 询.py:2:12  error  security.sql-injection  `name` is put into SQL text (CWE-89, CWE-943)\n')
    expect(text).toContain(`  Fails for: find(db, "x' or 1=1")\n  Evidence: \`name\` comes from the parameter`)
    expect(text).toContain('  Line 1: The parameter stands here.\n  Confidence: 90 %.\n\n')
  })

  it('counts what was held back, and shows it with its reason when asked', () => {
    expect(text).toContain(
      '2 findings in 3 files, stopped early.\n1 function left out (budget).\nHeld back (3): --show-held-back shows them.\n',
    )
    expect(printed('text', fullReport, true)).toContain('  Held back: It was dismissed.\n')
  })

  it('keeps the words of a rule or a model on a line each', () => {
    expect(printed('text', hostileReport, true)).not.toMatch(/^\s*::error::d/m)
  })
})

describe('In Chinese', () => {
  it('format text says it in Chinese', () => {
    const text = printed('text', fullReport, true, 'zh')
    expect(text).toContain('src/clock.ts:4:33  警告  bug.wrong-variable  `minutes` 似乎用错了变量；更可能是 `seconds`\n')
    expect(text).toContain('  把握：97 %。\n  修复 1/2（已验证：可以解析，未引入类型错误，可能性明显更高）：')
    expect(text).toContain('3 个文件中有 2 个问题，已提前停止。\n因时间预算略过 1 个函数。\n暂缓 3 个。\n')
    expect(text).toContain('  暂缓：其把握为 40 %，低于 latent.review.precision 或 --precision 要求的 80 %。\n')
    expect(text).toContain('src/late.ts：未审查 total：时间已到\n')
  })

  it.each(['md', 'html'] as const)('format %s says it in Chinese', (format) => {
    const text = printed(format, fullReport, false, 'zh')
    expect(text).toContain('Latent 审查')
    expect(text).toContain('3 个文件中有 2 个问题，已提前停止。')
    expect(text).not.toMatch(/Held back|Evidence|Confidence|Not reviewed/)
  })

  it.each(['json', 'ndjson', 'sarif', 'rdjsonl', 'github', 'gitlab'] as const)(
    'format %s stays English for programs',
    (format) => {
      expect(printed(format, fullReport, false, 'zh')).toBe(printed(format, fullReport, false, 'en'))
    },
  )
})

describe('format json', () => {
  it('lists the findings of a file in the order of its text, whenever they were found', () => {
    const [late, early, other] = [finding(clock, 'String(minutes)'), finding(clock, 'seconds'), finding(query, 'name')]
    const found = [
      { file: clock, finding: late },
      { file: clock, finding: early },
      { file: query, finding: other },
    ]
    const { findings } = JSON.parse(printed('json', { ...emptyReport, findings: found }))
    expect(findings.map(({ quote }: { quote: string }) => quote)).toEqual(['seconds', 'String(minutes)', 'name'])
  })

  it('is one object with all findings as they are', () => {
    const { findings, heldBack, incomplete, stats, schemaVersion } = JSON.parse(printed('json', fullReport))
    expect(findings).toEqual(fullReport.findings.map(({ file: { path }, finding }) => ({ path, ...finding })))
    expect(heldBack.map(({ reason }: { reason: string }) => reason)).toHaveLength(3)
    expect({ incomplete, stats, schemaVersion }).toEqual({
      incomplete: fullReport.incomplete,
      stats: fullReport.stats,
      schemaVersion: 1,
    })
  })
})

describe('format rdjsonl', () => {
  const [first, second, ...others] = linesOf(printed('rdjsonl', fullReport))

  it('has a line for each finding, with columns that count bytes of UTF-8 from 1', () => {
    expect(others).toEqual([])
    // 总 takes three bytes, so `minutes` begins two columns later than in the editor.
    const range = { start: { line: 4, column: 35 }, end: { line: 4, column: 42 } }
    expect(first).toMatchObject({
      location: { path: 'src/clock.ts', range },
      severity: 'WARNING',
      source: { name: 'latent' },
      code: { value: 'bug.wrong-variable' },
      suggestions: [
        { range, text: 'seconds' },
        { range, text: 'total' },
      ],
    })
    expect(first.message).toMatch(/^`minutes` looks like the wrong variable; `seconds` is likelier\nEvidence: /)
  })

  it('has no suggestions for a finding without fixes, and names its weaknesses and other places', () => {
    expect(second.suggestions).toBeUndefined()
    expect(second).toMatchObject({ severity: 'ERROR', location: { path: 'src/查 询.py' } })
    expect(second.message).toMatch(/\nCWE-89\nCWE-943$/)
    expect(second.relatedLocations).toEqual([
      {
        message: 'The parameter stands here.',
        location: { path: 'src/查 询.py', range: { start: { line: 1, column: 1 }, end: { line: 1, column: 19 } } },
      },
    ])
  })

  it('joins the edits of a fix, with what stands between them, into one suggestion', () => {
    const swapped = file('swap.ts', 'copy(from, to)\n')
    const [a] = replacing(swapped, 'from', 'to').edits
    const [b] = replacing(swapped, 'to', 'from').edits
    const fix = { ...replacing(swapped, 'to', 'from'), edits: [b, a].flatMap((edit) => edit ?? []) }
    const report = { ...emptyReport, findings: [{ file: swapped, finding: finding(swapped, 'from, to', { fixes: [fix] }) }] }
    expect(linesOf(printed('rdjsonl', report))[0].suggestions).toEqual([
      { range: { start: { line: 1, column: 6 }, end: { line: 1, column: 14 } }, text: 'to, from' },
    ])
  })

  it('lets no text become a link or HTML where the message is taken for markdown', () => {
    const [{ message }] = linesOf(printed('rdjsonl', hostileReport))
    expect(message.replaceAll(/`[^`]*`/g, '')).not.toMatch(/(?<!\\)[[<]/)
  })
})

describe('format github', () => {
  it('is an annotation for each finding, then the sum', () => {
    const lines = printed('github', fullReport).trimEnd().split('\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toMatch(
      /^::warning file=src\/clock\.ts,line=4,endLine=4,col=33,endColumn=40,title=Latent%3A bug\.wrong-variable::`minutes` looks/,
    )
    expect(lines[0]).toContain('%0AFix 1 of 2 (verified')
    expect(lines[1]).toMatch(
      /^::error file=src\/查 询\.py,line=2,.*title=Latent%3A security\.sql-injection%2C CWE-89%2C CWE-943::/,
    )
    expect(lines[2]).toBe('::notice title=Latent::2 parts could not be reviewed or not to the end.')
    expect(lines[3]).toBe('2 findings in 3 files, stopped early.')
  })

  it('gives columns only where the runner takes them: within one line', () => {
    const range = clock.source.rangeBetween(0, 60)
    const report = { ...emptyReport, findings: [{ file: clock, finding: finding(clock, 'minutes', { range }) }] }
    expect(printed('github', report)).toMatch(/^::warning file=src\/clock\.ts,line=1,endLine=2,title=/)
  })

  it('lets no text begin a command, end a property or forge an escape', () => {
    const text = printed('github', hostileReport)
    expect(text.split('\n').filter((line) => line.includes('::'))).toHaveLength(2)
    expect(text).toMatch(/^::warning file=[^,:]*,line=4,endLine=4,col=1,endColumn=8,title=[^,:]*::/)
    const percent = {
      ...emptyReport,
      findings: [{ file: clock, finding: finding(clock, 'minutes', { title: '100%0A::error::x' }) }],
    }
    expect(printed('github', percent)).toContain('::100%250A::error::x')
  })
})

describe('format gitlab', () => {
  it("is the list that GitLab's code quality report reads", () => {
    const [first, second] = JSON.parse(printed('gitlab', fullReport))
    expect(first).toMatchObject({
      check_name: 'bug.wrong-variable',
      severity: 'major',
      categories: ['Bug Risk'],
      location: { path: 'src/clock.ts', lines: { begin: 4, end: 4 } },
    })
    expect(second).toMatchObject({
      check_name: 'security.sql-injection',
      description: '`name` is put into SQL text, CWE-89, CWE-943',
      severity: 'critical',
      categories: ['Security'],
    })
    expect(first.fingerprint).toMatch(/^[0-9a-f]{20}$/)
    expect(first.fingerprint).not.toBe(second.fingerprint)
  })

  it('is an empty list without findings, which tells GitLab that the old ones are gone', () => {
    expect(printed('gitlab', emptyReport)).toBe('[]\n')
  })
})

it.each(formats)('format %s sends no control character, whatever a file or a model says', (format) => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there.
  expect(printed(format, hostileReport, true)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/)
})

it.each(formats)('format %s tells a finding of a rule: its rule, its path and its line', (format) => {
  const text = decodeURIComponent(
    printed(format, { ...emptyReport, findings: [{ file: query, finding: injection }] }).replaceAll(/%(?![0-9A-F]{2})/g, '%25'),
  )
  expect(text.replaceAll('\\', '')).toContain('security.sql-injection')
  expect(text.replaceAll('\\', '')).toContain('src/查 询.py')
  expect(text).toMatch(/"line": ?1|"startLine": 2|"line":2|"begin": 2|line=2|Line 2|:2:/)
})
