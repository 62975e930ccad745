import type { TaskFile } from './task.ts'

export const textTools: TaskFile = {
  path: 'src/textTools.ts',
  text: String.raw`/** Words of a text, in lower case. */
export function words(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** How often each word stands in a text. */
export function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words(text)) {
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

/** A text that fits into so many characters. */
export function shorten(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length)
}

/** A title as a part of an address: Hello World is hello-world. */
export function slug(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/\s+/g, '-')
}

/** Whether a text reads the same backwards. */
export function isPalindrome(text: string): boolean {
  const reversed = [...text].reverse().join('')
  return text === reversed
}

/** The words that stand in both texts. */
export function commonWords(first: string, second: string): string[] {
  const others = words(second)
  return words(first).filter((word) => others.includes(word))
}

/** Puts a prefix in front of every line. */
export function indent(text: string, prefix: string): string {
  return text
    .split('\n')
    .map((line) => prefix + line)
    .join('\n')
}
`,
  tasks: [
    {
      id: 'textTools/shorten',
      symbol: 'shorten',
      instruction: 'End a shortened text with "..." and keep the whole result within the length.',
      solution: [['text.slice(0, length)', "text.slice(0, length - 3) + '...'"]],
      test: `
assert.equal(subject.shorten('short', 10), 'short')
assert.equal(subject.shorten('a longer text', 8), 'a lon...')
`,
    },
    {
      id: 'textTools/isPalindrome',
      symbol: 'isPalindrome',
      instruction: 'Ignore upper and lower case.',
      solution: [
        ['[...text].reverse()', '[...text.toLowerCase()].reverse()'],
        ['return text === reversed', 'return text.toLowerCase() === reversed'],
      ],
      test: `
assert.equal(subject.isPalindrome('Anna'), true)
assert.equal(subject.isPalindrome('abba'), true)
assert.equal(subject.isPalindrome('abc'), false)
`,
    },
    {
      id: 'textTools/commonWords',
      symbol: 'commonWords',
      instruction: 'Give each word only once.',
      solution: [
        [
          'return words(first).filter((word) => others.includes(word))',
          'return [...new Set(words(first))].filter((word) => others.includes(word))',
        ],
      ],
      test: `
assert.deepEqual(subject.commonWords('a b a c', 'c a a d'), ['a', 'c'])
assert.deepEqual(subject.commonWords('x', 'y'), [])
`,
    },
    {
      id: 'textTools/indent',
      symbol: 'indent',
      instruction: 'Leave empty lines as they are, without the prefix.',
      solution: [['(line) => prefix + line', "(line) => (line === '' ? line : prefix + line)"]],
      test: String.raw`
assert.equal(subject.indent('a\n\nb', '> '), '> a\n\n> b')
`,
    },
  ],
}
