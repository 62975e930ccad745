import type { SourceText } from '../../context/source.ts'
import type { Range } from '../../protocol/text.ts'
import type { Paint } from './paint.ts'
import { columnsOf, printable } from './printable.ts'

/** Lines shown above and below the marked ones. */
const contextLines = 2
/** Marked lines shown in full; a finding over a whole function is cut after them. */
const maxMarkedLines = 6
/** Characters shown of a line, so that a minified file does not flood the terminal. */
const maxLineLength = 160

/** The lines of a range with their 1-based numbers, and carets under what the range covers. */
export function codeFrame(source: SourceText, range: Range, paint: Paint): string {
  const first = Math.max(0, range.start.line - contextLines)
  const lastMarked = Math.min(range.end.line, range.start.line + maxMarkedLines - 1)
  const last = Math.min(source.lineCount - 1, lastMarked + contextLines)
  const width = String(last + 1).length

  const rows: string[] = []
  for (let line = first; line <= last; line++) {
    const marked = line >= range.start.line && line <= lastMarked
    const text = source.lineText(line)
    const from = line === range.start.line ? range.start.character : text.length - text.trimStart().length
    const to = line === range.end.line ? range.end.character : text.length
    const parts = cut(text, marked ? from : 0, marked ? to : 0)
    const number = String(line + 1).padStart(width)
    const gutter = marked ? `${paint('red', '>')} ${paint('bold', number)} ${paint('dim', '|')}` : paint('dim', `  ${number} |`)
    rows.push(`${gutter} ${parts.before}${parts.inside}${parts.after}`.trimEnd())
    if (marked) {
      const carets = '^'.repeat(Math.max(1, columnsOf(parts.inside)))
      rows.push(`${paint('dim', `  ${' '.repeat(width)} |`)} ${' '.repeat(columnsOf(parts.before))}${paint('red', carets)}`)
    }
  }
  return rows.join('\n')
}

/** A line in three printable parts, cut to a window around the middle one when it is too long. */
function cut(text: string, from: number, to: number): { before: string; inside: string; after: string } {
  const start = text.length <= maxLineLength ? 0 : Math.max(0, Math.min(from - maxLineLength / 4, text.length - maxLineLength))
  const end = Math.min(text.length, start + maxLineLength)
  const show = (piece: string) => printable(piece.replaceAll('\t', '    '))
  return {
    before: (start > 0 ? '…' : '') + show(text.slice(start, from)),
    inside: show(text.slice(from, Math.min(to, end))),
    after: show(text.slice(Math.min(to, end), end)) + (end < text.length ? '…' : ''),
  }
}
