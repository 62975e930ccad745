import type { SourceText } from '../../context/source.ts'
import type { Position } from '../../protocol/text.ts'

/** What a completion can see of a document: the text around the cursor, with `\n` as line end whatever the document uses. */
export interface Situation {
  readonly before: string
  readonly after: string
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

/** Brackets and quotes that an editor may have closed by itself right of the cursor. */
const closers = /^[)\]}>"'`;]{1,3}/

/** How much of the beginning of a text is compared to know it again. */
const recognised = 2000

/**
 * The brackets that an editor put between the cursor and the text that stood right of it; empty when it is as it was, undefined when
 * it is another text.
 */
export function closedByEditor(after: string, previous: string): string | undefined {
  const known = previous.slice(0, recognised)
  if (after.startsWith(known) && (known !== '' || after === '')) return ''
  const longest = closers.exec(after)?.[0] ?? ''
  for (let length = 1; length <= longest.length; length += 1) {
    const rest = after.slice(length)
    if (rest.startsWith(known) && (known !== '' || rest === '')) return after.slice(0, length)
  }
  return undefined
}
