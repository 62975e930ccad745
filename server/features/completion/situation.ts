import type { SourceText } from '../../context/source.ts'
import type { Position } from '../../protocol/text.ts'

/** What a completion can see of a document: the text around the cursor, with `\n` as line end whatever the document uses. */
export interface Situation {
  readonly before: string
  readonly after: string
  /**
   * The text after the cursor without the rest of its line where that only closes brackets: it stays the same while brackets are opened and
   * closed, so that prompts stay the same too. The model closes them itself, and what stands there already is taken off its answer.
   */
  readonly afterClosers: string
  /** Left of the cursor on its line. */
  readonly lineBefore: string
  /** Right of the cursor on its line. */
  readonly lineAfter: string
  /** The next line below that is not blank; undefined at the end. */
  readonly lineBelow: string | undefined
}

/** Characters looked at on each side: enough for the largest prompt, so that a file of any size costs the same. */
const window = 24_000

/** `selectedText` is taken as typed already: what the suggest widget would insert at the cursor. */
export function situationAt(source: SourceText, position: Position, selectedText = ''): Situation {
  const cursor = source.offsetAt(position)
  const before = withLineFeeds(source.text.slice(Math.max(0, cursor - window), cursor)) + selectedText
  const after = withLineFeeds(source.text.slice(cursor, cursor + window))
  const [lineAfter = '', ...below] = after.split('\n')
  return {
    before,
    after,
    afterClosers: closersOnly.test(lineAfter) ? after.slice(lineAfter.length) : after,
    lineBefore: before.slice(before.lastIndexOf('\n') + 1),
    lineAfter,
    lineBelow: below.find((line) => line.trim() !== ''),
  }
}

function withLineFeeds(text: string): string {
  return text.replace(/\r\n?/g, '\n')
}

/** The white space that a line begins with. */
export function indentationOf(line: string): string {
  return /^[^\S\n]*/.exec(line)?.[0] ?? ''
}

/** All that stands right of the cursor closes what is open left of it: brackets, quotes and what ends a statement. */
const closersOnly = /^[\s)\]}>"'`;,]*$/

/** How much of the beginning of a text is compared to know it again. */
const recognised = 2000

/** The text after the cursor is the one that stood there before, though the user or the editor may have closed brackets on the line. */
export function sameAfter(after: string, before: string): boolean {
  const known = before.slice(0, recognised)
  return known === '' ? after === '' : after.startsWith(known)
}
