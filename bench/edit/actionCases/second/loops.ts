import type { ActionCase } from '../actionCase.ts'

export const loops: readonly ActionCase[] = [
  {
    name: 'a part of each that is there',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'typescript',
    text: `export interface Contact {
  readonly name: string
  readonly emails: readonly { readonly address: string; readonly isPrimary: boolean }[]
}

/** One line of an address book for each contact with a primary address. */
export function addressLines(contacts: readonly Contact[]): string[] {
  const lines: string[] = []
  [||]for (const contact of contacts) {
    const primary = contact.emails.find((email) => email.isPrimary)
    if (primary !== undefined) {
      lines.push(\`\${contact.name} <\${primary.address}>\`)
    }
  }
  return lines.sort()
}
`,
    test: `
const contacts = [
  { name: 'Grace', emails: [{ address: 'g@example.org', isPrimary: false }, { address: 'grace@example.org', isPrimary: true }] },
  { name: 'Ada', emails: [{ address: 'ada@example.org', isPrimary: true }] },
  { name: 'Bob', emails: [] },
]
assert.deepEqual(subject.addressLines(contacts), ['Ada <ada@example.org>', 'Grace <grace@example.org>'])
`,
    expected: {
      kind: 'applied',
      has: [/\.(flatMap|map|filter|reduce)\(/],
      lacks: [/\bfor \(/],
      solution: [
        [
          `  const lines: string[] = []
  for (const contact of contacts) {
    const primary = contact.emails.find((email) => email.isPrimary)
    if (primary !== undefined) {
      lines.push(\`\${contact.name} <\${primary.address}>\`)
    }
  }
`,
          `  const lines = contacts.flatMap((contact) => {
    const primary = contact.emails.find((email) => email.isPrimary)
    return primary === undefined ? [] : [\`\${contact.name} <\${primary.address}>\`]
  })
`,
        ],
      ],
    },
  },
  {
    name: 'the first that fits, with a comment',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'javascript',
    text: `const fallback = { code: 'std', cost: 4.9 }

/** The carrier for a parcel; the list is sorted by price. */
export function carrierFor(parcel, carriers) {
  // 按价格排序，第一个能送的就是最便宜的。
  [||]for (const carrier of carriers) {
    if (carrier.maxGrams >= parcel.grams && carrier.countries.includes(parcel.country)) {
      return carrier
    }
  }
  return fallback
}
`,
    test: `
const carriers = [{ code: 'a', maxGrams: 500, countries: ['DE'] }, { code: 'b', maxGrams: 2000, countries: ['DE', 'FR'] }]
assert.equal(subject.carrierFor({ grams: 400, country: 'DE' }, carriers).code, 'a')
assert.equal(subject.carrierFor({ grams: 400, country: 'FR' }, carriers).code, 'b')
assert.deepEqual(subject.carrierFor({ grams: 9000, country: 'FR' }, carriers), { code: 'std', cost: 4.9 })
`,
    expected: {
      kind: 'applied',
      has: [/\.find\(/, /第一个能送的/],
      lacks: [/\bfor \(/],
      solution: [
        [
          `  for (const carrier of carriers) {
    if (carrier.maxGrams >= parcel.grams && carrier.countries.includes(parcel.country)) {
      return carrier
    }
  }
  return fallback
`,
          `  return (
    carriers.find(({ maxGrams, countries }) => maxGrams >= parcel.grams && countries.includes(parcel.country)) ?? fallback
  )
`,
        ],
      ],
    },
  },
  {
    name: 'a dictionary of those that are active',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'python',
    text: `def price_list(products, currency_rate):
    """Prices by article number, in the customer's currency."""
    prices = {}
    [||]for product in products:
        if product["active"]:
            prices[product["sku"]] = round(product["price"] * currency_rate, 2)
    return prices
`,
    test: `
products = [
    {"sku": "a", "price": 10, "active": True},
    {"sku": "b", "price": 20, "active": False},
    {"sku": "a", "price": 12, "active": True},
]
assert price_list(products, 0.5) == {"a": 6.0}
assert price_list([], 2) == {}
`,
    expected: {
      kind: 'applied',
      has: [
        /\{\s*product\["sku"\]: round\(product\["price"\] \* currency_rate, 2\)\s+for product in products\s+if product\["active"\]\s*\}/,
      ],
      solution: [
        [
          `    prices = {}
    for product in products:
        if product["active"]:
            prices[product["sku"]] = round(product["price"] * currency_rate, 2)
    return prices`,
          '    return {product["sku"]: round(product["price"] * currency_rate, 2) for product in products if product["active"]}',
        ],
      ],
    },
  },
  {
    name: 'whether all fit',
    kind: 'refactor.rewrite.pipelineToLoop',
    language: 'typescript',
    text: `export interface Check {
  readonly name: string
  passes(config: Readonly<Record<string, string>>): boolean
}

export function isDeployable(checks: readonly Check[], config: Readonly<Record<string, string>>): boolean {
  const allPass = checks.[||]every((check) => check.passes(config))
  return allPass && config.region !== undefined
}
`,
    test: `
let asked = 0
const check = (answer) => ({ name: 'c', passes: () => { asked += 1; return answer } })
assert.equal(subject.isDeployable([check(true), check(true)], { region: 'eu' }), true)
assert.equal(subject.isDeployable([], { region: 'eu' }), true)
assert.equal(subject.isDeployable([check(true)], {}), false)
asked = 0
assert.equal(subject.isDeployable([check(false), check(true)], { region: 'eu' }), false)
assert.equal(asked, 1)
`,
    expected: {
      kind: 'applied',
      has: [/\bfor \(const check of checks\)/, /allPass && config\.region/],
      lacks: [/\.every\(/],
      solution: [
        [
          '  const allPass = checks.every((check) => check.passes(config))\n',
          `  let allPass = true
  for (const check of checks) {
    if (!check.passes(config)) {
      allPass = false
      break
    }
  }
`,
        ],
      ],
    },
  },
  {
    name: 'a chain with an index',
    kind: 'refactor.rewrite.pipelineToLoop',
    language: 'javascript',
    text: `/** The table of contents of a document, as Markdown. */
export function tableOfContents(headings) {
  const shown = headings.filter((heading) => heading.level <= 3)
  const rows = shown.[||]map((heading, index) => \`\${'  '.repeat(heading.level - 1)}- [\${index + 1}. \${heading.text}](#\${heading.slug})\`)
  return ['## Contents', ...rows].join('\\n')
}
`,
    test: `
const headings = [{ level: 1, text: 'A', slug: 'a' }, { level: 4, text: 'B', slug: 'b' }, { level: 2, text: 'C', slug: 'c' }]
assert.equal(subject.tableOfContents(headings), '## Contents\\n- [1. A](#a)\\n  - [2. C](#c)')
`,
    expected: {
      kind: 'applied',
      has: [/\bfor \(/],
      lacks: [/shown\.map\(/],
      solution: [
        [
          `  const rows = shown.map((heading, index) => \`\${'  '.repeat(heading.level - 1)}- [\${index + 1}. \${heading.text}](#\${heading.slug})\`)
`,
          `  const rows = []
  for (const [index, heading] of shown.entries()) {
    rows.push(\`\${'  '.repeat(heading.level - 1)}- [\${index + 1}. \${heading.text}](#\${heading.slug})\`)
  }
`,
        ],
      ],
    },
  },
  {
    name: 'a dictionary by two loops',
    kind: 'refactor.rewrite.pipelineToLoop',
    language: 'python',
    text: `def seats(rows, columns, taken):
    """Free seats of a hall, with their price."""
    free = [||]{(row, column): 30 - 2 * row for row in range(rows) for column in range(columns) if (row, column) not in taken}
    if not free:
        raise LookupError("sold out")
    return free
`,
    test: `
assert seats(2, 2, {(0, 1)}) == {(0, 0): 30, (1, 0): 28, (1, 1): 28}
try:
    seats(1, 1, {(0, 0)})
    raise AssertionError("there was a seat")
except LookupError:
    pass
`,
    expected: {
      kind: 'applied',
      has: [/^ {4}for row in range\(rows\):$/m, /^ {8}for column in range\(columns\):$/m],
      lacks: [/\{\(row, column\)/],
      solution: [
        [
          '    free = {(row, column): 30 - 2 * row for row in range(rows) for column in range(columns) if (row, column) not in taken}\n',
          `    free = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) not in taken:
                free[(row, column)] = 30 - 2 * row
`,
        ],
      ],
    },
  },
]
