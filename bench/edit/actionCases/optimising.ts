import type { ActionCase } from './actionCase.ts'

/** Each is quadratic and need not be; the new text must not look through a list within the loop any more. */
export const optimising: readonly ActionCase[] = [
  {
    name: 'each once, in their order',
    kind: 'refactor.rewrite.optimise',
    language: 'typescript',
    text: `export function [||]distinct(names: readonly string[]): string[] {
  const result: string[] = []
  for (const name of names) {
    if (result.indexOf(name) === -1) {
      result.push(name)
    }
  }
  return result
}
`,
    test: `
assert.deepEqual(subject.distinct(['b', 'a', 'b', 'c', 'a']), ['b', 'a', 'c'])
assert.deepEqual(subject.distinct([]), [])
`,
    expected: {
      kind: 'applied',
      has: [/new (Set|Map)\b/],
      lacks: [/\.(indexOf|includes)\(/],
      solution: [
        [
          `  const result: string[] = []
  for (const name of names) {
    if (result.indexOf(name) === -1) {
      result.push(name)
    }
  }
  return result`,
          '  return [...new Set(names)]',
        ],
      ],
    },
  },
  {
    name: 'what two lists share',
    kind: 'refactor.rewrite.optimise',
    language: 'javascript',
    text: `export function [||]shared(first, second) {
  const result = []
  for (const item of first) {
    if (second.includes(item)) {
      result.push(item)
    }
  }
  return result
}
`,
    test: `
assert.deepEqual(subject.shared([3, 1, 2, 3], [3, 2, 9]), [3, 2, 3])
assert.deepEqual(subject.shared([], [1]), [])
`,
    expected: {
      kind: 'applied',
      has: [/new (Set|Map)\b/],
      lacks: [/second\.(indexOf|includes)\(/],
      solution: [
        ['  const result', '  const wanted = new Set(second)\n  const result'],
        ['second.includes', 'wanted.has'],
      ],
    },
  },
  {
    name: 'how often each stands there',
    kind: 'refactor.rewrite.optimise',
    language: 'python',
    text: `def [||]counts(words):
    result = {}
    for word in words:
        result[word] = words.count(word)
    return result
`,
    test: `
assert counts(["a", "b", "a"]) == {"a": 2, "b": 1}
assert list(counts(["b", "a", "b"])) == ["b", "a"]
assert counts([]) == {}
`,
    expected: {
      kind: 'applied',
      lacks: [/words\.count\(/],
      solution: [['words.count(word)', 'result.get(word, 0) + 1']],
    },
  },
]
