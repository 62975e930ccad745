import { diffLines } from 'diff'
import type { OffsetSpan } from '../../../context/cuts.ts'
import type { SourceText } from '../../../context/source.ts'
import type { TextEdit } from '../../../protocol/text.ts'

/** The edits that make `after` of a text: one for each run of lines that differs, without what its ends have in common. */
export function editsBetween(source: SourceText, after: string): readonly TextEdit[] {
  const edits: TextEdit[] = []
  let start = 0
  let removed = ''
  let added = ''
  const end = () => {
    if (removed !== added) edits.push(smallest(source, start, removed, added))
    start += removed.length
    removed = ''
    added = ''
  }
  for (const part of diffLines(source.text, after)) {
    if (part.removed) removed += part.value
    else if (part.added) added += part.value
    else {
      end()
      start += part.value.length
    }
  }
  end()
  return edits
}

/** A text in which spans are replaced by one and the same text. */
export function withReplaced(text: string, spans: readonly OffsetSpan[], newText: string): string {
  return spans
    .toSorted((a, b) => b.startOffset - a.startOffset)
    .reduce((result, { startOffset, endOffset }) => result.slice(0, startOffset) + newText + result.slice(endOffset), text)
}

function smallest(source: SourceText, start: number, removed: string, added: string): TextEdit {
  const shorter = Math.min(removed.length, added.length)
  let head = 0
  while (head < shorter && removed[head] === added[head]) head += 1
  let tail = 0
  while (tail < shorter - head && removed.at(-1 - tail) === added.at(-1 - tail)) tail += 1
  // Neither a word, a line end of two characters nor a character of two units is cut in half.
  while (head > 0 && isHalf(removed[head - 1], removed[head] ?? added[head])) head -= 1
  while (tail > 0 && isHalf(removed.at(-1 - tail) ?? added.at(-1 - tail), removed.at(-tail))) tail -= 1
  const range = source.rangeBetween(start + head, start + removed.length - tail)
  return { range, newText: added.slice(head, added.length - tail) }
}

function isHalf(first: string | undefined, second: string | undefined): boolean {
  if (first === undefined || second === undefined) return false
  if (word.test(first) && word.test(second)) return true
  return (first === '\r' && second === '\n') || (/[\uD800-\uDBFF]/.test(first) && /[\uDC00-\uDFFF]/.test(second))
}

const word = /[\p{ID_Continue}$]/u
