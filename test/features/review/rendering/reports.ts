import { SourceText } from '../../../../server/context/source.ts'
import { exactHash, placeOf } from '../../../../server/features/review/fingerprint.ts'
import type { ReportedFile, ReviewReport } from '../../../../server/features/review/rendering/reviewReport.ts'
import type { Finding, Fix } from '../../../../server/protocol/finding.ts'

export const file = (path: string, text: string, languageId = 'typescript'): ReportedFile => ({
  path,
  source: new SourceText(path, languageId, text),
})

export const clock = file(
  'src/clock.ts',
  `export function clock(total: number): string {
  const minutes = Math.floor(total / 60)
  const seconds = total % 60
  return \`总 \${minutes}:\${String(minutes).padStart(2, '0')}\`
}
`,
)

export const query = file('src/查 询.py', 'def find(db, name):\n    return db.execute("select " + name)\n', 'python')

/** A fix that replaces `quote` at its last occurrence in the file. */
export function replacing({ source }: ReportedFile, quote: string, newText: string, title = `Replace \`${quote}\``): Fix {
  const start = source.text.lastIndexOf(quote)
  return {
    title,
    edits: [{ range: source.rangeBetween(start, start + quote.length), newText }],
    baseHash: exactHash(source.text),
    checks: { parses: true, newTypeErrors: 0, likelier: true },
    verified: true,
  }
}

/** A finding over the last occurrence of `quote` in the file, as likelihood finds it, and as `changed` says. */
export function finding({ source }: ReportedFile, quote: string, changed: Partial<Finding> = {}): Finding {
  const start = source.text.lastIndexOf(quote)
  const range = source.rangeBetween(start, start + quote.length)
  const ruleId = changed.ruleId ?? 'bug.wrong-variable'
  return {
    id: 'an-id',
    fingerprint: { ...placeOf(source, range, ruleId, 'clock'), occurrence: 0 },
    range,
    quote,
    origin: 'odds',
    ruleId,
    category: 'bug',
    severity: 'warning',
    confidence: 0.973,
    evidence: { logOdds: 7, weakestToken: -8, candidates: 12 },
    title: `\`${quote}\` looks like the wrong variable; \`seconds\` is likelier`,
    related: [],
    fixes: [],
    state: 'open',
    ...changed,
  }
}

/** What a rule finds: no odds, a weakness, a note at another line, and no fix. */
export const injection = finding(query, 'db.execute("select " + name)', {
  ruleId: 'security.sql-injection',
  origin: 'rule',
  category: 'security',
  severity: 'error',
  cwe: [89, 943],
  confidence: 0.9,
  evidence: { reason: '`name` comes from the parameter `name` and reaches execute() without quoting' },
  title: '`name` is put into SQL text',
  trigger: 'find(db, "x\' or 1=1")',
  related: [{ range: query.source.rangeBetween(0, 18), message: 'The parameter stands here.' }],
})

const heldBackReason = 'Its confidence, 40 %, is below the 80 % that latent.review.precision or --precision asks for.'

const stats = {
  functions: 2,
  functionsFromCache: 0,
  candidatesScored: 12,
  promptTokens: 900,
  cachedTokens: 300,
  generatedTokens: 0,
  ms: 1204,
  files: 3,
}

/** Every kind of thing that a report has to tell, in two files. */
export const fullReport: ReviewReport = {
  findings: [
    {
      file: clock,
      finding: finding(clock, 'minutes', {
        fixes: [replacing(clock, 'minutes', 'seconds'), replacing(clock, 'minutes', 'total')],
      }),
    },
    { file: query, finding: injection },
  ],
  heldBack: [
    { file: clock, finding: { ...finding(clock, '% 60', { ruleId: 'bug.arithmetic' }), reason: heldBackReason } },
    {
      file: clock,
      finding: {
        ...finding(clock, '/ 60', { ruleId: 'bug.constant', state: 'suppressed' }),
        reason: 'A latent-ignore comment in line 1 covers it: sixty is right',
      },
    },
    {
      file: clock,
      finding: {
        ...finding(clock, "padStart(2, '0')", { ruleId: 'bug.argument', state: 'dismissed' }),
        reason: 'It was dismissed.',
      },
    },
  ],
  incomplete: [
    { path: 'src/late.ts', symbol: 'total', reason: 'outOfBudget' },
    { path: 'src/large.ts', symbol: 'the file', reason: 'tooLong', detail: 'larger than 2 MB' },
  ],
  stats,
  stoppedEarly: true,
}

export const emptyReport: ReviewReport = { findings: [], heldBack: [], incomplete: [], stats, stoppedEarly: false }

/** Text that tries to become more than text wherever a report shows it. */
export const hostile =
  '</pre><script>alert(1)</script> ![x](http://e.invalid/x.png) [go](command:x) `<b>` ::error::x \x1b[2J\u202e'

/** The same in every place that a reviewed file, a rule or a model fills. */
export const hostileReport: ReviewReport = (() => {
  const hostileFile = file(
    `src/a${hostile.replaceAll('/', '')}\n::error::b.ts`,
    `const a = 1 // ${hostile}\n\`\`\`\n::error::c\nlast(a)\n`,
  )
  const evil = finding(hostileFile, 'last(a)', {
    ruleId: `rule.${hostile}`,
    title: hostile,
    trigger: `${hostile}\n::error::d`,
    evidence: { reason: hostile },
    related: [{ range: hostileFile.source.rangeBetween(0, 5), message: hostile }],
    fixes: [replacing(hostileFile, 'last(a)', hostile, hostile)],
  })
  return {
    findings: [{ file: hostileFile, finding: evil }],
    heldBack: [{ file: hostileFile, finding: { ...evil, reason: hostile } }],
    incomplete: [{ path: hostileFile.path, symbol: hostile, reason: 'engineFailed', detail: hostile }],
    stats,
    stoppedEarly: false,
  }
})()
