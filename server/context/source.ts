import type { Position, Range } from '../protocol/text.ts'

/** Larger files are generated or data; neither the editor nor the command line reviews them. */
export const maxSourceBytes = 2_000_000

/** The text of one document at one moment, with positions in UTF-16 code units. Line ends are `\n`, `\r\n` and `\r`, as in LSP. */
export class SourceText {
  readonly path: string
  /** LSP language id, for example `typescriptreact`. */
  readonly languageId: string
  readonly text: string
  readonly #lineStarts: readonly number[]

  constructor(path: string, languageId: string, text: string) {
    this.path = path
    this.languageId = languageId
    this.text = text
    this.#lineStarts = lineStarts(text)
  }

  get lineCount(): number {
    return this.#lineStarts.length
  }

  /** Offset of a line's first character; lines past the end give the text's length. */
  lineStart(line: number): number {
    return this.#lineStarts[line] ?? this.text.length
  }

  /** A line without its end; empty past the end. */
  lineText(line: number): string {
    return this.text.slice(this.lineStart(line), this.lineStart(line + 1)).replace(/[\r\n]+$/, '')
  }

  /** Positions past a line's or the text's end are moved to it. */
  offsetAt(position: Position): number {
    if (position.line >= this.lineCount) return this.text.length
    return this.lineStart(position.line) + Math.min(position.character, this.lineText(position.line).length)
  }

  positionAt(offset: number): Position {
    const bounded = Math.max(0, Math.min(offset, this.text.length))
    let low = 0
    let high = this.lineCount - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.lineStart(middle) <= bounded) low = middle
      else high = middle - 1
    }
    return { line: low, character: bounded - this.lineStart(low) }
  }

  rangeBetween(start: number, end: number): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) }
  }

  /** The text after edits that do not overlap; their order does not matter. */
  textAfter(edits: readonly { readonly range: Range; readonly newText: string }[]): string {
    return edits
      .map(({ range, newText }) => ({ start: this.offsetAt(range.start), end: this.offsetAt(range.end), newText }))
      .sort((a, b) => b.start - a.start)
      .reduce((text, { start, end, newText }) => text.slice(0, start) + newText + text.slice(end), this.text)
  }

  slice(range: Range): string {
    return this.text.slice(this.offsetAt(range.start), this.offsetAt(range.end))
  }

  /** The line end that the text uses most at its start; `\n` when it has none. */
  get lineEnd(): '\n' | '\r\n' | '\r' {
    return (/\r\n|\n|\r/.exec(this.text)?.[0] as '\n' | '\r\n' | '\r' | undefined) ?? '\n'
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (const match of text.matchAll(/\r\n|\n|\r/g)) starts.push(match.index + match[0].length)
  return starts
}
