import type { ActionCase } from '../actionCase.ts'
import { withCrLf } from './lineEnds.ts'

export const extractingValues: readonly ActionCase[] = [
  {
    name: 'a share within a function that is passed on',
    kind: 'refactor.extract.constant',
    language: 'typescript',
    text: `export interface Usage {
  readonly tenant: string
  readonly bytes: number
}

/** Tenants that use more than their share, the heaviest first. */
export function heavyTenants(usages: readonly Usage[], quota: ReadonlyMap<string, number>): string[] {
  return usages
    .filter((usage) => [|usage.bytes / (quota.get(usage.tenant) ?? Infinity)|] > 0.9)
    .sort((a, b) => b.bytes - a.bytes)
    .map((usage) => usage.tenant)
}
`,
    test: `
const quota = new Map([['acme', 100], ['initech', 1000]])
const usages = [{ tenant: 'acme', bytes: 95 }, { tenant: 'initech', bytes: 910 }, { tenant: 'hooli', bytes: 5000 }]
assert.deepEqual(subject.heavyTenants(usages, quota), ['initech', 'acme'])
`,
    expected: {
      kind: 'applied',
      has: [/const \w+ = usage\.bytes \/ \(quota/, /return \w+ > 0\.9/],
      solution: [
        [
          '(usage) => usage.bytes / (quota.get(usage.tenant) ?? Infinity) > 0.9)',
          `(usage) => {
      const share = usage.bytes / (quota.get(usage.tenant) ?? Infinity)
      return share > 0.9
    })`,
        ],
      ],
    },
  },
  withCrLf({
    name: 'a deadline, with Windows line ends',
    kind: 'refactor.extract.constant',
    language: 'javascript',
    text: `// 发票到期后的提醒。
export function reminder(invoice, today) {
  const day = 24 * 60 * 60 * 1000
  if (today > [|invoice.issued + invoice.termDays * day|]) {
    return { to: invoice.customer, text: 'Your invoice is overdue.' }
  }
  return undefined
}
`,
    test: `
const invoice = { customer: 'acme', issued: 0, termDays: 2 }
assert.deepEqual(subject.reminder(invoice, 3 * 86_400_000), { to: 'acme', text: 'Your invoice is overdue.' })
assert.equal(subject.reminder(invoice, 86_400_000), undefined)
`,
    expected: {
      kind: 'applied',
      has: [/const \w+ = invoice\.issued \+ invoice\.termDays \* day/, /today > \w+\) \{/, /发票到期后的提醒/],
      lacks: [/[^\r]\n/],
      solution: [
        [
          '  if (today > invoice.issued + invoice.termDays * day) {',
          '  const due = invoice.issued + invoice.termDays * day\n  if (today > due) {',
        ],
      ],
    },
  }),
  {
    name: 'an argument of a nested call',
    kind: 'refactor.extract.constant',
    language: 'python',
    text: `import math


def stars_line(name, ratings, width=20):
    if not ratings:
        return f"{name}: no ratings yet"
    filled = math.floor([|sum(ratings) / len(ratings)|] + 0.5)
    bar = "*" * filled + "." * (5 - filled)
    return f"{name.ljust(width)} {bar}"
`,
    test: `
assert stars_line("Tea", [4, 5], 4) == "Tea  *****"
assert stars_line("Tea", [2, 3, 2], 4) == "Tea  **..."
assert stars_line("Tea", []) == "Tea: no ratings yet"
`,
    expected: {
      kind: 'applied',
      has: [/\n {4}\w+ = sum\(ratings\) \/ len\(ratings\)\n/, /math\.floor\(\w+ \+ 0\.5\)/],
      solution: [
        [
          '    filled = math.floor(sum(ratings) / len(ratings) + 0.5)',
          '    average = sum(ratings) / len(ratings)\n    filled = math.floor(average + 0.5)',
        ],
      ],
    },
  },
]
