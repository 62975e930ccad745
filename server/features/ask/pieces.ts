import type { Change, Hunk, LineSpan } from '../../context/changes.ts'
import { codeUnits } from '../../context/functions.ts'
import type { SyntaxTree } from '../../context/parser.ts'
import type { SourceText } from '../../context/source.ts'
import type { PieceReason } from '../../protocol/chat.ts'
import type { Range } from '../../protocol/text.ts'

/** Lines of one text, as they would be sent. Lines are zero-based and half-open. */
export interface Piece extends LineSpan {
  /** Stays the same while the place does. */
  readonly id: string
  readonly uri: string
  readonly path: string
  readonly languageId: string
  readonly reason: PieceReason
  /** Each with its number in front, so that nothing in it can be taken for what stands around it. */
  readonly lines: readonly string[]
  /** Lines of the whole text. */
  readonly lineCount: number
}

/** Something that is to be sent: as a whole, or where that is too long, what fits of its parts. The most important part first. */
export interface Candidate {
  readonly whole: Piece
  readonly parts: readonly Piece[]
}

/** Where a text comes from. */
export interface Located {
  readonly uri: string
  readonly source: SourceText
  readonly reason: PieceReason
}

/** Longer lines are data; of those the beginning says what they are. UTF-16 code units. */
const longestLine = 400
/** Lines that are shown around a changed place. */
const linesAroundChange = 3

/** A whole text. `at`: the line where the user stands, whose part comes first. */
export function wholeText(text: Located, tree: SyntaxTree | undefined, at?: number): Candidate {
  const whole = { startLine: 0, endLine: lastLine(text.source) }
  const parts = codeUnits(text.source, tree).map((unit) => pieceOf(text, unit))
  const isHere = ({ startLine, endLine }: LineSpan) => at !== undefined && startLine <= at && at < endLine
  return { whole: pieceOf(text, whole), parts: [...parts.filter(isHere), ...parts.filter((part) => !isHere(part))] }
}

/** The functions, or what else stands there, that a range touches; where they are too long, its own lines. */
export function textAround(text: Located, tree: SyntaxTree | undefined, range: Range): Candidate {
  const { start, end } = range
  const endsBeforeLine = end.character === 0 && end.line > start.line
  const { lineCount } = text.source
  const startLine = Math.min(start.line, lineCount - 1)
  const own = { startLine, endLine: Math.max(startLine + 1, Math.min(lineCount, end.line + (endsBeforeLine ? 0 : 1))) }
  const touched = codeUnits(text.source, tree).filter((unit) => unit.startLine < own.endLine && own.startLine < unit.endLine)
  const whole = {
    startLine: Math.min(own.startLine, ...touched.map(({ startLine }) => startLine)),
    endLine: Math.max(own.endLine, ...touched.map(({ endLine }) => endLine)),
  }
  return { whole: pieceOf(text, whole), parts: [pieceOf(text, own)] }
}

/** The places of a text that a change touched, a candidate each: what was removed is shown, too. */
export function changedPlaces(text: Located, change: Change): readonly Candidate[] {
  const before = change.before?.split(/\r\n|\n|\r/) ?? []
  return joinedPlaces(change.hunks, lastLine(text.source)).map(({ span, hunks }) => {
    const lines = changedLines(text.source, span, hunks, before)
    return { whole: { ...pieceOf(text, span), lines }, parts: [] }
  })
}

/** The first lines of a piece. */
export function headOf(piece: Piece, lines: number): Piece {
  const endLine = piece.startLine + lines
  return { ...piece, id: idOf(piece.path, { ...piece, endLine }, piece.reason), endLine, lines: piece.lines.slice(0, lines) }
}

function pieceOf({ uri, source, reason }: Located, { startLine, endLine }: LineSpan): Piece {
  const { path, languageId, lineCount } = source
  const lines = Array.from({ length: endLine - startLine }, (_, index) => numbered(source, startLine + index, ' '))
  return { id: idOf(path, { startLine, endLine }, reason), uri, path, languageId, reason, startLine, endLine, lines, lineCount }
}

function idOf(path: string, { startLine, endLine }: LineSpan, reason: PieceReason): string {
  return `${path}:${startLine + 1}-${endLine}${reason === 'change' ? ' change' : ''}`
}

function numbered(source: SourceText, line: number, mark: ' ' | '+'): string {
  return `${mark}${line + 1}| ${source.lineText(line).slice(0, longestLine)}`
}

/** The line after the last one with something in it. */
function lastLine(source: SourceText): number {
  const isEmpty = source.lineText(source.lineCount - 1) === ''
  return Math.max(1, source.lineCount - (isEmpty ? 1 : 0))
}

interface Place {
  readonly span: LineSpan
  readonly hunks: readonly Hunk[]
}

/** Changed places whose surroundings touch are one. */
function joinedPlaces(hunks: readonly Hunk[], lastLine: number): readonly Place[] {
  const places: Place[] = []
  for (const hunk of hunks) {
    const span = {
      startLine: Math.max(0, hunk.after.startLine - linesAroundChange),
      endLine: Math.max(hunk.after.endLine, Math.min(lastLine, hunk.after.endLine + linesAroundChange)),
    }
    const last = places.at(-1)
    if (last !== undefined && span.startLine <= last.span.endLine) {
      places[places.length - 1] = { span: { ...last.span, endLine: span.endLine }, hunks: [...last.hunks, hunk] }
    } else places.push({ span, hunks: [hunk] })
  }
  return places
}

function changedLines(
  source: SourceText,
  { startLine, endLine }: LineSpan,
  hunks: readonly Hunk[],
  before: readonly string[],
): readonly string[] {
  const lines: string[] = []
  for (let line = startLine; line <= endLine; line += 1) {
    for (const hunk of hunks) {
      if (hunk.after.startLine !== line) continue
      const removed = before.slice(hunk.before.startLine, hunk.before.endLine)
      lines.push(...removed.map((text) => `-| ${text.slice(0, longestLine)}`))
    }
    if (line === endLine) break
    const isNew = hunks.some(({ after }) => after.startLine <= line && line < after.endLine)
    lines.push(numbered(source, line, isNew ? '+' : ' '))
  }
  return lines
}
