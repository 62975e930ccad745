/** A place in a document: zero-based line, zero-based character in UTF-16 code units, as in LSP. */
export interface Position {
  readonly line: number
  readonly character: number
}

/** Half-open: `end` is the first position that is not part of it. */
export interface Range {
  readonly start: Position
  readonly end: Position
}

export interface TextEdit {
  readonly range: Range
  readonly newText: string
}

/** Negative when `a` stands before `b`, 0 when they are the same place. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character
}

/** True when the ranges share a character, or when an empty one lies within or at the edge of the other. */
export function rangesTouch(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0
}

export function sameRange(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.start) === 0 && comparePositions(a.end, b.end) === 0
}
