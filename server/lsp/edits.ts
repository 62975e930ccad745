/** Offsets in UTF-16 code units, `end` not included. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The text from `start` to `end` is replaced by `text`. */
export interface Edit extends Span {
  readonly text: string
}

/**
 * A span after an edit. What is typed at either edge stays outside. A span that an edit covers becomes empty where the edit was:
 * whoever follows a text compares it afterwards.
 */
export function shiftSpan(span: Span, edit: Edit): Span {
  const delta = edit.text.length - (edit.end - edit.start)
  if (edit.end <= span.start && edit.start < span.end) return { start: span.start + delta, end: span.end + delta }
  if (edit.start >= span.end) return span
  if (edit.start >= span.start && edit.end <= span.end) return { start: span.start, end: span.end + delta }
  const start = edit.start < span.start ? edit.start + edit.text.length : span.start
  const end = edit.end > span.end ? edit.start : span.end + delta
  return { start, end: Math.max(start, end) }
}

/** The smallest single edit that makes `after` out of `before`; undefined where they are equal. */
export function editBetween(before: string, after: string): Edit | undefined {
  if (before === after) return undefined
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++
  let tail = 0
  while (tail < shorter - start && before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)) {
    tail++
  }
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) }
}

/** A text after edits that do not overlap; their order does not matter. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text)
}
