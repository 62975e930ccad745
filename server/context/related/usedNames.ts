import { SourceText } from '../source.ts'
import type { Import } from './codeModule.ts'
import { linesAround, textWithoutWordAt, wordsOf } from './words.ts'

/** A place of a document, and what its imports may stand in. */
export interface Place {
  /** Absolute; empty for an untitled document, whose imports lead nowhere. */
  readonly path: string
  readonly source: SourceText
  /** The cursor, in UTF-16 code units. */
  readonly offset: number
  /** Text in front of the document's that its imports may stand in: earlier cells of a notebook. */
  readonly textBefore: string
}

export interface UsedNames {
  readonly here: ReadonlySet<string>
  readonly near: ReadonlySet<string>
}

/** Lines above and below the cursor's step of lines whose names count as used at the cursor, and around it. */
const usedWithin = { here: 8, near: 40 }

/** Names used at the cursor and around it. That they are imported there does not count. */
export function usedNames(place: Place, imports: readonly Import[]): UsedNames {
  return { here: wordsOf(textAround(place, imports, 'here')), near: wordsOf(textAround(place, imports, 'near')) }
}

/** Whole lines around the cursor without imports and without the word at the cursor, which changes with each key. */
export function textAround(place: Place, imports: readonly Import[], reach: 'here' | 'near'): string {
  const { source, offset } = place
  const lines = usedWithin[reach]
  const statements = imports.map(({ statement }) => statementIn(place, statement))
  return textWithoutWordAt(source, linesAround(source, offset, lines, lines), offset, statements)
}

/** Where an import stands in the document itself; before its start when it is an earlier cell's. */
export function statementIn({ textBefore }: Place, { startOffset, endOffset }: Import['statement']) {
  return { startOffset: startOffset - textBefore.length, endOffset: endOffset - textBefore.length }
}

/** The text in which the document's imports are looked for. */
export function withTextBefore({ path, source, textBefore }: Place): SourceText {
  return textBefore === '' ? source : new SourceText(path, source.languageId, textBefore + source.text)
}
