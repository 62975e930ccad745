import { diffLines } from 'diff'
import type { SourceText } from '../context/source.ts'
import type { TextEdit } from '../protocol/text.ts'
import { applyEdits, type Edit } from './edits.ts'

/** A longer diff is a wall in a hover; the editor shows all of it in its preview. */
const mostRows = 40
const longestRow = 200

/** Edits in offsets of the text that they apply to. */
export function offsetEdits(source: SourceText, edits: readonly TextEdit[]): readonly Edit[] {
  return edits.map(({ range, newText }) => ({
    start: source.offsetAt(range.start),
    end: source.offsetAt(range.end),
    text: newText,
  }))
}

/** What a fix changes, as the rows of a diff: the touched lines alone, `-` and `+` in front. */
export function fixDiff(source: SourceText, edits: readonly TextEdit[]): string {
  const first = Math.min(...edits.map(({ range }) => range.start.line))
  const last = Math.max(...edits.map(({ range }) => range.end.line))
  const from = source.lineStart(first)
  const before = source.text.slice(from, source.lineStart(last + 1))
  const moved = offsetEdits(source, edits).map(({ start, end, text }) => ({ start: start - from, end: end - from, text }))
  const rows = diffLines(unified(before), unified(applyEdits(before, moved))).flatMap((part) => {
    const mark = part.added ? '+' : part.removed ? '-' : ' '
    return part.value
      .replace(/\n$/, '')
      .split('\n')
      .map((line) => `${mark} ${line}`)
  })
  const shown = rows.slice(0, mostRows).map((row) => (row.length > longestRow ? `${row.slice(0, longestRow)}…` : row))
  return [...shown, ...(rows.length > mostRows ? ['…'] : [])].join('\n')
}

function unified(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n')
  return lines.endsWith('\n') ? lines : `${lines}\n`
}
