import type { CodeUnit } from '../../context/functions.ts'
import type { SourceText } from '../../context/source.ts'
import type { FimPrompt } from '../../engine/engine.ts'
import { type Around, Surroundings } from './surroundings.ts'

/** Lines of the unit that a line's prompt shows after it. */
const linesBelow = 14
/** Lines after a suspect line that are read with it. */
const linesRead = 5
/** No line of code is longer on purpose; a prompt of such lines would be the whole budget. */
export const longestLine = 2000

/**
 * A unit as whole lines, with the text around it that its prompts show. Everything that is asked about the unit is laid out here,
 * so that its prompts share as long a beginning as they can.
 */
export class Passage {
  readonly source: SourceText
  readonly unit: CodeUnit
  /** Offset of the first character of the unit's first line. */
  readonly startOffset: number
  /** The unit's lines with their line ends. */
  readonly lines: readonly string[]
  /** The file's first lines, and those in front of the unit: `before` is both. */
  readonly header: string
  readonly above: string
  readonly before: string
  readonly after: string

  /** Without `around`, all of the text around the unit is shown as it is. */
  constructor(source: SourceText, unit: CodeUnit, around: Around = new Surroundings(source, []).around(unit)) {
    this.source = source
    this.unit = unit
    this.startOffset = source.lineStart(unit.startLine)
    this.lines = linesOf(source, unit.startLine, unit.endLine)
    this.header = around.header
    this.above = around.above
    this.before = this.header + this.above
    this.after = around.after
  }

  get text(): string {
    return this.lines.join('')
  }

  /** What a cached result depends on. */
  get content(): string {
    return [this.source.languageId, this.before, this.text, this.after].join('\0')
  }

  /** Offset of a line of the unit, from the beginning of its first line. */
  lineStart(line: number): number {
    return this.source.lineStart(this.unit.startLine + line) - this.startOffset
  }

  /** The whole unit is to be written between what stands around it. */
  unitPrompt(): FimPrompt {
    return { kind: 'fim', prefix: this.before, suffix: this.after, typed: '' }
  }

  /** The rest of the unit from one of its lines on is to be written. */
  restPrompt(line: number): FimPrompt {
    return { ...this.unitPrompt(), typed: this.lines.slice(0, line).join('') }
  }

  /** One line of the unit is to be written between those before and after it. */
  linePrompt(line: number): FimPrompt {
    const below = [...this.lines.slice(line + 1, line + 1 + linesBelow)]
    const suffix = below.length < linesBelow ? below.join('') + this.after : below.join('')
    return { kind: 'fim', prefix: this.before + this.lines.slice(0, line).join(''), suffix, typed: '' }
  }

  /** The lines that are read after one of the unit's lines. */
  linesAfter(line: number): string {
    return this.lines.slice(line + 1, line + 1 + linesRead).join('')
  }
}

function linesOf(source: SourceText, startLine: number, endLine: number): readonly string[] {
  const lines: string[] = []
  for (let line = startLine; line < endLine; line += 1) {
    lines.push(source.text.slice(source.lineStart(line), source.lineStart(line + 1)))
  }
  return lines
}
