import { codeUnits } from '../../../context/functions.ts'
import type { SyntaxTree } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'

/** Lines of code that are shown on either side of a place, within its function. */
const linesAround = 30
/** Longer lines are data or generated. UTF-16 code units. */
const longestLine = 400

/** A part of a file for a prompt, its lines with their numbers from 1. */
export interface ShownCode {
  /** As findings name the file. */
  readonly path: string
  readonly text: string
}

/** The lines of the function around a place, as far as they are near to it. */
export function codeAround(
  source: SourceText,
  tree: SyntaxTree | undefined,
  startOffset: number,
  endOffset = startOffset,
): ShownCode {
  const unit = codeUnits(source, tree).find((each) => each.startOffset <= startOffset && startOffset <= each.endOffset)
  const [firstLine, lastLine] = [source.positionAt(startOffset).line, source.positionAt(endOffset).line]
  const first = Math.max(unit?.startLine ?? 0, firstLine - linesAround)
  const last = Math.min(unit?.endLine ?? source.lineCount, Math.min(lastLine, firstLine + linesAround) + 1 + linesAround)
  const lines: string[] = []
  for (let line = first; line < last; line += 1) lines.push(`${line + 1}| ${source.lineText(line).slice(0, longestLine)}`)
  return { path: source.path, text: lines.join('\n') }
}
