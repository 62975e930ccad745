import type { ActionCase } from './actionCase.ts'

export const extracting: readonly ActionCase[] = [
  {
    name: 'a loop with one result',
    kind: 'refactor.extract.function',
    language: 'typescript',
    text: `interface Line {
  readonly price: number
  readonly amount: number
}

export function invoice(lines: readonly Line[], discount: number): string {
  [|let total = 0
  for (const line of lines) {
    total += line.price * line.amount
  }
  total -= total * discount|]
  return \`Total: \${total.toFixed(2)}\`
}
`,
    test: `
assert.equal(subject.invoice([{ price: 2, amount: 3 }, { price: 4, amount: 1 }], 0.5), 'Total: 5.00')
assert.equal(subject.invoice([], 0.5), 'Total: 0.00')
`,
    expected: {
      kind: 'applied',
      has: [/function (?!invoice\b)\w+\(/],
      solution: [
        [
          `  let total = 0
  for (const line of lines) {
    total += line.price * line.amount
  }
  total -= total * discount`,
          '  const total = discounted(lines, discount)',
        ],
        [
          'export function',
          `function discounted(lines: readonly Line[], discount: number): number {
  let total = 0
  for (const line of lines) {
    total += line.price * line.amount
  }
  return total - total * discount
}

export function`,
        ],
      ],
    },
  },
  {
    name: 'two statements of which one result is used',
    kind: 'refactor.extract.function',
    language: 'javascript',
    text: `export function report(scores) {
  const sorted = [...scores].sort((a, b) => a - b)
  [|const middle = Math.floor(sorted.length / 2)
  const median = sorted.length % 2 === 0 ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]|]
  return { lowest: sorted[0], median, highest: sorted[sorted.length - 1] }
}
`,
    test: `
assert.deepEqual(subject.report([3, 1, 2]), { lowest: 1, median: 2, highest: 3 })
assert.deepEqual(subject.report([4, 1, 2, 3]), { lowest: 1, median: 2.5, highest: 4 })
`,
    expected: {
      kind: 'applied',
      has: [/function (?!report\b)\w+\(/],
      solution: [
        [
          `  const middle = Math.floor(sorted.length / 2)
  const median = sorted.length % 2 === 0 ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]`,
          '  const median = medianOf(sorted)',
        ],
        [
          'export function',
          `function medianOf(sorted) {
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 0 ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}

export function`,
        ],
      ],
    },
  },
  {
    name: 'a loop with two results',
    kind: 'refactor.extract.function',
    language: 'python',
    text: `def summary(orders, currency):
    [|total = 0
    count = 0
    for order in orders:
        if order["paid"]:
            total += order["amount"]
            count += 1|]
    return f"{count} orders, {total} {currency}"
`,
    test: `
orders = [{"paid": True, "amount": 5}, {"paid": False, "amount": 7}, {"paid": True, "amount": 1}]
assert summary(orders, "EUR") == "2 orders, 6 EUR"
assert summary([], "EUR") == "0 orders, 0 EUR"
`,
    expected: {
      kind: 'applied',
      has: [/def (?!summary\b)\w+\(/],
      solution: [
        [
          `def summary(orders, currency):
    total = 0`,
          `def paid(orders):
    total = 0`,
        ],
        [
          '    return f',
          `    return total, count


def summary(orders, currency):
    total, count = paid(orders)
    return f`,
        ],
      ],
    },
  },
  {
    name: 'a product in a condition',
    kind: 'refactor.extract.constant',
    language: 'typescript',
    text: `export function shipping(weight: number, distance: number): number {
  if ([|(weight * distance) / 1000|] > 50) {
    return 50
  }
  return weight + distance
}
`,
    test: `
assert.equal(subject.shipping(100, 1000), 50)
assert.equal(subject.shipping(10, 1000), 1010)
`,
    expected: {
      kind: 'applied',
      has: [/const \w+ = \(weight \* distance\) \/ 1000/, /if \(\w+ > 50\)/],
      solution: [['  if ((weight * distance) / 1000 > 50', '  const effort = (weight * distance) / 1000\n  if (effort > 50']],
    },
  },
  {
    name: 'an expression in a template',
    kind: 'refactor.extract.constant',
    language: 'javascript',
    text: `export function greeting(user, hour) {
  return \`\${hour < 12 ? 'Good morning' : 'Hello'}, \${[|(user.nickname ?? user.name).trim()|]}!\`
}
`,
    test: `
assert.equal(subject.greeting({ name: ' Ada ' }, 9), 'Good morning, Ada!')
assert.equal(subject.greeting({ name: 'Ada', nickname: 'Countess' }, 15), 'Hello, Countess!')
`,
    expected: {
      kind: 'applied',
      has: [/const \w+ = \(user\.nickname \?\? user\.name\)\.trim\(\)/, /\$\{\w+\}!`/],
      solution: [
        ['  return', '  const shownName = (user.nickname ?? user.name).trim()\n  return'],
        [', ${(user.nickname ?? user.name).trim()}!', ', ${shownName}!'],
      ],
    },
  },
  {
    name: 'a difference in a condition',
    kind: 'refactor.extract.constant',
    language: 'python',
    text: `def is_free(order, weekday):
    if [|order["total"] - order["discount"]|] > 100 and weekday < 5:
        return True
    return False
`,
    test: `
assert is_free({"total": 150, "discount": 20}, 1) is True
assert is_free({"total": 150, "discount": 60}, 1) is False
assert is_free({"total": 150, "discount": 20}, 6) is False
`,
    expected: {
      kind: 'applied',
      has: [/\w+ = order\["total"\] - order\["discount"\]/, /if \w+ > 100 and/],
      solution: [
        ['    if order["total"] - order["discount"] > 100', '    price = order["total"] - order["discount"]\n    if price > 100'],
      ],
    },
  },
]
