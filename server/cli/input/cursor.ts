import type { SourceText } from '../../context/source.ts'
import { LatentError } from '../../protocol/errors.ts'
import type { Position } from '../../protocol/text.ts'

/** A place as editors show it: line and column count from 1. */
export interface Cursor {
  readonly path: string
  readonly line: number
  readonly column: number
}

/** Reads `FILE:LINE:COL`; the file's name may hold colons itself (`C:\a.ts:3:1`). Rejects with badArgument. */
export function parseCursor(text: string): Cursor {
  const [, path, line, column] = /^(.+):(\d+):(\d+)$/s.exec(text) ?? []
  if (path === undefined || Number(line) < 1 || Number(column) < 1) {
    throw LatentError.of('badArgument', {
      en: `"${text}" is not a place such as src/main.ts:12:5; lines and columns count from 1.`,
      zh: `“${text}”不是位置，应如 src/main.ts:12:5；行和列从 1 开始计数。`,
    })
  }
  return { path, line: Number(line), column: Number(column) }
}

/** The cursor as a position of the document. A place past the text's or the line's end is refused rather than moved. */
export function positionOf(cursor: Cursor, source: SourceText): Position {
  const position = { line: cursor.line - 1, character: cursor.column - 1 }
  if (position.line >= source.lineCount) {
    throw LatentError.of('badArgument', {
      en: `${cursor.path} has ${source.lineCount} lines, so there is no line ${cursor.line}.`,
      zh: `${cursor.path} 有 ${source.lineCount} 行，没有第 ${cursor.line} 行。`,
    })
  }
  const length = source.lineText(position.line).length
  if (position.character > length) {
    throw LatentError.of('badArgument', {
      en: `Line ${cursor.line} of ${cursor.path} has ${length} characters, so there is no column ${cursor.column}.`,
      zh: `${cursor.path} 的第 ${cursor.line} 行有 ${length} 个字符，没有第 ${cursor.column} 列。`,
    })
  }
  return position
}
