import type { ActionCase } from '../actionCase.ts'

export const optimising: readonly ActionCase[] = [
  {
    name: 'a search for each in another list',
    kind: 'refactor.rewrite.optimise',
    language: 'typescript',
    text: `export interface Order {
  readonly id: number
  readonly customerId: number
}

export interface Customer {
  readonly id: number
  readonly name: string
}

/** Names of the customers of orders, in the order of the orders. */
export function [||]customerNames(orders: readonly Order[], customers: readonly Customer[]): string[] {
  const names: string[] = []
  for (const order of orders) {
    const customer = customers.find((each) => each.id === order.customerId)
    names.push(customer === undefined ? 'unknown' : customer.name)
  }
  return names
}
`,
    test: `
const customers = [{ id: 1, name: 'Ada' }, { id: 2, name: 'Bob' }, { id: 1, name: 'Second' }]
const orders = [{ id: 9, customerId: 2 }, { id: 8, customerId: 1 }, { id: 7, customerId: 3 }]
assert.deepEqual(subject.customerNames(orders, customers), ['Bob', 'Ada', 'unknown'])
assert.deepEqual(subject.customerNames([], customers), [])
`,
    expected: {
      kind: 'applied',
      has: [/new Map\b/],
      lacks: [/for \(const order of orders\) \{\s*const customer = customers\.find/],
      solution: [
        [
          '  const names: string[] = []\n',
          `  const byId = new Map<number, Customer>()
  for (const customer of customers) {
    if (!byId.has(customer.id)) byId.set(customer.id, customer)
  }
  const names: string[] = []
`,
        ],
        ['customers.find((each) => each.id === order.customerId)', 'byId.get(order.customerId)'],
      ],
    },
  },
  {
    name: 'words that are left out',
    kind: 'refactor.rewrite.optimise',
    language: 'javascript',
    text: `/** The words of a text that matter for a search, without those that are too common. */
export function [||]searchTerms(text, stopWords) {
  const terms = []
  for (const word of text.toLowerCase().split(/\\s+/)) {
    if (word !== '' && !stopWords.includes(word)) {
      terms.push(word)
    }
  }
  return terms
}
`,
    test: `
assert.deepEqual(subject.searchTerms('The cat and the Hat', ['the', 'and']), ['cat', 'hat'])
assert.deepEqual(subject.searchTerms('', ['the']), [])
`,
    expected: {
      kind: 'applied',
      has: [/new Set\(stopWords\)/],
      lacks: [/stopWords\.includes\(/],
      solution: [
        ['  const terms = []\n', '  const left = new Set(stopWords)\n  const terms = []\n'],
        ['!stopWords.includes(word)', '!left.has(word)'],
      ],
    },
  },
  {
    name: 'which were seen before',
    kind: 'refactor.rewrite.optimise',
    language: 'python',
    text: `def [||]repeated_visitors(visits: list[str]) -> list[str]:
    """Visitors who came again, in the order of their second visit."""
    seen: list[str] = []
    repeated: list[str] = []
    for visitor in visits:
        if visitor in seen and visitor not in repeated:
            repeated.append(visitor)
        seen.append(visitor)
    return repeated
`,
    test: `
assert repeated_visitors(["a", "b", "b", "a", "a", "c"]) == ["b", "a"]
assert repeated_visitors([]) == []
`,
    expected: {
      kind: 'applied',
      has: [/set\(|Counter\(|dict\b|= \{\}/, /"""Visitors who came again/],
      lacks: [/seen: list/],
      solution: [
        ['seen: list[str] = []', 'seen: set[str] = set()'],
        ['seen.append', 'seen.add'],
      ],
    },
  },
]
