import type { ActionCase } from '../actionCase.ts'

export const splitting: readonly ActionCase[] = [
  {
    name: 'group, then lay out',
    kind: 'refactor.rewrite.splitFunction',
    language: 'typescript',
    text: `export interface Expense {
  readonly day: string
  readonly category: string
  readonly cents: number
}

/** A monthly report: sums by category, and the budget that is left. */
export function [||]monthlyReport(expenses: readonly Expense[], month: string, budgetCents: number): string {
  // Only the month that is asked for counts.
  const ofMonth = expenses.filter((expense) => expense.day.startsWith(month))

  // Add up by category.
  const sums = new Map<string, number>()
  let spent = 0
  for (const { category, cents } of ofMonth) {
    sums.set(category, (sums.get(category) ?? 0) + cents)
    spent += cents
  }

  // Lay out, the most expensive category first.
  const euros = (cents: number) => (cents / 100).toFixed(2)
  const width = Math.max(4, ...[...sums.keys()].map((category) => category.length))
  const rows = [...sums]
    .sort(([, a], [, b]) => b - a)
    .map(([category, cents]) => \`\${category.padEnd(width)} \${euros(cents).padStart(9)}\`)
  rows.push(\`\${'left'.padEnd(width)} \${euros(budgetCents - spent).padStart(9)}\`)
  return rows.join('\\n')
}
`,
    test: `
const expenses = [
  { day: '2024-05-01', category: 'food', cents: 1250 },
  { day: '2024-05-09', category: 'travel', cents: 8000 },
  { day: '2024-05-11', category: 'food', cents: 750 },
  { day: '2024-06-01', category: 'food', cents: 9900 },
]
assert.equal(
  subject.monthlyReport(expenses, '2024-05', 20000),
  'travel     80.00\\nfood       20.00\\nleft      100.00',
)
assert.equal(subject.monthlyReport([], '2024-05', 100), 'left      1.00')
`,
    expected: {
      kind: 'applied',
      has: [/function (?!monthlyReport\b)\w+\(/, /\/\/ Only the month/, /A monthly report/],
      solution: [
        [
          `  const sums = new Map<string, number>()
  let spent = 0
  for (const { category, cents } of ofMonth) {
    sums.set(category, (sums.get(category) ?? 0) + cents)
    spent += cents
  }
`,
          '  const { sums, spent } = added(ofMonth)\n',
        ],
        [
          '/** A monthly',
          `function added(expenses: readonly Expense[]): { sums: Map<string, number>; spent: number } {
  const sums = new Map<string, number>()
  let spent = 0
  for (const { category, cents } of expenses) {
    sums.set(category, (sums.get(category) ?? 0) + cents)
    spent += cents
  }
  return { sums, spent }
}

/** A monthly`,
        ],
      ],
    },
  },
  {
    name: 'parse, then validate, then merge',
    kind: 'refactor.rewrite.splitFunction',
    language: 'javascript',
    text: `const defaults = { port: 8080, host: 'localhost', logLevel: 'info' }
const levels = ['debug', 'info', 'warn', 'error']

export function [||]loadConfig(text, environment) {
  // 读取 KEY=VALUE 形式的行，忽略注释。
  const entries = {}
  for (const raw of text.split('\\n')) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const at = line.indexOf('=')
    if (at === -1) throw new Error(\`not a setting: \${line}\`)
    entries[line.slice(0, at).trim()] = line.slice(at + 1).trim()
  }

  // 环境变量优先于文件。
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith('APP_')) entries[name.slice(4).toLowerCase()] = value
  }

  // 检查取值。
  const config = { ...defaults }
  if (entries.port !== undefined) {
    config.port = Number(entries.port)
    if (!Number.isInteger(config.port) || config.port < 1 || config.port > 65535) throw new Error('bad port')
  }
  if (entries.host !== undefined) config.host = entries.host
  if (entries.loglevel !== undefined) {
    if (!levels.includes(entries.loglevel)) throw new Error('bad log level')
    config.logLevel = entries.loglevel
  }
  return config
}
`,
    test: `
assert.deepEqual(subject.loadConfig('# local\\nport = 9000\\nloglevel=warn\\n', {}), { port: 9000, host: 'localhost', logLevel: 'warn' })
assert.deepEqual(subject.loadConfig('port=1', { APP_PORT: '2', APP_HOST: '::1', HOME: '/' }), { port: 2, host: '::1', logLevel: 'info' })
assert.throws(() => subject.loadConfig('port=70000', {}), /bad port/)
assert.throws(() => subject.loadConfig('loglevel=loud', {}), /bad log level/)
assert.throws(() => subject.loadConfig('what', {}), /not a setting: what/)
`,
    expected: {
      kind: 'applied',
      has: [/function (?!loadConfig\b)\w+\(/, /忽略注释/, /环境变量优先/, /检查取值/],
      solution: [
        [
          `  const entries = {}
  for (const raw of text.split('\\n')) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const at = line.indexOf('=')
    if (at === -1) throw new Error(\`not a setting: \${line}\`)
    entries[line.slice(0, at).trim()] = line.slice(at + 1).trim()
  }
`,
          '  const entries = entriesOf(text)\n',
        ],
        [
          'export function',
          `function entriesOf(text) {
  const entries = {}
  for (const raw of text.split('\\n')) {
    const line = raw.trim()
    if (line === '' || line.startsWith('#')) continue
    const at = line.indexOf('=')
    if (at === -1) throw new Error(\`not a setting: \${line}\`)
    entries[line.slice(0, at).trim()] = line.slice(at + 1).trim()
  }
  return entries
}

export function`,
        ],
      ],
    },
  },
  {
    name: 'collect, then rank, then print',
    kind: 'refactor.rewrite.splitFunction',
    language: 'python',
    text: `from collections import defaultdict


def [||]league_table(results):
    """The table of a league, best team first."""
    # A win is worth three points, a draw one.
    points = defaultdict(int)
    goals = defaultdict(int)
    for home, away, home_goals, away_goals in results:
        goals[home] += home_goals - away_goals
        goals[away] += away_goals - home_goals
        if home_goals > away_goals:
            points[home] += 3
        elif home_goals < away_goals:
            points[away] += 3
        else:
            points[home] += 1
            points[away] += 1

    # Equal points are decided by goals, then by name.
    ranked = sorted(goals, key=lambda team: (-points[team], -goals[team], team))

    # One row a team.
    rows = []
    for place, team in enumerate(ranked, start=1):
        difference = goals[team]
        sign = "+" if difference > 0 else ""
        rows.append(f"{place}. {team} {points[team]} {sign}{difference}")
    return rows
`,
    test: `
results = [("Ulm", "Kiel", 2, 1), ("Kiel", "Bonn", 0, 0), ("Bonn", "Ulm", 3, 0)]
assert league_table(results) == ["1. Bonn 4 +3", "2. Ulm 3 -2", "3. Kiel 1 -1"]
assert league_table([]) == []
`,
    expected: {
      kind: 'applied',
      has: [/def (?!league_table\b)\w+\(/, /# A win is worth/, /# Equal points/, /# One row/],
      solution: [
        [
          `    rows = []
    for place, team in enumerate(ranked, start=1):
        difference = goals[team]
        sign = "+" if difference > 0 else ""
        rows.append(f"{place}. {team} {points[team]} {sign}{difference}")
    return rows
`,
          '    return rows_of(ranked, points, goals)\n',
        ],
        [
          'def league_table',
          `def rows_of(ranked, points, goals):
    rows = []
    for place, team in enumerate(ranked, start=1):
        difference = goals[team]
        sign = "+" if difference > 0 else ""
        rows.append(f"{place}. {team} {points[team]} {sign}{difference}")
    return rows


def league_table`,
        ],
      ],
    },
  },
]
