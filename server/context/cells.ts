import type { RelatedPiece } from './related/piece.ts'

/** A cell of a notebook, as it stands. */
export interface NotebookCell {
  /** What the cell is called in a prompt: the notebook's path relative to its workspace folder, with `/`. */
  readonly path: string
  /** LSP language id; `markdown` and the like for cells that hold no code. */
  readonly languageId: string
  readonly text: string
}

/** A part of a cell is worth showing from so many characters on. */
const shortestPart = 40

/**
 * The other cells in the language of the current one, in the notebook's order. Where the budget (in characters, paths included) is short,
 * the nearest are kept, those before the current one first; of the first that does not fit the lines that are nearest.
 */
export function otherCells(cells: readonly NotebookCell[], current: number, budgetCharacters: number): readonly RelatedPiece[] {
  const language = cells[current]?.languageId
  const indices = cells.map((_, index) => index)
  const nearestFirst = [...indices.slice(0, Math.max(0, current)).reverse(), ...indices.slice(current + 1)]
  const kept = new Map<number, string>()
  let room = budgetCharacters
  for (const index of nearestFirst) {
    const cell = cells[index]
    if (cell === undefined || cell.languageId !== language || cell.text.trim() === '') continue
    const text = fitting(cell.text.replace(/\r\n?/g, '\n').trimEnd(), room - cell.path.length, index < current)
    if (text === undefined) break
    kept.set(index, text)
    room -= text.length + cell.path.length
  }
  return indices.flatMap((index): readonly RelatedPiece[] => {
    const text = kept.get(index)
    return text === undefined ? [] : [{ kind: 'cell', path: cells[index]?.path ?? '', text }]
  })
}

/** The whole text, or its last lines (of a cell before the current one) or first lines that fit. */
function fitting(text: string, room: number, fromEnd: boolean): string | undefined {
  if (text.length <= room) return text
  const start = fromEnd ? text.indexOf('\n', text.length - room - 1) + 1 : 0
  const part = fromEnd ? text.slice(start === 0 ? text.length : start) : text.slice(0, Math.max(0, text.lastIndexOf('\n', room)))
  return part.length < shortestPart ? undefined : part
}
