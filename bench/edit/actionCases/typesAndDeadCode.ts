import type { ActionCase } from './actionCase.ts'

export const typesAndDeadCode: readonly ActionCase[] = [
  {
    name: 'parameters that a call tells',
    kind: 'refactor.rewrite.addTypes',
    language: 'typescript',
    text: `export function [||]repeated(text, times) {
  let result = ''
  for (let index = 0; index < times; index++) {
    result += text
  }
  return result
}

export const ruler: string = repeated('-', 4)
`,
    test: `
assert.equal(subject.repeated('ab', 2), 'abab')
assert.equal(subject.ruler, '----')
`,
    expected: {
      kind: 'applied',
      has: [/\(text: string, times: number\)/],
      solution: [['(text, times)', '(text: string, times: number): string']],
    },
  },
  {
    name: 'a parameter and a result in a comment',
    kind: 'refactor.rewrite.addTypes',
    language: 'javascript',
    text: `export function [||]initials(name) {
  return name
    .split(' ')
    .map((part) => part.charAt(0))
    .join('')
}

export const author = initials('Ada Lovelace')
`,
    test: "assert.equal(subject.author, 'AL')",
    expected: {
      kind: 'applied',
      has: [/@param \{string\} name/],
      solution: [['export function', '/**\n * @param {string} name\n * @returns {string}\n */\nexport function']],
    },
  },
  {
    name: 'parameters and a result',
    kind: 'refactor.rewrite.addTypes',
    language: 'python',
    text: `def [||]padded(text, width):
    missing = width - len(text)
    if missing <= 0:
        return text
    return " " * missing + text


print(padded("total", 8))
`,
    test: `
assert padded("ab", 4) == "  ab"
assert padded("ab", 1) == "ab"
`,
    expected: {
      kind: 'applied',
      has: [/text: str\b/, /width: int\b/, /-> str:/],
      solution: [['(text, width)', '(text: str, width: int) -> str']],
    },
  },
  {
    name: 'a function that nobody calls',
    kind: 'refactor.rewrite.removeDeadCode',
    language: 'typescript',
    text: `function [||]triple(value: number): number {
  return value * 3
}

export function twice(value: number): number {
  return value * 2
}
`,
    test: 'assert.equal(subject.twice(4), 8)',
    expected: {
      kind: 'applied',
      has: [/export function twice/],
      lacks: [/triple/],
      solution: [['function triple(value: number): number {\n  return value * 3\n}\n\n', '']],
    },
  },
  {
    name: 'what stands after a return',
    kind: 'refactor.rewrite.removeDeadCode',
    language: 'javascript',
    text: `export function label(count) {
  if (count === 1) {
    return 'one item'
  }
  return \`\${count} items\`
  [||]console.log('labelled', count)
}
`,
    test: `
assert.equal(subject.label(1), 'one item')
assert.equal(subject.label(3), '3 items')
`,
    expected: {
      kind: 'applied',
      lacks: [/console/],
      solution: [["  console.log('labelled', count)\n", '']],
    },
  },
  {
    name: 'what stands after a raise',
    kind: 'refactor.rewrite.removeDeadCode',
    language: 'python',
    text: `def checked(value):
    if value < 0:
        raise ValueError("negative")
        [||]print("never printed")
    return value
`,
    test: `
assert checked(3) == 3
try:
    checked(-1)
    assert False
except ValueError as error:
    assert str(error) == "negative"
`,
    expected: {
      kind: 'applied',
      has: [/raise ValueError/],
      lacks: [/print/],
      solution: [['        print("never printed")\n', '']],
    },
  },
]
