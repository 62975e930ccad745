import type { CursorMask } from './cursorMask.ts'
import type { SourceText } from './source.ts'

/** What stands at the cursor. An empty body is a block, opened before the cursor, with nothing in it but blanks and comments. */
export type CursorPlace = 'emptyBody' | 'string' | 'comment' | 'code'

const closerOf: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' }
/** A colon at the end of other lines announces a value or a type. */
const opensByColon = /^\s*(?:case|default|public|private|protected)\b/
const opensInPython =
  /^\s*(?:[)\]}]|(?:async\s+)?(?:def|for|with)\b|(?:class|if|elif|else|while|try|except|finally|match|case)\b)/
/** What an editor or a writer puts behind the cursor to close what is open there. */
const closesOnly = /^[\s)\]}]*(?:[;,]\s*)?$/
/** Lines looked through for the end of a block: a key may cost no more. */
const mostLinesBelow = 1000
const commentAtEnd = /\s(?:\/\/|\/\*).*$/
/** `${` and the `={` of markup hold a value. */
const holdsValue = /[$=]$/

/**
 * Judged by what stands next to the cursor, comments aside, rather than by the nodes around it: code under edit seldom parses, and its
 * blocks end where the parser guesses.
 */
export function placeAt(source: SourceText, offset: number, mask: CursorMask): CursorPlace {
  const kind = mask.kindOf(offset)
  if (kind !== 'code') return kind
  return isEmptyBody(source, offset, mask) ? 'emptyBody' : 'code'
}

function isEmptyBody(source: SourceText, offset: number, mask: CursorMask): boolean {
  const opener = codeBefore(source.text, offset, mask)
  if (opener === undefined) return false
  const { line } = source.positionAt(offset)
  const openerLine = source.positionAt(opener).line
  const lineEnd = source.lineStart(line) + source.lineText(line).length
  // On the cursor's line nothing may stand but the opener and what closes it.
  if (!closesOnly.test(source.text.slice(offset, lineEnd))) return false
  if (openerLine !== line && source.text.slice(source.lineStart(line), offset).trim() !== '') return false
  const next = codeAfter(source.text, offset, mask)
  return opensBody(source, opener, openerLine) && isClosedNext(source, opener, openerLine, next)
}

function opensBody(source: SourceText, opener: number, openerLine: number): boolean {
  const character = source.text[opener] ?? ''
  const before = source.text.slice(source.lineStart(openerLine), opener)
  if (character === ':') return (source.languageId === 'python' ? opensInPython : opensByColon).test(before)
  return character in closerOf && !holdsValue.test(before)
}

/** Whether the text goes on with what closes the opener, or, where that is missing, with a line that is not part of its block. */
function isClosedNext(source: SourceText, opener: number, openerLine: number, next: number | undefined): boolean {
  const character = source.text[opener] ?? ''
  const nextLine = next === undefined ? undefined : source.positionAt(next).line
  if (next !== undefined && source.text[next] === closerOf[character]) {
    // `f()` waits for an argument; a list over several lines waits for all of them.
    return character === '{' || nextLine !== openerLine
  }
  if (character === '(' || character === '[') return false
  if (nextLine === undefined) return true
  if (nextLine === openerLine || indentation(source, nextLine) > indentation(source, openerLine)) return false
  return !isClosedBelow(source, openerLine, character)
}

/** Whether the block is closed further down after all: what stands in a namespace or a switch is not always indented. */
function isClosedBelow(source: SourceText, openerLine: number, opener: string): boolean {
  const closer = closerOf[opener]
  if (closer === undefined) return false
  const level = indentation(source, openerLine)
  const end = Math.min(source.lineCount, openerLine + mostLinesBelow)
  let open = 1
  for (let line = openerLine + 1; line < end; line += 1) {
    const text = source.lineText(line).replace(commentAtEnd, '').trim()
    if (text === '' || indentation(source, line) > level) continue
    if (indentation(source, line) < level) return false
    if (text.startsWith(closer)) open -= 1
    if (open === 0) return true
    if (text.endsWith(opener)) open += 1
  }
  return false
}

function codeBefore(text: string, offset: number, mask: CursorMask): number | undefined {
  for (let at = offset - 1; at >= 0; at -= 1) {
    if (isBlank(text, at)) continue
    const comment = mask.commentAt(at)
    if (comment === undefined) return at
    at = comment.startOffset
  }
  return undefined
}

function codeAfter(text: string, offset: number, mask: CursorMask): number | undefined {
  for (let at = offset; at < text.length; at += 1) {
    if (isBlank(text, at)) continue
    const comment = mask.commentAt(at)
    if (comment === undefined) return at
    at = Math.max(at, comment.endOffset - 1)
  }
  return undefined
}

const isBlank = (text: string, offset: number) => /\s/.test(text[offset] ?? '')

const indentation = (source: SourceText, line: number) => /^\s*/.exec(source.lineText(line))?.[0].length ?? 0
