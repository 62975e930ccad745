import { languageOf } from '../context/languages.ts'
import { CodeMask } from '../context/masks.ts'
import type { SyntaxTree } from '../context/parser.ts'
import type { SourceText } from '../context/source.ts'
import type { Finding } from '../protocol/finding.ts'
import type { TextEdit } from '../protocol/text.ts'

/** What the comment gives as its reason until the user writes a better one; a comment without a reason does not count. */
const reason = 'checked, intended'

/**
 * The comment that silences a finding, on a line of its own above it. Undefined where no comment can stand there: a language
 * without comments, or a line that begins within a string.
 */
export function ignoreComment(finding: Finding, source: SourceText, tree: SyntaxTree | undefined): TextEdit | undefined {
  const { line } = finding.range.start
  const lineStart = source.lineStart(line)
  const comment = commentOf(`latent-ignore ${finding.ruleId}: ${reason}`, source.languageId)
  if (comment === undefined || !canStandAt(lineStart, new CodeMask(source, tree))) return undefined
  const indent = /^[ \t]*/.exec(source.lineText(line))?.[0] ?? ''
  const start = { line, character: 0 }
  return { range: { start, end: start }, newText: `${indent}${comment}${source.lineEnd}` }
}

function commentOf(text: string, languageId: string): string | undefined {
  const language = languageOf(languageId)
  if (language?.lineComment !== undefined) return `${language.lineComment} ${text}`
  if (language?.blockComment !== undefined) return `${language.blockComment[0]} ${text} ${language.blockComment[1]}`
  return undefined
}

/** A string that only begins at the line's start is no hindrance; one that reaches over it is. */
function canStandAt(offset: number, mask: CodeMask): boolean {
  return ![...mask.strings, ...mask.comments].some(({ startOffset, endOffset }) => startOffset < offset && offset < endOffset)
}
