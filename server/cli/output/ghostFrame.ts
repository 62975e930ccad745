import type { SourceText } from '../../context/source.ts'
import type { Completion } from '../../features/completion/answer.ts'
import { type Paint, plain } from '../../features/review/rendering/paint.ts'
import { printable } from '../../protocol/printable.ts'

const linesAbove = 4
const linesBelow = 2

/** A completion among the lines it belongs to, set off as an editor does: dim and italic, or between ‹ and › without colours. */
export function ghostFrame(source: SourceText, completion: Completion, paint: Paint): string {
  const { start, end } = completion.range
  const before = source.text.slice(source.lineStart(start.line - linesAbove), source.offsetAt(start))
  const after = source.text.slice(source.offsetAt(end), source.lineStart(end.line + 1 + linesBelow))
  const rows = `${printable(before)}${ghost(printable(completion.text), paint)}${printable(after)}`
  return rows.trimEnd().replaceAll(/^/gm, `${paint('dim', '|')} `)
}

function ghost(text: string, paint: Paint): string {
  if (paint === plain) return `‹${text}›`
  // Each line by itself, so that the frame's own bar is not set off.
  return text.replaceAll(/[^\n]+/g, (line) => paint('dim', paint('italic', line)))
}
