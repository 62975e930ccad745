import type { EditorText } from '../editor.ts'

/** A document the way VS Code's extensions read it, with the cursor in it. */
export class LinedText {
  readonly lines: readonly string[]
  readonly line: number
  readonly linePrefix: string
  readonly lineSuffix: string

  constructor({ text, offset }: EditorText) {
    this.lines = text.split(/\r?\n/)
    const above = text.slice(0, offset).split(/\r?\n/)
    this.line = above.length - 1
    this.linePrefix = above.at(-1) ?? ''
    this.lineSuffix = this.lineText.slice(this.linePrefix.length)
  }

  get lineText(): string {
    return this.lines[this.line] ?? ''
  }

  prefixLines(most: number): readonly string[] {
    return this.lines.slice(Math.max(0, this.line - most), this.line)
  }

  suffixLines(most: number): readonly string[] {
    return this.lines.slice(this.line + 1, Math.min(this.lines.length - 1, this.line + most) + 1)
  }
}
