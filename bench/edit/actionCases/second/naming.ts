import type { ActionCase } from '../actionCase.ts'
import { withCrLf } from './lineEnds.ts'

export const naming: readonly ActionCase[] = [
  {
    name: 'an arrow that is passed on',
    kind: 'refactor.inline.variable',
    language: 'typescript',
    text: `export interface Ticket {
  readonly id: number
  readonly priority: 'low' | 'high'
  readonly openedAt: number
}

export function queueOf(tickets: readonly Ticket[]): number[] {
  const rank = { high: 0, low: 1 }
  const [||]byUrgency = (a: Ticket, b: Ticket) => rank[a.priority] - rank[b.priority] || a.openedAt - b.openedAt
  return [...tickets].sort(byUrgency).map((ticket) => ticket.id)
}
`,
    test: `
const ticket = (id, priority, openedAt) => ({ id, priority, openedAt })
assert.deepEqual(subject.queueOf([ticket(1, 'low', 1), ticket(2, 'high', 9), ticket(3, 'high', 2)]), [3, 2, 1])
`,
    expected: {
      kind: 'applied',
      has: [/\.sort\(\(a: Ticket, b: Ticket\) =>/],
      lacks: [/\bbyUrgency\b/],
      solution: [
        ['  const byUrgency = (a: Ticket, b: Ticket) => rank[a.priority] - rank[b.priority] || a.openedAt - b.openedAt\n', ''],
        ['sort(byUrgency)', 'sort((a: Ticket, b: Ticket) => rank[a.priority] - rank[b.priority] || a.openedAt - b.openedAt)'],
      ],
    },
  },
  {
    name: 'the value of a shorthand property',
    kind: 'refactor.inline.variable',
    language: 'javascript',
    text: `const locales = ['en', 'de', 'zh-CN']

/** What the header of a page needs. */
export function headerProps(request, user) {
  const wanted = request.headers['accept-language'] ?? 'en'
  const locale = locales.find((each) => wanted.startsWith(each)) ?? 'en'
  const [||]initials = user.firstName[0] + user.lastName[0]
  return {
    locale,
    initials,
    isSignedIn: user.id !== undefined,
  }
}
`,
    test: `
const request = { headers: { 'accept-language': 'zh-CN,zh;q=0.9' } }
const props = subject.headerProps(request, { id: 1, firstName: 'Grace', lastName: 'Hopper' })
assert.deepEqual(props, { locale: 'zh-CN', initials: 'GH', isSignedIn: true })
`,
    expected: {
      kind: 'applied',
      has: [/initials: user\.firstName\[0\] \+ user\.lastName\[0\],/],
      lacks: [/const initials/],
      solution: [
        ['  const initials = user.firstName[0] + user.lastName[0]\n', ''],
        ['    initials,', '    initials: user.firstName[0] + user.lastName[0],'],
      ],
    },
  },
  withCrLf({
    name: 'a choice within a longer sum, with Windows line ends',
    kind: 'refactor.inline.variable',
    language: 'python',
    text: `def parking_fee(hours, is_resident):
    """停车费：前两小时免费。"""
    paid_hours = max(0, hours - 2)
    [||]rate = 1 if is_resident else 3
    return paid_hours * rate + 0.5
`,
    test: `
assert parking_fee(5, True) == 3.5
assert parking_fee(5, False) == 9.5
assert parking_fee(1, False) == 0.5
`,
    expected: {
      kind: 'applied',
      has: [/paid_hours \* \(1 if is_resident else 3\) \+ 0\.5/, /停车费/],
      lacks: [/\brate\b/, /[^\r]\n/],
      solution: [
        ['    rate = 1 if is_resident else 3\n', ''],
        ['* rate', '* (1 if is_resident else 3)'],
      ],
    },
  }),
  {
    name: 'a record of lists',
    kind: 'refactor.rename',
    language: 'typescript',
    text: `export interface Reading {
  readonly sensor: string
  readonly celsius: number
}

/** The mean temperature of each sensor. */
export function meanBySensor(readings: readonly Reading[]): Record<string, number> {
  const [||]d: Record<string, number[]> = {}
  for (const reading of readings) {
    d[reading.sensor] = [...(d[reading.sensor] ?? []), reading.celsius]
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return Object.fromEntries(Object.entries(d).map(([sensor, values]) => [sensor, mean(values)]))
}
`,
    test: `
const readings = [{ sensor: 'roof', celsius: 10 }, { sensor: 'cellar', celsius: 8 }, { sensor: 'roof', celsius: 20 }]
assert.deepEqual(subject.meanBySensor(readings), { roof: 15, cellar: 8 })
`,
    expected: {
      kind: 'applied',
      has: [/const mean = /, /for \(const reading of readings\)/],
      lacks: [/\bd\b(?!:)/],
      solution: [
        ['const d:', 'const valuesBySensor:'],
        [
          '    d[reading.sensor] = [...(d[reading.sensor]',
          '    valuesBySensor[reading.sensor] = [...(valuesBySensor[reading.sensor]',
        ],
        ['Object.entries(d)', 'Object.entries(valuesBySensor)'],
      ],
    },
  },
  {
    name: 'a variable that is taken out of an object',
    kind: 'refactor.rename',
    language: 'javascript',
    text: `import { inspect } from 'node:util'

/** Writes what a request took into the access log. */
export function accessLine(request, response, elapsedMs) {
  const { method, url } = request
  const [||]s = response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'warning' : 'info'
  const size = response.headers['content-length'] ?? '-'
  const parts = [s.toUpperCase(), method, url, response.statusCode, size, \`\${elapsedMs}ms\`]
  return { s, line: parts.map((part) => (typeof part === 'string' ? part : inspect(part))).join(' ') }
}
`,
    test: `
const response = { statusCode: 404, headers: { 'content-length': '12' } }
assert.deepEqual(subject.accessLine({ method: 'GET', url: '/a' }, response, 3), { s: 'warning', line: 'WARNING GET /a 404 12 3ms' })
`,
    expected: {
      kind: 'applied',
      has: [/\bs: \w+, line:/],
      lacks: [/const s\b/],
      solution: [
        ['const s =', 'const severity ='],
        ['[s.toUpperCase()', '[severity.toUpperCase()'],
        ['{ s, line', '{ s: severity, line'],
      ],
    },
  },
  {
    name: 'a dictionary that is filled in a loop',
    kind: 'refactor.rename',
    language: 'python',
    text: `import re


def top_hosts(log_lines, limit=3):
    """The hosts with the most requests, with how many they made."""
    [||]x = {}
    for line in log_lines:
        match = re.match(r"(\\S+) - ", line)
        if match is None:
            continue
        host = match.group(1)
        x[host] = x.get(host, 0) + 1
    ranked = sorted(x.items(), key=lambda item: (-item[1], item[0]))
    return ranked[:limit]
`,
    test: `
lines = ["a - GET", "b - GET", "a - PUT", "broken", "c - GET"]
assert top_hosts(lines, 2) == [("a", 2), ("b", 1)]
`,
    expected: {
      kind: 'applied',
      has: [/for line in log_lines/],
      lacks: [/\bx\b/],
      solution: [
        ['    x = {}', '    counts = {}'],
        ['x[host] = x.get', 'counts[host] = counts.get'],
        ['sorted(x.items', 'sorted(counts.items'],
      ],
    },
  },
]
