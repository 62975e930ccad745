import { showInformation } from './notification.ts'
import { sentences } from './sentences.ts'

/** The sentences that the server puts into the command of a code action. */
export function notesIn(given: unknown): readonly string[] {
  return Array.isArray(given) ? given.filter((note) => typeof note === 'string') : []
}

/** Tells what the user should know of an edit that a code action made, in one line. */
export function tellNotes(given: unknown): void {
  const notes = notesIn(given)
  // Not awaited: the editor is not done with the code action before this returns.
  if (notes.length > 0) void showInformation(sentences(notes))
}
