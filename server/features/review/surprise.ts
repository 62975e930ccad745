import type { ScoredText } from '../../engine/engine.ts'
import type { Alternative } from './alternatives/alternative.ts'

/** log P of each token of a text, by where it stands. */
export interface TokenSurprise {
  readonly startOffset: number
  readonly endOffset: number
  readonly logP: number
}

/** Bytes of a character that a later token completes stand where the character does. */
export function tokenSurprises(scored: ScoredText): readonly TokenSurprise[] {
  let offset = 0
  return scored.logPs.map((logP, index) => {
    const startOffset = offset
    offset += scored.lengths[index] ?? 0
    return { startOffset, endOffset: Math.max(offset, startOffset + 1), logP }
  })
}

/**
 * log P of the least likely token that an edit touches. Where the edit only adds, these are the tokens on both sides of it:
 * a model that misses a word finds the next one unlikely.
 */
export function weakestTouched(
  tokens: readonly TokenSurprise[],
  text: string,
  edit: Pick<Alternative, 'startOffset' | 'endOffset' | 'newText'>,
): number {
  const written = text.slice(edit.startOffset, edit.endOffset)
  const head = wordStart(edit.newText, written, commonHead(written, edit.newText))
  const tail = commonTail(written.slice(head), edit.newText.slice(head))
  const start = edit.startOffset + head
  // At least one character, so that the token after an insertion counts.
  const end = Math.max(edit.endOffset - tail, start + 1)
  const from = start - blankBefore(text, tokens, start)
  const touched = tokens.filter((token) => token.startOffset < end && token.endOffset > from)
  return touched.reduce((weakest, token) => Math.min(weakest, token.logP), 0)
}

/**
 * 1 where a blank that is a token of its own stands in front of a word of another script, else 0. Vocabularies join the blank with English words
 * and with the first bytes of some Chinese ones: which word follows is then decided at the blank, and the word itself surprises nobody.
 */
function blankBefore(text: string, tokens: readonly TokenSurprise[], start: number): 0 | 1 {
  if (text[start - 1] !== ' ' || !/^[^\p{ASCII}]/u.test(text.slice(start, start + 1))) return 0
  return tokens.some((token) => token.startOffset === start - 1 && token.endOffset === start) ? 1 : 0
}

/** `<` and `<=` begin alike and are two tokens all the same: back to where the word or operator begins that the texts differ in. */
function wordStart(a: string, b: string, head: number): number {
  const differing = new Set([charClass(a[head]), charClass(b[head])])
  let start = head
  while (start > 0 && differing.has(charClass(a[start - 1]))) start -= 1
  return start
}

function charClass(char: string | undefined): 'word' | 'space' | 'symbol' | 'none' {
  if (char === undefined) return 'none'
  if (/\s/.test(char)) return 'space'
  return /[\p{L}\p{N}_$]/u.test(char) ? 'word' : 'symbol'
}

function commonHead(a: string, b: string): number {
  let length = 0
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length += 1
  return length
}

function commonTail(a: string, b: string): number {
  let length = 0
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length += 1
  return length
}
