import type { Edit, Point } from '@vscode/tree-sitter-wasm'

/** The one stretch in which two texts differ, as tree-sitter wants to be told of it; empty where they are the same. */
export function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1
  let same = 0
  while (same < shorter - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same))
    same += 1
  const oldEnd = before.length - same
  const newEnd = after.length - same
  const startPoint = moved({ row: 0, column: 0 }, before, 0, start)
  return {
    startIndex: start,
    oldEndIndex: oldEnd,
    newEndIndex: newEnd,
    startPosition: startPoint,
    oldEndPosition: moved(startPoint, before, start, oldEnd),
    newEndPosition: moved(startPoint, after, start, newEnd),
  }
}

/** For tree-sitter a line ends with a line feed and with nothing else. */
function moved({ row, column }: Point, text: string, from: number, to: number): Point {
  let rows = row
  let lineStart = from - column
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) {
    rows += 1
    lineStart = at + 1
  }
  return { row: rows, column: to - lineStart }
}
