import { repeatsByNature } from './naturalLines.ts'
import { indentationOf, type Situation } from './situation.ts'

/** Lines of completion and document that are compared with one another. */
const compared = 3
/** A name is declared once in its block: so far the block is looked through for it. */
const declarationsWithin = 40
/** Texts so long that differ in so few characters are copies. (Tabby's agent: one character or 5 %, whatever the length.) */
const copy = { characters: 60, difference: 0.05 }
const declares =
  /^\s*(?:(?:export|default|public|private|protected|static|abstract|async|pub|final)\s+)*(?:function|class|interface|type|enum|struct|def|fn|func|impl|trait|import|from|use|const|let|var|namespace|#include)\b\s*[\p{L}\p{N}_$*"'<]/u

/**
 * Whether a completion begins, with line `from` of its lines as they would stand in the document, to write what the document goes on with.
 * Lines that are only alike, such as assignments to one field after the other, are no repetition; nor are brackets that close another block.
 */
export function beginsWhatStandsBelow(lines: readonly string[], from: number, { before, after }: Situation): boolean {
  const written = visible(lines.slice(from)).slice(0, compared)
  const [first] = written
  if (first === undefined) return false
  const below = visible(after.split('\n').slice(1, 1 + 2 * declarationsWithin))
  const above = visible([...before.split('\n').slice(0, -1), ...lines.slice(0, from)]).at(-1)
  return writesNext(written, first, below, above) || declaresAgain(first, below)
}

function writesNext(written: readonly string[], first: string, below: readonly string[], above: string | undefined): boolean {
  const [next] = below
  if (next === undefined) return false
  const count = Math.min(written.length, below.length, compared)
  if (!isSame(first, next)) return count === compared && isCopy(written, below.slice(0, compared))
  // Within a row of equal lines one more is as good.
  if (first === above && first === next) return false
  const [own, others] = [indentationOf(first), indentationOf(next)]
  if (repeatsByNature(first)) return own === others && written.slice(0, count).every((line, at) => isSame(line, below[at] ?? ''))
  // What stands deeper belongs to a block of its own, as the `return x` of an `if` before that of the function.
  return own.length <= others.length
}

function declaresAgain(line: string, below: readonly string[]): boolean {
  if (!declares.test(line)) return false
  const indentation = indentationOf(line).length
  const end = below.findIndex((each) => indentationOf(each).length < indentation)
  const block = below.slice(0, end < 0 ? declarationsWithin : Math.min(end, declarationsWithin))
  return block.some((each) => indentationOf(each).length === indentation && isSame(each, line))
}

/** Blanks and the sign at the end make no difference. */
function isSame(a: string, b: string): boolean {
  return plain(a) === plain(b)
}

function plain(line: string): string {
  const text = line.replaceAll(/\s+/g, ' ').trim()
  return text.length > 1 ? text.replace(/;$/, '') : text
}

/** Whether long texts differ by a slip. Another number or more than one other word makes another text. */
function isCopy(written: readonly string[], below: readonly string[]): boolean {
  const [a, b] = [written.map(plain).join('\n'), below.map(plain).join('\n')]
  const longest = Math.max(a.length, b.length)
  const allowed = Math.floor(longest * copy.difference)
  if (longest < copy.characters || Math.abs(a.length - b.length) > allowed) return false
  // Line by line, so that lines that are merely shifted are not taken for one another.
  if (written.some((line, at) => wordsOf(line).length !== wordsOf(below[at] ?? '').length)) return false
  const others = wordsOf(b)
  const changed = wordsOf(a).filter((word, at) => word !== others[at])
  if (changed.length > 1 || changed.some((word) => /\p{N}/u.test(word))) return false
  return distance(a, b) <= allowed
}

function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_]+/gu) ?? []
}

/** Characters to insert, remove or replace (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

function visible(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => line.trim() !== '')
}
