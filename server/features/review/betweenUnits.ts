import type { CodeUnit } from '../../context/functions.ts'
import type { SourceText } from '../../context/source.ts'

/**
 * What stands outside of every unit, such as imports, types and the heads of classes, in the order of the text. There is nothing to ask a
 * model about it, but a rule can speak of it. `units`: all of the text's, in their order.
 */
export function betweenUnits(source: SourceText, units: readonly CodeUnit[]): readonly CodeUnit[] {
  const starts = [0, ...units.map(({ endOffset }) => endOffset)]
  const ends = [...units.map(({ startOffset }) => startOffset), source.text.length]
  return starts.flatMap((start, index) => windowOf(source, start, ends[index] ?? source.text.length))
}

/** A part of a text without the white space around it; none where there is nothing else. */
export function windowOf(source: SourceText, start: number, end: number): readonly CodeUnit[] {
  const text = source.text.slice(start, end)
  const startOffset = start + (text.length - text.trimStart().length)
  const endOffset = start + text.trimEnd().length
  if (startOffset >= endOffset) return []
  const startLine = source.positionAt(startOffset).line
  const endLine = source.positionAt(endOffset - 1).line + 1
  return [{ kind: 'window', name: `lines ${startLine + 1}-${endLine}`, startOffset, endOffset, startLine, endLine }]
}
