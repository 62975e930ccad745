import type { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import { countSyntaxErrors } from '../../server/context/syntaxErrors.ts'
import { type Hole, isWholeLine } from './holes/hole.ts'

export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

/** Whether the first line of what is shown is what stood there. */
export function isExact(shown: string, hole: Pick<Hole, 'expected' | 'kind'>): boolean {
  const trim = (text: string) => (isWholeLine(hole.kind) ? firstLine(text).trim() : firstLine(text).trimEnd())
  return trim(shown) !== '' && trim(shown) === trim(hole.expected)
}

/** Characters of `shown` that the user would keep: the longest common subsequence of words, spaces and signs, as Zed's kept rate. */
export function keptCharacters(shown: string, expected: string): number {
  const [a, b] = [tokens(shown), tokens(expected)]
  let above = new Array<number>(b.length + 1).fill(0)
  for (const left of a) {
    const row = [0]
    for (const [index, right] of b.entries()) {
      const extended = left === right ? (above[index] ?? 0) + left.length : 0
      row.push(Math.max(extended, above[index + 1] ?? 0, row[index] ?? 0))
    }
    above = row
  }
  return above.at(-1) ?? 0
}

function tokens(text: string): readonly string[] {
  return text.match(/\w+|\s+|[^\w\s]/g) ?? []
}

/** Whether shown text repeats a line that stands below, or the rest of the cursor's line. A line that really stood there twice is none. */
export function repeatsText(shown: string, after: string, expected: string): boolean {
  const [rest = '', ...below] = after.split('\n')
  const standing = below
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, 3)
  const wanted = new Set(expected.split('\n').map((line) => line.trim()))
  const repeatsBelow = shown
    .split('\n')
    .map((line) => line.trim())
    .some((line) => line.length >= 8 && standing.includes(line) && !wanted.has(line))
  return repeatsBelow || repeatsRest(firstLine(shown).trimEnd(), rest.trim(), firstLine(expected))
}

/** A bracket that stands right of the cursor may well be written again, unless more are closed than were in the text that is missing. */
function repeatsRest(line: string, rest: string, expected: string): boolean {
  if (rest === '' || !line.endsWith(rest)) return false
  const closed = (text: string) => (text.match(/[)\]}]/g)?.length ?? 0) - (text.match(/[([{]/g)?.length ?? 0)
  return !/[)\]}]/.test(rest) || closed(line) > Math.max(0, closed(expected))
}

/** Whether a document has more syntax errors with the shown text than without it. False where there is no grammar. */
export async function breaksSyntax(parser: SyntaxParser, document: Document, shown: string): Promise<boolean> {
  const without = await syntaxErrors(parser, document, '')
  const filled = await syntaxErrors(parser, document, shown)
  return filled > without
}

export interface Document {
  readonly path: string
  readonly languageId: string
  readonly before: string
  readonly after: string
}

async function syntaxErrors(parser: SyntaxParser, { path, languageId, before, after }: Document, shown: string): Promise<number> {
  const tree = await parser.parse(new SourceText(path, languageId, before + shown + after))
  if (tree === undefined) return 0
  try {
    return countSyntaxErrors(tree)
  } finally {
    tree.dispose()
  }
}
