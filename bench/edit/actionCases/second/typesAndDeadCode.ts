import type { ActionCase } from '../actionCase.ts'
import { withCrLf } from './lineEnds.ts'

export const typesAndDeadCode: readonly ActionCase[] = [
  {
    name: 'parameters of a list and a function',
    kind: 'refactor.rewrite.addTypes',
    language: 'typescript',
    text: `interface Song {
  readonly title: string
  readonly seconds: number
}

function [||]longerThan(songs, limit) {
  return songs.filter((song) => song.seconds > limit)
}

export function epics(library: readonly Song[]): string[] {
  return longerThan(library, 600).map((song: Song) => song.title)
}
`,
    test: "assert.deepEqual(subject.epics([{ title: 'A', seconds: 700 }, { title: 'B', seconds: 200 }]), ['A'])",
    expected: {
      kind: 'applied',
      has: [/songs: (readonly Song\[\]|ReadonlyArray<Song>)/, /limit: number/],
      solution: [['(songs, limit)', '(songs: readonly Song[], limit: number): Song[]']],
    },
  },
  {
    name: 'two parameters below a comment that is there',
    kind: 'refactor.rewrite.addTypes',
    language: 'javascript',
    text: `/** Shortens a text to a number of characters, and says so by dots. */
export function [||]shortened(text, limit) {
  if (text.length <= limit) return text
  return text.slice(0, limit - 1) + '…'
}

export const teaser = shortened('Everything you wanted to know', 12)
`,
    test: `
assert.equal(subject.teaser, 'Everything …')
assert.equal(subject.shortened('abc', 3), 'abc')
`,
    expected: {
      kind: 'applied',
      has: [/@param \{string\} text/, /@param \{number\} limit/, /Shortens a text to a number of characters/],
      solution: [
        [
          '/** Shortens a text to a number of characters, and says so by dots. */',
          `/**
 * Shortens a text to a number of characters, and says so by dots.
 * @param {string} text
 * @param {number} limit
 * @returns {string}
 */`,
        ],
      ],
    },
  },
  {
    name: 'a text, a number with a default, and a truth',
    kind: 'refactor.rewrite.addTypes',
    language: 'python',
    text: `def [||]slug(title, longest=40):
    """The part of an address that a title becomes."""
    words = [word for word in title.lower().split() if word.isalnum()]
    text = "-".join(words)
    return text[:longest]


HOME = slug("Welcome to our shop")
ABOUT = slug("About us", 10)
`,
    test: `
assert HOME == "welcome-to-our-shop"
assert ABOUT == "about-us"
assert slug("a b c", 3) == "a-b"
`,
    expected: {
      kind: 'applied',
      has: [/title: str\b/, /longest: int ?= ?40/, /-> str:/, /"""The part of an address/],
      solution: [['(title, longest=40)', '(title: str, longest: int = 40) -> str']],
    },
  },
  {
    name: 'an import that nobody uses any more',
    kind: 'refactor.rewrite.removeDeadCode',
    language: 'typescript',
    text: `import { basename, [||]extname, join } from 'node:path'

export interface Asset {
  readonly file: string
  readonly hash: string
}

/** Where an asset stands on the server; its hash lets it be cached for good. */
export function assetPath(root: string, { file, hash }: Asset): string {
  const name = basename(file)
  const dot = name.lastIndexOf('.')
  return join(root, dot === -1 ? \`\${name}-\${hash}\` : \`\${name.slice(0, dot)}-\${hash}\${name.slice(dot)}\`)
}
`,
    test: `
assert.equal(subject.assetPath('/static', { file: 'src/app.css', hash: '1f' }), '/static/app-1f.css')
assert.equal(subject.assetPath('/static', { file: 'src/LICENSE', hash: '1f' }), '/static/LICENSE-1f')
`,
    expected: {
      kind: 'applied',
      has: [/import \{ basename, join \} from 'node:path'/],
      lacks: [/extname/],
      solution: [['basename, extname, join', 'basename, join']],
    },
  },
  withCrLf({
    name: 'what follows a throw, with Windows line ends',
    kind: 'refactor.rewrite.removeDeadCode',
    language: 'javascript',
    text: `export function parseAmount(text) {
  const match = /^(\\d+)(?:[.,](\\d{2}))?$/.exec(text.trim())
  if (match === null) {
    // 金额格式不对。
    throw new RangeError(\`not an amount: \${text}\`)
    [||]console.error('parseAmount failed', text)
    return NaN
  }
  return Number(match[1]) * 100 + Number(match[2] ?? 0)
}
`,
    test: `
assert.equal(subject.parseAmount(' 12,50 '), 1250)
assert.equal(subject.parseAmount('3'), 300)
assert.throws(() => subject.parseAmount('a'), /not an amount: a/)
`,
    expected: {
      kind: 'applied',
      has: [/金额格式不对/, /throw new RangeError/],
      lacks: [/console\.error/, /NaN/, /[^\r]\n/],
      solution: [["    console.error('parseAmount failed', text)\n    return NaN\n", '']],
    },
  }),
  {
    name: 'what follows a continue',
    kind: 'refactor.rewrite.removeDeadCode',
    language: 'python',
    text: `def import_rows(rows, known):
    """Adds new customers, and tells how many were skipped."""
    skipped = 0
    for row in rows:
        key = row["email"].strip().lower()
        if key in known:
            skipped += 1
            continue
            [||]known[key] = {**known[key], **row}
        known[key] = row
    return skipped
`,
    test: `
known = {"a@b.c": {"email": "a@b.c"}}
assert import_rows([{"email": " A@b.c", "city": "Ulm"}, {"email": "d@e.f"}], known) == 1
assert known == {"a@b.c": {"email": "a@b.c"}, "d@e.f": {"email": "d@e.f"}}
`,
    expected: {
      kind: 'applied',
      has: [/ {12}continue\n {8}known\[key\] = row/],
      lacks: [/\*\*known/],
      solution: [['            known[key] = {**known[key], **row}\n', '']],
    },
  },
]
