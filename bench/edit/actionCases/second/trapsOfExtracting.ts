import type { ActionCase } from '../actionCase.ts'
import { withCrLf } from './lineEnds.ts'

/** What an expression or some statements mean only where they stand. */
export const trapsOfExtracting: readonly ActionCase[] = [
  {
    name: 'goes on with the next round',
    kind: 'refactor.extract.function',
    language: 'typescript',
    text: `export interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** Rows that have a number in their last cell, with what is wrong with the others. */
export function sumOfRows(rows: readonly Row[], problems: string[]): number {
  let sum = 0
  for (const row of rows) {
    [|const last = row.cells.at(-1)
    if (last === undefined || last.trim() === '') {
      problems.push(\`line \${row.line} is empty\`)
      continue
    }
    const amount = Number(last.replace(',', '.'))|]
    if (Number.isNaN(amount)) problems.push(\`line \${row.line} has no number\`)
    else sum += amount
  }
  return sum
}
`,
    test: `
const problems = []
assert.equal(subject.sumOfRows([{ line: 1, cells: ['a', '1,5'] }, { line: 2, cells: [] }, { line: 3, cells: ['x'] }, { line: 4, cells: ['2'] }], problems), 3.5)
assert.deepEqual(problems, ['line 2 is empty', 'line 3 has no number'])
`,
    expected: {
      kind: 'refused',
      trap: 'one way out of the statements goes on with the next round, the other goes on below',
      naive: [
        [
          `    const last = row.cells.at(-1)
    if (last === undefined || last.trim() === '') {
      problems.push(\`line \${row.line} is empty\`)
      continue
    }
    const amount = Number(last.replace(',', '.'))
`,
          '    const amount = amountOf(row, problems)\n',
        ],
        [
          '/** Rows that',
          `function amountOf(row: Row, problems: string[]): number {
  const last = row.cells.at(-1)
  if (last === undefined || last.trim() === '') {
    problems.push(\`line \${row.line} is empty\`)
    return 0 / 0
  }
  return Number(last.replace(',', '.'))
}

/** Rows that`,
        ],
      ],
    },
  },
  {
    name: 'is read by the names of all variables',
    kind: 'refactor.extract.function',
    language: 'python',
    text: `LETTER = "Dear {name}, your {count} items cost {total} including {tax} tax."


def confirmation(name, prices, tax_rate):
    """The text of an order's confirmation."""
    [|count = len(prices)
    net = sum(prices)
    tax = round(net * tax_rate, 2)
    total = net + tax|]
    return LETTER.format(**locals())
`,
    test: `
assert confirmation("Ada", [10, 20], 0.1) == "Dear Ada, your 2 items cost 33.0 including 3.0 tax."
`,
    expected: {
      kind: 'refused',
      trap: 'locals() sees the variables that would move away',
      naive: [
        [
          `    count = len(prices)
    net = sum(prices)
    tax = round(net * tax_rate, 2)
    total = net + tax
`,
          '    compute(prices, tax_rate)\n',
        ],
        [
          'def confirmation',
          `def compute(prices, tax_rate):
    count = len(prices)
    net = sum(prices)
    tax = round(net * tax_rate, 2)
    total = net + tax


def confirmation`,
        ],
      ],
    },
  },
  {
    name: 'is asked only of what is there',
    kind: 'refactor.extract.constant',
    language: 'typescript',
    text: `export interface Patient {
  readonly name: string
  readonly insurance?: { readonly company: string; readonly number: string }
}

/** Whether the insurance of a patient pays without being asked. */
export function isCovered(patient: Patient, partners: readonly string[]): boolean {
  if (patient.insurance !== undefined && [|partners.indexOf(patient.insurance.company.toLowerCase())|] >= 0) {
    return true
  }
  return false
}
`,
    test: `
assert.equal(subject.isCovered({ name: 'a', insurance: { company: 'Alpha', number: '1' } }, ['alpha']), true)
assert.equal(subject.isCovered({ name: 'a', insurance: { company: 'Beta', number: '1' } }, ['alpha']), false)
assert.equal(subject.isCovered({ name: 'b' }, ['alpha']), false)
`,
    expected: {
      kind: 'refused',
      trap: 'the condition before it says that there is an insurance',
      naive: [
        [
          '  if (patient.insurance !== undefined && partners.indexOf(patient.insurance.company.toLowerCase()) >= 0) {',
          `  const at = partners.indexOf(patient.insurance!.company.toLowerCase())
  if (patient.insurance !== undefined && at >= 0) {`,
        ],
      ],
    },
  },
  withCrLf({
    name: 'is computed for some only',
    kind: 'refactor.extract.constant',
    language: 'python',
    text: `def average_wait(tickets, closed):
    """平均等待时间，没有已关闭的工单时为零。"""
    waited = sum(ticket["closed"] - ticket["opened"] for ticket in tickets if ticket["closed"] is not None)
    return [|waited / len(closed)|] if closed else 0.0
`,
    test: `
assert average_wait([{"opened": 1, "closed": 5}, {"opened": 2, "closed": None}], [1]) == 4
assert average_wait([], []) == 0.0
`,
    expected: {
      kind: 'refused',
      trap: 'it divides by zero where it is not computed now',
      naive: [
        [
          '    return waited / len(closed) if closed else 0.0',
          '    average = waited / len(closed)\n    return average if closed else 0.0',
        ],
      ],
    },
  }),
  {
    name: 'is another key of the same name',
    kind: 'refactor.rename',
    language: 'python',
    text: `INDEX = {"tea": ["green tea", "black tea"], "mug": ["blue mug"]}


def search([||]q, limit=10):
    """Articles for what somebody looks for; used by every page of the shop."""
    found = []
    for word in q.lower().split():
        for article in INDEX.get(word, []):
            if article not in found:
                found.append(article)
    return found[:limit]
`,
    test: `
assert search(q="Tea mug", limit=2) == ["green tea", "black tea"]
assert search("mug") == ["blue mug"]
`,
    expected: {
      kind: 'refused',
      trap: 'other files may give the argument by its name',
      naive: [
        ['def search(q,', 'def search(query,'],
        ['in q.lower', 'in query.lower'],
      ],
    },
  },
]
