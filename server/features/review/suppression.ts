import { languageOf } from '../../context/languages.ts'
import type { CodeMask } from '../../context/masks.ts'
import type { SourceText } from '../../context/source.ts'

/** A comment `latent-ignore RULE: reason`. The reason is required: whoever reads the code later has to know why. */
export interface Suppression {
  /** A rule, or the first part of several: `bug` covers `bug.comparison`. */
  readonly rule: string
  readonly reason: string
  /** The line it covers; absent where it covers the whole file. */
  readonly line?: number
  /** The line it stands in. */
  readonly writtenIn: number
}

const directive = /latent-ignore(-file)?\s+([\w-]+(?:[./][\w-]+)*)\s*:\s*(\S.*)$/

/** Every `latent-ignore` comment of a text. It covers its own line, or the next one when nothing else stands in its line. */
export function findSuppressions(source: SourceText, mask: CodeMask): readonly Suppression[] {
  const found: Suppression[] = []
  for (const comment of mask.comments) {
    const text = source.text.slice(comment.startOffset, comment.endOffset)
    if (!text.includes('latent-ignore')) continue
    const first = source.positionAt(comment.startOffset).line
    for (const [index, row] of text.split(/\r\n|\n|\r/).entries()) {
      const match = directive.exec(row)
      if (match === null || !startsComment(row, match.index)) continue
      const [, file, rule = '', rest = ''] = match
      const reason = withoutCommentEnd(rest, source.languageId)
      if (reason === '') continue
      const writtenIn = first + index
      const line = isAlone(source, writtenIn, mask) ? nextLine(source, writtenIn, comment.endOffset) : writtenIn
      found.push({ rule, reason, writtenIn, ...(file === undefined ? { line } : {}) })
    }
  }
  return found
}

/** The suppression that covers a finding of a rule at a line. */
export function suppressionOf(suppressions: readonly Suppression[], ruleId: string, line: number): Suppression | undefined {
  return suppressions.find((each) => (each.line === undefined || each.line === line) && covers(each.rule, ruleId))
}

function covers(rule: string, ruleId: string): boolean {
  return rule === ruleId || (ruleId.startsWith(rule) && /^[./]/.test(ruleId.slice(rule.length)))
}

/** The directive is what the comment says, not something it talks about. */
function startsComment(row: string, index: number): boolean {
  return /^[^\p{L}\p{N}]*$/u.test(row.slice(0, index)) || /^\s*REM\s+$/i.test(row.slice(0, index))
}

function withoutCommentEnd(text: string, languageId: string): string {
  const close = languageOf(languageId)?.blockComment?.[1]
  const trimmed = text.trim()
  return close !== undefined && trimmed.endsWith(close) ? trimmed.slice(0, -close.length).trim() : trimmed
}

function isAlone(source: SourceText, line: number, mask: CodeMask): boolean {
  const start = source.lineStart(line)
  const text = source.lineText(line)
  for (let index = 0; index < text.length; index += 1) {
    if (!/\s/.test(text.charAt(index)) && !isInComment(start + index, mask)) return false
  }
  return true
}

function isInComment(offset: number, mask: CodeMask): boolean {
  return mask.comments.some((comment) => offset >= comment.startOffset && offset < comment.endOffset)
}

/** The first line after a comment that has something in it. */
function nextLine(source: SourceText, from: number, commentEnd: number): number {
  let line = Math.max(from, source.positionAt(commentEnd).line)
  do line += 1
  while (line < source.lineCount && source.lineText(line).trim() === '')
  return line
}
