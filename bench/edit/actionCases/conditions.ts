import type { ActionCase } from './actionCase.ts'

export const conditions: readonly ActionCase[] = [
  {
    name: 'a negated choice of negations',
    kind: 'refactor.rewrite.simplifyCondition',
    language: 'typescript',
    text: `export interface Account {
  readonly isActive: boolean
  readonly isVerified: boolean
}

export function mayPost(account: Account): string {
  if ([||]!(!account.isActive || !account.isVerified)) {
    return 'yes'
  }
  return 'no'
}
`,
    test: `
for (const isActive of [true, false])
  for (const isVerified of [true, false])
    assert.equal(subject.mayPost({ isActive, isVerified }), isActive && isVerified ? 'yes' : 'no')
`,
    expected: {
      kind: 'applied',
      lacks: [/!/],
      solution: [['!(!account.isActive || !account.isVerified)', 'account.isActive && account.isVerified']],
    },
  },
  {
    name: 'a negated inequality',
    kind: 'refactor.rewrite.simplifyCondition',
    language: 'javascript',
    text: `export function background(mode) {
  if (!([||]mode !== 'dark')) {
    return 'black'
  }
  return 'white'
}
`,
    test: `
assert.equal(subject.background('dark'), 'black')
assert.equal(subject.background('light'), 'white')
`,
    expected: {
      kind: 'applied',
      has: [/if \(mode === 'dark'\)/],
      solution: [["!(mode !== 'dark')", "mode === 'dark'"]],
    },
  },
  {
    name: 'a negated membership',
    kind: 'refactor.rewrite.simplifyCondition',
    language: 'python',
    text: `def unknown(names, known):
    found = []
    for name in names:
        if [||]not (name in known):
            found.append(name)
    return found
`,
    test: 'assert unknown(["a", "b", "c"], {"b"}) == ["a", "c"]',
    expected: { kind: 'applied', has: [/if name not in known:/], solution: [['not (name in known)', 'name not in known']] },
  },
  {
    name: 'a body and an else that returns',
    kind: 'refactor.rewrite.earlyReturn',
    language: 'typescript',
    text: `export interface Cart {
  readonly prices: readonly number[]
}

export function total(cart: Cart | undefined, isHalfPrice: boolean): number {
  [||]if (cart !== undefined) {
    let sum = 0
    for (const price of cart.prices) {
      sum += price
    }
    return isHalfPrice ? sum / 2 : sum
  } else {
    return 0
  }
}
`,
    test: `
assert.equal(subject.total(undefined, true), 0)
assert.equal(subject.total({ prices: [3, 5] }, false), 8)
assert.equal(subject.total({ prices: [3, 5] }, true), 4)
`,
    expected: {
      kind: 'applied',
      has: [/\n {2}let sum = 0/],
      lacks: [/else/],
      solution: [
        [
          `  if (cart !== undefined) {
    let sum = 0
    for (const price of cart.prices) {
      sum += price
    }
    return isHalfPrice ? sum / 2 : sum
  } else {
    return 0
  }`,
          `  if (cart === undefined) {
    return 0
  }
  let sum = 0
  for (const price of cart.prices) {
    sum += price
  }
  return isHalfPrice ? sum / 2 : sum`,
        ],
      ],
    },
  },
  {
    name: 'a body that is all there is',
    kind: 'refactor.rewrite.earlyReturn',
    language: 'javascript',
    text: `export function notify(user, send) {
  [||]if (user.email) {
    const subject = \`Hello \${user.name}\`
    send(user.email, subject)
  }
}
`,
    test: `
const sent = []
subject.notify({ name: 'Ada', email: 'ada@example.org' }, (...letter) => sent.push(letter))
subject.notify({ name: 'Bob' }, (...letter) => sent.push(letter))
assert.deepEqual(sent, [['ada@example.org', 'Hello Ada']])
`,
    expected: {
      kind: 'applied',
      has: [/if \(!user\.email\) (\{\s*)?return/, /\n {2}send\(/],
      solution: [
        [
          `  if (user.email) {
    const subject = \`Hello \${user.name}\`
    send(user.email, subject)
  }`,
          `  if (!user.email) return
  const subject = \`Hello \${user.name}\`
  send(user.email, subject)`,
        ],
      ],
    },
  },
  {
    name: 'a body and an else that returns',
    kind: 'refactor.rewrite.earlyReturn',
    language: 'python',
    text: `def discounted(customer, total):
    [||]if customer is not None:
        if customer["orders"] > 10:
            return total * 0.5
        return total
    else:
        return total + 5
`,
    test: `
assert discounted(None, 10) == 15
assert discounted({"orders": 11}, 10) == 5
assert discounted({"orders": 1}, 10) == 10
`,
    expected: {
      kind: 'applied',
      has: [/if customer is None:\s*return total \+ 5/, /\n {4}if customer\["orders"\]/],
      lacks: [/else/],
      solution: [
        [
          `    if customer is not None:
        if customer["orders"] > 10:
            return total * 0.5
        return total
    else:
        return total + 5`,
          `    if customer is None:
        return total + 5
    if customer["orders"] > 10:
        return total * 0.5
    return total`,
        ],
      ],
    },
  },
]
