import type { Passage } from './passage.ts'
import type { Suspect } from './suspect.ts'

/** The line of a suspect, as it is written and as it would be after the mend; line ends included. */
export interface MendedLine {
  /** From the first line of the unit on. */
  readonly line: number
  readonly written: string
  readonly mended: string
}

export function mendedLine(passage: Passage, { startOffset, endOffset, newText }: Place): MendedLine {
  const line = lineOf(passage, { startOffset })
  const written = passage.lines[line] ?? ''
  const start = passage.lineStart(line)
  return { line, written, mended: written.slice(0, startOffset - start) + newText + written.slice(endOffset - start) }
}

type Place = Pick<Suspect, 'startOffset' | 'endOffset' | 'newText'>

/** The line that a suspect begins in, from the first line of the unit on. */
export function lineOf(passage: Passage, { startOffset }: Pick<Suspect, 'startOffset'>): number {
  return passage.source.positionAt(passage.startOffset + startOffset).line - passage.unit.startLine
}
