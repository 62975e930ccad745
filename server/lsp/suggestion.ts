import type { Edit } from './edits.ts'

/** What was suggested at a place: `text` would replace the characters from `start` to `end`. */
export interface Suggestion {
  readonly start: number
  readonly end: number
  readonly text: string
  /** The model's own confidence in it, 0 to 1. */
  readonly confidence?: number
}

/** What an edit did that wrote a suggestion or its beginning. */
export interface Taken {
  /** Offset of the inserted part after the edit, and its text: what the document has of the suggestion now. */
  readonly start: number
  readonly inserted: string
  /** Its text is empty when nothing is left. */
  readonly rest: Suggestion
  /** By keys or by the suggest widget rather than by taking the suggestion. */
  readonly typed: boolean
}

/** Pairs that editors insert at one key press: typing, not taking a part of a suggestion. */
const typedPairs = new Set(['()', '[]', '{}', '""', "''", '``', '<>'])

/** What an edit took of a suggestion; undefined when the edit was something else. */
export function takenBy(suggestion: Suggestion, edit: Edit): Taken | undefined {
  const { start, end, text } = suggestion
  // The suggest widget writes the word before the cursor anew, and so does what is shown together with it.
  const rewritten = Math.max(0, start - edit.start)
  // Editors leave out what the suggestion and the text have in common at either end.
  const kept = { before: Math.max(0, edit.start - start), after: end - edit.end }
  const inserted = edit.text.slice(rewritten)
  if (edit.end < start || kept.after < 0 || !text.startsWith(inserted, kept.before)) return undefined
  if (rewritten > 0 && inserted === '') return undefined
  const insertedAt = edit.start + rewritten
  const next = edit.start + edit.text.length
  if (kept.before + inserted.length + kept.after === text.length) {
    const rest = { ...suggestion, start: next + kept.after, end: next + kept.after, text: '' }
    return { start: insertedAt, inserted, rest, typed: isTyped(edit.text) }
  }
  if (kept.before > 0 || edit.end !== start) return undefined
  const rest = { ...suggestion, start: next, end: end + next - start, text: text.slice(inserted.length) }
  return { start: insertedAt, inserted, rest, typed: rewritten > 0 || isTyped(edit.text) }
}

/** Whether what is shown now is what was left of a suggestion, or that and more of the same. */
export function continues(left: Suggestion, shown: Suggestion): boolean {
  return left.start === shown.start && (left.text.startsWith(shown.text) || shown.text.startsWith(left.text))
}

/** A key inserts one character, a pair, or white space: Enter and Tab indent. */
function isTyped(text: string): boolean {
  return [...text].length <= 1 || typedPairs.has(text) || text.trim() === ''
}
