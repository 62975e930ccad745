import { diffArrays } from 'diff'

/** Zero-based lines, half-open. */
export interface LineSpan {
  readonly startLine: number
  readonly endLine: number
}

/** A place where two texts differ: lines of the one stand for lines of the other. Where lines were only added or removed, one side is empty. */
export interface Hunk {
  readonly before: LineSpan
  readonly after: LineSpan
}

/** What a text was, and where it differs from what it is now. */
export interface Change {
  /** Absent where there was no such text. */
  readonly before?: string
  /** In the order of the text. */
  readonly hunks: readonly Hunk[]
}

/** Beyond so many added and removed lines the text counts as changed from its first difference to its last. */
const mostDifferences = 2000

/** The change from one text to another; line ends and a byte order mark do not count. Without a text before, all of it is new. */
export function changeBetween(before: string | undefined, after: string): Change {
  const lines = linesOf(after)
  if (before === undefined) return { hunks: [{ before: span(0, 0), after: span(0, lines.length) }] }
  return { before, hunks: hunksBetween(linesOf(before), lines) }
}

/**
 * The lines of the new text that a change touched, in spans without overlaps. Where lines were only removed, those above and below the
 * place count. `lineCount`: of the new text.
 */
export function changedLines({ hunks }: Pick<Change, 'hunks'>, lineCount: number): readonly LineSpan[] {
  return joined(hunks.map(({ after }) => (isEmpty(after) ? around(after.startLine, lineCount) : after)))
}

/** Where a line of the new text stood before; undefined where the change touched it. */
export function lineBefore(line: number, { hunks }: Pick<Change, 'hunks'>): number | undefined {
  let moved = 0
  for (const { before, after } of hunks) {
    if (line < after.startLine) break
    if (line < after.endLine) return undefined
    moved = before.endLine - after.endLine
  }
  return line + moved
}

/** The same change seen from the other side: what was added was removed. Without a text before, because the new one is not known here. */
export function reversed({ hunks }: Pick<Change, 'hunks'>): Change {
  return { hunks: hunks.map(({ before, after }) => ({ before: after, after: before })) }
}

/** Spans sorted, those that touch or overlap as one. */
export function joined(spans: readonly LineSpan[]): readonly LineSpan[] {
  const result: LineSpan[] = []
  for (const each of spans.toSorted((a, b) => a.startLine - b.startLine)) {
    const last = result.at(-1)
    if (last !== undefined && each.startLine <= last.endLine) {
      result[result.length - 1] = span(last.startLine, Math.max(last.endLine, each.endLine))
    } else result.push(each)
  }
  return result
}

export function isEmpty({ startLine, endLine }: LineSpan): boolean {
  return startLine >= endLine
}

export function overlap(a: LineSpan, b: LineSpan): boolean {
  return a.startLine < b.endLine && b.startLine < a.endLine
}

function span(startLine: number, endLine: number): LineSpan {
  return { startLine, endLine }
}

function linesOf(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
}

function hunksBetween(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const parts = diffArrays([...before], [...after], { maxEditLength: mostDifferences })
  if (parts === undefined) return [hunkOfAll(before, after)]
  const hunks: Hunk[] = []
  let [beforeLine, afterLine, isInHunk] = [0, 0, false]
  for (const { added, removed, count } of parts) {
    const beforeEnd = beforeLine + (added ? 0 : count)
    const afterEnd = afterLine + (removed ? 0 : count)
    const isChange = added || removed
    if (isChange) {
      const begun = isInHunk ? hunks.pop() : undefined
      hunks.push({
        before: span(begun?.before.startLine ?? beforeLine, beforeEnd),
        after: span(begun?.after.startLine ?? afterLine, afterEnd),
      })
    }
    ;[beforeLine, afterLine, isInHunk] = [beforeEnd, afterEnd, isChange]
  }
  return hunks
}

function hunkOfAll(before: readonly string[], after: readonly string[]): Hunk {
  const same = (a: string | undefined, b: string | undefined) => a !== undefined && a === b
  let start = 0
  while (same(before[start], after[start])) start += 1
  const most = Math.min(before.length, after.length) - start
  let end = 0
  while (end < most && same(before.at(-1 - end), after.at(-1 - end))) end += 1
  return { before: span(start, before.length - end), after: span(start, after.length - end) }
}

function around(line: number, lineCount: number): LineSpan {
  return span(Math.max(0, line - 1), Math.min(lineCount, line + 1))
}
