import type { ActionCase } from './actionCase.ts'

export const trapsOfVariables: readonly ActionCase[] = [
  {
    name: 'takes something out',
    kind: 'refactor.inline.variable',
    language: 'python',
    text: `def pair(tokens):
    [||]token = next(tokens)
    return [token, token.upper()]
`,
    test: 'assert pair(iter(["a", "b"])) == ["a", "A"]',
    expected: {
      kind: 'refused',
      trap: 'an effect would happen twice',
      naive: [['    token = next(tokens)\n    return [token, token.upper()]', '    return [next(tokens), next(tokens).upper()]']],
    },
  },
  {
    name: 'keeps an earlier value',
    kind: 'refactor.inline.variable',
    language: 'typescript',
    text: `export function climb(steps: readonly number[]): readonly [from: number, to: number] {
  let level = 1
  const [||]start = level
  for (const step of steps) level += step
  return [start, level]
}
`,
    test: 'assert.deepEqual(subject.climb([2, 3]), [1, 6])',
    expected: {
      kind: 'refused',
      trap: 'what it was made of is assigned in between',
      naive: [
        ['  const start = level\n', ''],
        ['[start, level]', '[level, level]'],
      ],
    },
  },
  {
    name: 'means another one inside',
    kind: 'refactor.inline.variable',
    language: 'typescript',
    text: `interface Row {
  readonly factor: number
  readonly value: number
}

export function scaled(factor: number, rows: readonly Row[]): number[] {
  const [||]base = factor * 10
  return rows.map(({ factor, value }) => base + factor * value)
}
`,
    test: 'assert.deepEqual(subject.scaled(2, [{ factor: 3, value: 5 }]), [35])',
    expected: {
      kind: 'refused',
      trap: 'a parameter inside has the name that would move there',
      naive: [
        ['  const base = factor * 10\n', ''],
        ['base +', 'factor * 10 +'],
      ],
    },
  },
  {
    name: 'is given by a getter',
    kind: 'refactor.inline.variable',
    language: 'typescript',
    text: `export class Tickets {
  #last = 0

  get next(): number {
    this.#last += 1
    return this.#last
  }
}

export function twoLabels(tickets: Tickets): readonly string[] {
  const [||]ticket = tickets.next
  return [\`front \${ticket}\`, \`back \${ticket}\`]
}
`,
    test: "assert.deepEqual(subject.twoLabels(new subject.Tickets()), ['front 1', 'back 1'])",
    expected: {
      kind: 'refused',
      trap: 'a getter would be called twice',
      naive: [
        ['  const ticket = tickets.next\n', ''],
        ['front ${ticket}', 'front ${tickets.next}'],
        ['back ${ticket}', 'back ${tickets.next}'],
      ],
    },
  },
  {
    name: 'is one list for two functions',
    kind: 'refactor.inline.variable',
    language: 'python',
    text: `[||]log = []


def note(text, into=log):
    into.append(text)


def noted(entries=log):
    return list(entries)
`,
    test: `
note("a")
note("b")
assert noted() == ["a", "b"]
`,
    expected: {
      kind: 'refused',
      trap: 'two defaults would be two lists',
      naive: [
        ['log = []\n\n\n', ''],
        ['into=log', 'into=[]'],
        ['entries=log', 'entries=[]'],
      ],
    },
  },
  {
    name: 'is read in each round',
    kind: 'refactor.extract.constant',
    language: 'python',
    text: `def pieces(stream):
    result = []
    while piece := [|stream.read(2)|]:
        result.append(piece)
    return result
`,
    test: `
import io
assert pieces(io.StringIO("abcde")) == ["ab", "cd", "e"]
`,
    expected: {
      kind: 'refused',
      trap: 'the condition is evaluated in each round',
      naive: [
        ['    while piece := stream.read(2):', '    first = stream.read(2)\n    while piece := first:'],
        [
          '        result.append(piece)\n    return result',
          '        result.append(piece)\n        if len(result) > 9:\n            break\n    return result',
        ],
      ],
    },
  },
  {
    name: 'counts its arguments',
    kind: 'refactor.extract.function',
    language: 'javascript',
    text: `export function joined() {
  [|let text = ''
  for (let index = 0; index < arguments.length; index++) {
    text += arguments[index]
  }|]
  return text
}
`,
    test: "assert.equal(subject.joined('a', 'b', 'c'), 'abc')",
    expected: {
      kind: 'refused',
      trap: 'another function has other arguments',
      naive: [
        [
          `export function joined() {
  let text = ''`,
          `export function joined() {
  return newFunction()
}

function newFunction() {
  let text = ''`,
        ],
      ],
    },
  },
  {
    name: 'is used by other files',
    kind: 'refactor.rename',
    language: 'python',
    text: `def [||]fn(width, height):
    return width * height
`,
    test: 'assert fn(2, 3) == 6',
    expected: { kind: 'refused', trap: 'other files may import the name', naive: [['def fn', 'def area']] },
  },
]
