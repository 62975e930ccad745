import type { SourceText } from '../../context/source.ts'
import { LatentError } from '../../protocol/errors.ts'
import type { Range } from '../../protocol/text.ts'

/** Lines as editors show them, from 1, the last one included. One line alone is a cursor: what it stands in is meant. */
export interface LineRange {
  readonly first: number
  readonly last?: number
}

/** Reads `A-B` or `A`. Rejects with badArgument. */
export function parseLineRange(text: string): LineRange {
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? []
  const first = Number(from)
  const last = to === undefined ? undefined : Number(to)
  if (from === undefined || first < 1 || (last !== undefined && last < first)) {
    throw LatentError.of('badArgument', {
      en: `"${text}" is no range of lines such as 12-20 or 12; lines count from 1.`,
      zh: `“${text}”不是行的范围，应如 12-20 或 12；行从 1 开始计数。`,
    })
  }
  return { first, ...(last === undefined ? {} : { last }) }
}

/** The lines as a range of the document. Lines past its end are refused rather than left out. Rejects with badArgument. */
export function rangeOfLines({ first, last }: LineRange, path: string, source: SourceText): Range {
  const end = last ?? first
  if (end > source.lineCount) {
    throw LatentError.of('badArgument', {
      en: `${path} has ${source.lineCount} lines, so there is no line ${end}.`,
      zh: `${path} 有 ${source.lineCount} 行，没有第 ${end} 行。`,
    })
  }
  const start = { line: first - 1, character: 0 }
  return { start, end: last === undefined ? start : { line: last - 1, character: source.lineText(last - 1).length } }
}
