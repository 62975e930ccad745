import type { CorpusLanguage } from '../corpus.ts'

/** What stands in the file at the hole, and what is missing. */
export type HoleKind =
  /** A line cut at an arbitrary character. */
  | 'arbitrary'
  /** A whole line is missing; the cursor stands at its indentation, as after Enter. */
  | 'lineEnd'
  | 'insideIdentifier'
  /** After `(` or a comma, the editor having closed the bracket. */
  | 'insideCall'
  /** The body of a small block is missing. */
  | 'emptyBlock'
  /** The line after a comment is missing. */
  | 'commentAbove'
  /** Right after a symbol of another file of the package, or within what follows it. */
  | 'crossFile'

/** Where a text was taken out of a file. */
export interface Cut {
  readonly start: number
  readonly end: number
  /** What stands right of the cursor instead of what was taken out, besides the rest of the file. Default none. */
  readonly closer?: string
  /** What should come back, where that is not all that was taken out. */
  readonly expected?: string
}

export interface Hole {
  /** Package, path, line and kind: the same in every run with the same seed. */
  readonly id: string
  readonly kind: HoleKind
  readonly language: CorpusLanguage
  readonly languageId: string
  /** The package's folder. */
  readonly root: string
  /** Within the package. */
  readonly path: string
  /** Text left and right of the cursor. */
  readonly before: string
  readonly after: string
  /** The rest of the line, or the whole body for an empty block. */
  readonly expected: string
}

/** Kinds whose line begins left of the cursor. */
export const arbitraryKinds: readonly HoleKind[] = ['arbitrary', 'insideIdentifier', 'insideCall']

/** Whether spaces around the line do not count, because the cursor's column is the editor's guess. */
export function isWholeLine(kind: HoleKind): boolean {
  return kind === 'lineEnd' || kind === 'commentAbove' || kind === 'emptyBlock'
}
