import type { SourceText } from '../../../context/source.ts'
import type { CompletionRequest } from '../../../engine/engine.ts'
import type { Range } from '../../../protocol/text.ts'
import type { OffsetEdit } from '../../review/restOfText.ts'
import { indentationOf } from '../instruct/target.ts'
import type { Subject } from './subject.ts'

/** A place that code is missing at. */
export interface MissingCode {
  /** What the new lines stand in the place of. */
  readonly startOffset: number
  readonly endOffset: number
  readonly indentation: string
  /** Line ends and the like between the code in front and the new lines, and behind them. */
  readonly before: string
  readonly after: string
  /** What is asked for is one declaration: the next one that begins behind an empty line is not part of it. */
  readonly isOneDeclaration?: boolean
}

const mostTokens = 320
const mostPrefix = 4000
const mostSuffix = 1500

/**
 * Where code is asked for: the body of a function that does nothing yet, or below the comment at the range. Undefined where neither is there.
 */
export function missingCode(source: SourceText, range: Range, subject: Subject | undefined): MissingCode | undefined {
  if (subject?.body.isEmpty) return emptyBody(source, subject)
  return belowComment(source, range.end.line)
}

function emptyBody(source: SourceText, { body, startLine }: Subject): MissingCode {
  const { languageId, lineEnd, text } = source
  const outer = indentationOf(source.lineText(startLine))
  const indentation = deeper(outer, source)
  if (languageId !== 'python') {
    // Comments in the body say what belongs there: they stay.
    const said = text
      .slice(body.startOffset, body.endOffset)
      .split(/\r\n|\n|\r/)
      .filter((line) => /^\s*(?:\/\/|\/?\*)/.test(line))
    const kept = said.map((line) => lineEnd + indentation + line.trim()).join('')
    return { ...body, indentation, before: kept + lineEnd, after: lineEnd + outer }
  }
  const lines = text.slice(body.startOffset, body.endOffset)
  if (!body.startsWithText) return { ...body, indentation: '', before: '', after: '' }
  const docstring = /^[rRuU]?("""|''')[\s\S]*?\1|^[rRuU]?(["']).*?\2/.exec(lines)?.[0] ?? ''
  const startOffset = body.startOffset + docstring.length
  return { startOffset, endOffset: body.endOffset, indentation, before: lineEnd, after: '' }
}

function deeper(outer: string, { text, languageId }: SourceText): string {
  if (/^\t/m.test(text)) return `${outer}\t`
  const widths = [...text.matchAll(/^( +)\S/gm)].map(([, blanks = '']) => blanks.length).filter((width) => width > 1)
  return outer + ' '.repeat(widths.length > 0 ? Math.min(...widths) : languageId === 'python' ? 4 : 2)
}

function belowComment(source: SourceText, line: number): MissingCode | undefined {
  const isComment = (at: number) => /^\s*(?:\/\/|#(?!!)|\/?\*|--)/.test(source.lineText(at))
  const isBlank = source.lineText(line).trim() === ''
  const comment = isBlank ? line - 1 : line
  if (comment < 0 || !isComment(comment)) return undefined
  const indentation = indentationOf(source.lineText(comment)).replace(/^(\s*) $/, (_, all: string) =>
    /^\s*\*/.test(source.lineText(comment)) ? all : `${all} `,
  )
  const end = source.lineStart(comment) + source.lineText(comment).length
  const isOneDeclaration = indentation === ''
  if (!isBlank) return { startOffset: end, endOffset: end, indentation, before: source.lineEnd, after: '', isOneDeclaration }
  const startOffset = source.lineStart(line)
  const endOffset = startOffset + source.lineText(line).length
  return { startOffset, endOffset, indentation, before: '', after: '', isOneDeclaration }
}

/** Asks for the missing lines between what stands around them. */
export function codeRequest(source: SourceText, place: MissingCode, variant: number): CompletionRequest {
  const lines = (text: string) => text.replaceAll(/\r\n?/g, '\n')
  const prefix = lines(source.text.slice(0, place.startOffset) + place.before)
  return {
    lane: 'user',
    sequence: 'review',
    prompt: {
      kind: 'fim',
      prefix: prefix.slice(-mostPrefix),
      suffix: lines(place.after + source.text.slice(place.endOffset)).slice(0, mostSuffix),
      typed: place.indentation,
      path: source.path,
    },
    maxTokens: mostTokens,
    variant,
    stop: ['\n```'],
  }
}

/**
 * The edit that puts written lines at the place: up to where they leave its block, to the end of the declaration that was asked for, or in front
 * of a second empty line. Of lines that were cut off before that, those in front of the last empty line behind which a statement of the
 * place's own depth begins. Undefined where nothing of that was written.
 */
export function codeEdit(written: string, isCutOff: boolean, source: SourceText, place: MissingCode): OffsetEdit | undefined {
  const all = linesOf(written, place)
  const end = endOf(all, isCutOff, place)
  if (end === undefined) return undefined
  const lines = all.slice(0, end).map((line) => line.trimEnd())
  const newText = lines.join('\n').trimEnd()
  if (newText.trim() === '') return undefined
  const { startOffset, endOffset, before, after } = place
  return { startOffset, endOffset, newText: before + newText.replaceAll('\n', source.lineEnd) + after }
}

/** Whether what was written so far has all that is wanted, so that the model need not go on. */
export function isWhole(written: string, place: MissingCode): boolean {
  // The last line may not be at its end yet.
  const lines = linesOf(written, place).slice(0, -1)
  return endOf(lines, false, place) !== lines.length
}

function linesOf(written: string, { indentation }: MissingCode): readonly string[] {
  return (indentation + written).replaceAll(/\r\n?/g, '\n').split('\n')
}

/** The first line that does not count any more. */
function endOf(all: readonly string[], isCutOff: boolean, place: MissingCode): number | undefined {
  const depth = place.indentation.length
  const beginsAnew = (line: string, index: number) => isNewStatement(line, depth) && all[index - 1]?.trim() === ''
  const leaves = (line: string, index: number) =>
    line.trim() === '' ? all[index + 1]?.trim() === '' : indentationOf(line).length < depth
  const end = all.findIndex(
    (line, index) => index > 0 && (leaves(line, index) || (place.isOneDeclaration === true && beginsAnew(line, index))),
  )
  if (end > 0) return end
  if (!isCutOff) return all.length
  const last = all.findLastIndex(beginsAnew)
  return last > 0 ? last : undefined
}

/** Whether a line begins something at this depth, rather than going on with or closing what stands above it. */
function isNewStatement(line: string, depth: number): boolean {
  return indentationOf(line).length === depth && /^\s*[^\s)\]}]/.test(line)
}
