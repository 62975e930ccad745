/** An edit by offsets of the text that it applies to. */
export interface OffsetEdit {
  readonly startOffset: number
  readonly endOffset: number
  readonly newText: string
}

/** The text with edits made that do not overlap. */
export function edited(text: string, edits: readonly OffsetEdit[]): string {
  let result = ''
  let at = 0
  for (const { startOffset, endOffset, newText } of edits.toSorted((a, b) => a.startOffset - b.startOffset)) {
    result += text.slice(at, startOffset) + newText
    at = endOffset
  }
  return result + text.slice(at)
}

/** The smallest single edit that makes `after` of `before`, so that cursors and marks elsewhere stay; undefined where they are equal. */
export function difference(before: string, after: string): OffsetEdit | undefined {
  if (before === after) return undefined
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head += 1
  let tail = 0
  while (tail < shorter - head && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail))
    tail += 1
  return { startOffset: head, endOffset: before.length - tail, newText: after.slice(head, after.length - tail) }
}
