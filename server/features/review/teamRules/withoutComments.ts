import type { OffsetSpan } from '../../../context/cuts.ts'
import type { Passage } from '../passage.ts'

/** Rules that speak of comments can only be judged with them. */
const aboutComments = /\b(?:comment|docstring|documented|documentation|javadoc|jsdoc|licen[cs]e|copyright|todo)|注释|文档|说明/i

export function speaksOfComments(sentence: string): boolean {
  return aboutComments.test(sentence)
}

/**
 * A unit's text without comments, nor the lines that they filled: what they say to a reviewer, such as "this was checked, report nothing",
 * does not reach the model, and an edit of them changes no verdict. `comments`: of the whole file, in the order of the text.
 */
export function withoutComments(
  { startOffset, text }: Pick<Passage, 'startOffset' | 'text'>,
  comments: readonly OffsetSpan[],
): string {
  const inside = comments.filter((each) => each.startOffset < startOffset + text.length && each.endOffset > startOffset)
  if (inside.length === 0) return text
  let code = ''
  let at = 0
  for (const comment of inside) {
    const start = Math.max(at, comment.startOffset - startOffset)
    // A mark of its own, so that lines that were empty before are not taken for emptied ones.
    code += `${text.slice(at, start)}${removed}`
    at = Math.max(at, Math.min(text.length, comment.endOffset - startOffset))
  }
  return (code + text.slice(at)).replaceAll(emptiedLine, '').replaceAll(beforeLineEnd, '').replaceAll(removed, '')
}

/** Stands in no text that an editor shows, and in no other place once it is taken out again. */
const removed = '\0'
const emptiedLine = /^[^\S\n]*(?:\0[^\S\n]*)+(?:\n|$)/gm
const beforeLineEnd = /[^\S\r\n]*\0(?=\r?\n|$)/g
