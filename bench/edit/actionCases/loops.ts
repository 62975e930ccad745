import type { ActionCase } from './actionCase.ts'

export const loops: readonly ActionCase[] = [
  {
    name: 'some of the items, each changed',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'typescript',
    text: `export interface User {
  readonly name: string
  readonly isActive: boolean
}

export function activeNames(users: readonly User[]): string[] {
  const names: string[] = []
  [||]for (const user of users) {
    if (user.isActive) {
      names.push(user.name.toUpperCase())
    }
  }
  return names
}
`,
    test: `
const users = [{ name: 'ada', isActive: true }, { name: 'bob', isActive: false }, { name: 'cy', isActive: true }]
assert.deepEqual(subject.activeNames(users), ['ADA', 'CY'])
assert.deepEqual(subject.activeNames([]), [])
`,
    expected: {
      kind: 'applied',
      has: [/\.(filter|flatMap)\(/],
      lacks: [/\bfor\b/],
      solution: [
        [
          `  const names: string[] = []
  for (const user of users) {
    if (user.isActive) {
      names.push(user.name.toUpperCase())
    }
  }
  return names`,
          '  return users.filter((user) => user.isActive).map((user) => user.name.toUpperCase())',
        ],
      ],
    },
  },
  {
    name: 'whether one fits',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'typescript',
    text: `export function hasNegative(numbers: readonly number[]): boolean {
  [||]for (const number of numbers) {
    if (number < 0) {
      return true
    }
  }
  return false
}
`,
    test: `
assert.equal(subject.hasNegative([1, -2, 3]), true)
assert.equal(subject.hasNegative([1, 2]), false)
assert.equal(subject.hasNegative([]), false)
`,
    expected: {
      kind: 'applied',
      has: [/\.some\(/],
      lacks: [/\bfor\b/],
      solution: [
        [
          `  for (const number of numbers) {
    if (number < 0) {
      return true
    }
  }
  return false`,
          '  return numbers.some((number) => number < 0)',
        ],
      ],
    },
  },
  {
    name: 'a sum',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'javascript',
    text: `export function worth(items) {
  let sum = 0
  [||]for (const item of items) {
    sum += item.price * item.amount
  }
  return sum
}
`,
    test: `
assert.equal(subject.worth([{ price: 2, amount: 3 }, { price: 5, amount: 1 }]), 11)
assert.equal(subject.worth([]), 0)
`,
    expected: {
      kind: 'applied',
      has: [/\.reduce\(/],
      lacks: [/\bfor\b/],
      solution: [
        [
          `  let sum = 0
  for (const item of items) {
    sum += item.price * item.amount
  }
  return sum`,
          '  return items.reduce((sum, item) => sum + item.price * item.amount, 0)',
        ],
      ],
    },
  },
  {
    name: 'some of the items, each changed',
    kind: 'refactor.rewrite.loopToPipeline',
    language: 'python',
    text: `def shouted(lines):
    result = []
    [||]for line in lines:
        if line.strip():
            result.append(line.upper())
    return result
`,
    test: 'assert shouted(["a", " ", "b"]) == ["A", "B"]',
    expected: {
      kind: 'applied',
      has: [/\[line\.upper\(\) for line in lines if line\.strip\(\)\]/],
      solution: [
        [
          `    result = []
    for line in lines:
        if line.strip():
            result.append(line.upper())
    return result`,
          '    return [line.upper() for line in lines if line.strip()]',
        ],
      ],
    },
  },
  {
    name: 'some of the items, each changed',
    kind: 'refactor.rewrite.pipelineToLoop',
    language: 'typescript',
    text: `export function roots(numbers: readonly number[]): number[] {
  const found = numbers.[||]filter((number) => number >= 0).map((number) => Math.sqrt(number))
  return found
}
`,
    test: `
assert.deepEqual(subject.roots([4, -1, 9]), [2, 3])
assert.deepEqual(subject.roots([]), [])
`,
    expected: {
      kind: 'applied',
      has: [/\bfor \(/],
      lacks: [/\.(filter|map)\(/],
      solution: [
        [
          '  const found = numbers.filter((number) => number >= 0).map((number) => Math.sqrt(number))',
          `  const found: number[] = []
  for (const number of numbers) {
    if (number >= 0) {
      found.push(Math.sqrt(number))
    }
  }`,
        ],
      ],
    },
  },
  {
    name: 'a sum',
    kind: 'refactor.rewrite.pipelineToLoop',
    language: 'javascript',
    text: `export function letters(words) {
  return words.[||]reduce((count, word) => count + word.length, 0)
}
`,
    test: `
assert.equal(subject.letters(['a', 'few', 'words']), 9)
assert.equal(subject.letters([]), 0)
`,
    expected: {
      kind: 'applied',
      has: [/\bfor \(/],
      lacks: [/\.reduce\(/],
      solution: [
        [
          '  return words.reduce((count, word) => count + word.length, 0)',
          `  let count = 0
  for (const word of words) {
    count += word.length
  }
  return count`,
        ],
      ],
    },
  },
  {
    name: 'a comprehension with a condition',
    kind: 'refactor.rewrite.pipelineToLoop',
    language: 'python',
    text: `def squares(numbers):
    return [||][number * number for number in numbers if number % 2 == 1]
`,
    test: `
assert squares([1, 2, 3]) == [1, 9]
assert squares([]) == []
`,
    expected: {
      kind: 'applied',
      has: [/\n {4}for number in numbers:/, /\.append\(/],
      solution: [
        [
          '    return [number * number for number in numbers if number % 2 == 1]',
          `    result = []
    for number in numbers:
        if number % 2 == 1:
            result.append(number * number)
    return result`,
        ],
      ],
    },
  },
]
