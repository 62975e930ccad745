import type { SourceText } from './source.ts'

/** A stretch of text, by offsets in UTF-16 code units; half-open. */
export interface OffsetSpan {
  readonly startOffset: number
  readonly endOffset: number
}

/** A place where text may be cut; of several within reach the one with the smallest depth is taken, and of these the last. */
export interface CutPoint {
  readonly offset: number
  readonly depth: number
}

/** Lines of a part: at least, and at most unless there is no cut point. */
export interface PartSize {
  readonly least: number
  readonly most: number
}

/** Cuts a span of more than `size.most` lines into parts that cover it without gaps. `points` are in the order of the text. */
export function cut(source: SourceText, span: OffsetSpan, points: readonly CutPoint[], size: PartSize): readonly OffsetSpan[] {
  const lineOf = (offset: number) => source.positionAt(offset).line
  const inside = points
    .filter((point) => point.offset > span.startOffset && point.offset < span.endOffset)
    .map((point) => ({ ...point, line: lineOf(point.offset) }))
  const endLine = lineOf(span.endOffset - 1) + 1
  const parts: OffsetSpan[] = []
  let startOffset = span.startOffset
  for (;;) {
    const startLine = lineOf(startOffset)
    const linesLeft = endLine - startLine
    // Not quite the longest part where that would leave a few lines for the last one.
    const reach = { ...size, most: Math.min(size.most, linesLeft - size.least) }
    const next = linesLeft > size.most ? bestCut(inside, startOffset, startLine, reach) : undefined
    if (next === undefined) return [...parts, { startOffset, endOffset: span.endOffset }]
    parts.push({ startOffset, endOffset: next })
    startOffset = next
  }
}

function bestCut(
  points: readonly (CutPoint & { readonly line: number })[],
  startOffset: number,
  startLine: number,
  size: PartSize,
): number | undefined {
  let best: CutPoint | undefined
  for (let index = firstAfter(points, startOffset); index < points.length; index += 1) {
    const point = points[index]
    if (point === undefined || (point.line - startLine > size.most && best !== undefined)) break
    if (point.line - startLine < size.least) continue
    if (best === undefined || point.depth <= best.depth) best = point
  }
  return best?.offset
}

function firstAfter(points: readonly CutPoint[], offset: number): number {
  let low = 0
  let high = points.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((points[middle]?.offset ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}
