import type { ActionCase } from './actionCase.ts'

export const naming: readonly ActionCase[] = [
  {
    name: 'a sum that needs parentheses',
    kind: 'refactor.inline.variable',
    language: 'typescript',
    text: `export function average(first: number, second: number): number {
  const [||]sum = first + second
  return sum / 2
}
`,
    test: 'assert.equal(subject.average(2, 6), 4)',
    expected: {
      kind: 'applied',
      lacks: [/\bsum\b/],
      solution: [['  const sum = first + second\n  return sum / 2', '  return (first + second) / 2']],
    },
  },
  {
    name: 'a comparison that is negated',
    kind: 'refactor.inline.variable',
    language: 'javascript',
    text: `export function needsGuardian(person) {
  const [||]isAdult = person.age >= 18
  return !isAdult && !person.emancipated
}
`,
    test: `
assert.equal(subject.needsGuardian({ age: 12, emancipated: false }), true)
assert.equal(subject.needsGuardian({ age: 12, emancipated: true }), false)
assert.equal(subject.needsGuardian({ age: 30, emancipated: false }), false)
`,
    expected: {
      kind: 'applied',
      lacks: [/\bisAdult\b/],
      solution: [['  const isAdult = person.age >= 18\n  return !isAdult', '  return !(person.age >= 18)']],
    },
  },
  {
    name: 'a sum that is multiplied',
    kind: 'refactor.inline.variable',
    language: 'python',
    text: `def gross(price, shipping, tax):
    [||]net = price + shipping
    return net * (1 + tax)
`,
    test: 'assert gross(90, 10, 0.5) == 150',
    expected: {
      kind: 'applied',
      lacks: [/\bnet\b/],
      solution: [['    net = price + shipping\n    return net', '    return (price + shipping)']],
    },
  },
  {
    name: 'a local constant',
    kind: 'refactor.rename',
    language: 'typescript',
    text: `export function daysBetween(start: Date, end: Date): number {
  const [||]x = end.getTime() - start.getTime()
  return Math.round(x / 86_400_000)
}
`,
    test: "assert.equal(subject.daysBetween(new Date('2024-02-28'), new Date('2024-03-01')), 2)",
    expected: {
      kind: 'applied',
      lacks: [/\bx\b/],
      solution: [
        ['const x =', 'const milliseconds ='],
        ['(x /', '(milliseconds /'],
      ],
    },
  },
  {
    name: 'a variable that is also the name of a property',
    kind: 'refactor.rename',
    language: 'javascript',
    text: `export function longest(text) {
  let [||]w = ''
  for (const word of text.split(' ')) {
    if (word.length > w.length) w = word
  }
  return { w, length: w.length }
}
`,
    test: "assert.deepEqual(subject.longest('a few words'), { w: 'words', length: 5 })",
    expected: {
      kind: 'applied',
      lacks: [/let w\b/],
      solution: [
        ["let w = ''", "let longestWord = ''"],
        ['word.length > w.length) w = word', 'word.length > longestWord.length) longestWord = word'],
        ['{ w, length: w.length }', '{ w: longestWord, length: longestWord.length }'],
      ],
    },
  },
  {
    name: 'a local variable in a loop',
    kind: 'refactor.rename',
    language: 'python',
    text: `def average(prices):
    [||]t = 0
    for price in prices:
        t += price
    return t / len(prices)
`,
    test: 'assert average([2, 4, 6]) == 4',
    expected: {
      kind: 'applied',
      lacks: [/\bt\b/],
      solution: [
        ['    t = 0', '    total = 0'],
        ['        t +=', '        total +='],
        ['return t /', 'return total /'],
      ],
    },
  },
]
