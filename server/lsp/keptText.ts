import { type Edit, editBetween } from './edits.ts'

/** A stretch of accepted text that still stands in the document. */
interface Piece {
  readonly start: number
  readonly text: string
}

/** Follows the characters of an accepted text through later edits: those that nobody deletes or writes over are kept. */
export class KeptText {
  #pieces: readonly Piece[]

  /** `start`: offset of the text in the document after it was inserted. */
  constructor(start: number, text: string) {
    this.#pieces = [{ start, text }]
  }

  /** Characters that still stand. */
  get characters(): number {
    return this.#pieces.reduce((sum, { text }) => sum + text.length, 0)
  }

  edited(edit: Edit): void {
    this.#pieces = this.#pieces.flatMap((piece) => afterEdit(piece, edit)).filter(({ text }) => text !== '')
  }
}

function afterEdit(piece: Piece, edit: Edit): readonly Piece[] {
  const end = piece.start + piece.text.length
  const within = piece.start <= edit.start && edit.end <= end
  // A formatter replaces more than it changes: what is the same before and after stands.
  const smallest = within ? editBetween(piece.text.slice(edit.start - piece.start, edit.end - piece.start), edit.text) : edit
  if (smallest === undefined) return [piece]
  const offset = within ? edit.start : 0
  const [from, to] = [smallest.start + offset, smallest.end + offset]
  const before = piece.text.slice(0, Math.max(0, from - piece.start))
  const after = piece.text.slice(Math.max(0, to - piece.start))
  const shift = smallest.text.length - (to - from)
  const afterStart = Math.max(piece.start, to) + shift
  return [
    { start: piece.start, text: before },
    { start: afterStart, text: after },
  ]
}
