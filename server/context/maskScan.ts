import type { OffsetSpan } from './cuts.ts'
import type { Language } from './languages.ts'
import { literally } from './literally.ts'

/** Comments and strings of a text, each in its order. */
export interface Masked {
  readonly comments: readonly OffsetSpan[]
  readonly strings: readonly OffsetSpan[]
}

/** Comments and strings by the characters that open and close them, for languages without a grammar. A guess, but a good one. */
export function scanMasked(text: string, language: Language | undefined): Masked {
  const comments: OffsetSpan[] = []
  const strings: OffsetSpan[] = []
  const opener = openerOf(language)
  for (let match = opener?.exec(text); opener && match; match = opener.exec(text)) {
    const startOffset = match.index
    const inside = startOffset + match[0].length
    const { block, line } = match.groups ?? {}
    if (block !== undefined)
      comments.push({ startOffset, endOffset: endOfBlock(text, inside, language?.blockComment?.[1] ?? '') })
    else if (line !== undefined) comments.push({ startOffset, endOffset: endOfLine(text, inside) })
    else strings.push({ startOffset, endOffset: endOfString(text, inside, match[0]) })
    opener.lastIndex = Math.max(comments.at(-1)?.endOffset ?? 0, strings.at(-1)?.endOffset ?? 0)
  }
  return { comments, strings }
}

function openerOf(language: Language | undefined): RegExp | undefined {
  const block = language?.blockComment && `(?<block>${literally(language.blockComment[0])})`
  const line = language?.lineComment && `(?<line>${notBefore(language.lineComment)}${literally(language.lineComment)})`
  const quote = language?.quotes && `[${language.quotes}]`
  const openers = [block, line, quote].filter((opener) => opener !== undefined && opener !== '')
  return openers.length === 0 ? undefined : new RegExp(openers.join('|'), 'g')
}

/** `$#` and `a#b` are no comments, nor is what follows `https:`, nor a per cent sign that is meant as one. */
function notBefore(lineComment: string): string {
  switch (lineComment) {
    case '#':
      return '(?<!\\S)'
    case '//':
      return '(?<!:)'
    case '%':
      return '(?<!\\\\)'
    default:
      return ''
  }
}

function endOfBlock(text: string, from: number, closer: string): number {
  const closing = text.indexOf(closer, from)
  return closing < 0 ? text.length : closing + closer.length
}

function endOfLine(text: string, from: number): number {
  const lineEnd = /[\r\n]/g
  lineEnd.lastIndex = from
  return lineEnd.exec(text)?.index ?? text.length
}

/** A string that is not closed ends with its line, so that an apostrophe in passing does not hide the rest of the file. */
function endOfString(text: string, from: number, quote: string): number {
  for (let offset = from; offset < text.length; offset += 1) {
    const character = text[offset]
    if (character === '\\') offset += 1
    else if (character === quote) return offset + 1
    else if (character === '\n' || character === '\r') return offset
  }
  return text.length
}
