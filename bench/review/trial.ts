import type { LineSpan } from '../../server/context/changes.ts'
import type { SourceText } from '../../server/context/source.ts'
import type { Half } from '../completion/corpus.ts'

/** What a measure is about: each is a part of the tables. */
export type Part = 'injected' | 'untouched' | 'security' | 'published' | 'oneLine'

/** What is wrong in a text, and how it would be right. */
export interface KnownFault {
  readonly kind: string
  /** Lines of the text that a finding has to touch to be right. */
  readonly lines: LineSpan
  /** The text without the fault; absent where several texts would be right. */
  readonly correctText?: string
}

/** A function to review: as it should be, or with one fault. */
export interface Trial {
  /** The same in every run with the same seed; shared by the correct and the faulty text of a pair. */
  readonly id: string
  readonly part: Part
  readonly half: Half
  readonly source: SourceText
  /** Folder that the source's path lies in; absent where it lies nowhere. */
  readonly root?: string
  /** Lines that are reviewed. */
  readonly lines: LineSpan
  /** Absent: there is nothing to find. */
  readonly fault?: KnownFault
}

/** Lines that hold code: where a fault can be. Comments of whole lines and lone brackets do not count. */
export function codeLines({ source, lines }: Trial): number {
  let count = 0
  for (let line = lines.startLine; line < lines.endLine; line += 1) {
    const text = source.lineText(line).trim()
    if (/\w/.test(text) && !/^(\/\/|\/\*|\*|#)/.test(text)) count += 1
  }
  return count
}

export function lineCount({ lines }: Trial): number {
  return lines.endLine - lines.startLine
}
