import type { SourceText } from '../../../context/source.ts'
import { columnsOf, printable } from '../../../protocol/printable.ts'
import type { Range } from '../../../protocol/text.ts'
import type { Paint } from './paint.ts'

/** Lines shown above and below the marked ones. */
const contextLines = 2
/** Marked lines shown in full; a finding over a whole function is cut after them. */
const maxMarkedLines = 6
/** Characters shown of a line, so that a minified file does not flood the reader. */
const maxLineLength = 160

/** A line of code in three printable parts, tabs expanded; what the range covers is `inside`. */
export interface FrameLine {
  /** Counts from 1. */
  readonly number: number
  readonly marked: boolean
  readonly before: string
  readonly inside: string
  readonly after: string
}

/** The lines of a range and a few around them. */
export function frameLines(source: SourceText, range: Range): readonly FrameLine[] {
  const first = Math.max(0, range.start.line - contextLines)
  const lastMarked = Math.min(range.end.line, range.start.line + maxMarkedLines - 1)
  // Behind the last line end there is an empty line, which says nothing.
  const lastWithText = source.lineCount - (source.lineText(source.lineCount - 1) === '' ? 2 : 1)
  const last = Math.max(lastMarked, Math.min(lastWithText, lastMarked + contextLines))
  const lines: FrameLine[] = []
  for (let line = first; line <= last; line++) {
    const marked = line >= range.start.line && line <= lastMarked
    const text = source.lineText(line)
    const from = line === range.start.line ? range.start.character : text.length - text.trimStart().length
    const to = line === range.end.line ? range.end.character : text.length
    lines.push({ number: line + 1, marked, ...cut(text, marked ? from : 0, marked ? to : 0) })
  }
  return lines
}

/** The lines of a range with their numbers, and carets under what the range covers. */
export function codeFrame(source: SourceText, range: Range, paint: Paint): string {
  const lines = frameLines(source, range)
  const width = String(lines.at(-1)?.number ?? 1).length
  const rows: string[] = []
  for (const { number, marked, before, inside, after } of lines) {
    const shown = String(number).padStart(width)
    const gutter = marked ? `${paint('red', '>')} ${paint('bold', shown)} ${paint('dim', '|')}` : paint('dim', `  ${shown} |`)
    rows.push(`${gutter} ${before}${inside}${after}`.trimEnd())
    if (marked) {
      const carets = '^'.repeat(Math.max(1, columnsOf(inside)))
      rows.push(`${paint('dim', `  ${' '.repeat(width)} |`)} ${' '.repeat(columnsOf(before))}${paint('red', carets)}`)
    }
  }
  return rows.join('\n')
}

/** A line cut to a window around its middle part when it is too long. */
function cut(text: string, from: number, to: number): Pick<FrameLine, 'before' | 'inside' | 'after'> {
  const start = text.length <= maxLineLength ? 0 : Math.max(0, Math.min(from - maxLineLength / 4, text.length - maxLineLength))
  const end = Math.min(text.length, start + maxLineLength)
  const show = (piece: string) => printable(piece.replaceAll('\t', '    '))
  return {
    before: (start > 0 ? '…' : '') + show(text.slice(start, from)),
    inside: show(text.slice(from, Math.min(to, end))),
    after: show(text.slice(Math.min(to, end), end)) + (end < text.length ? '…' : ''),
  }
}
