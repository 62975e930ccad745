import type { ScoredText } from '../../engine/engine.ts'
import type { Alternative } from './alternatives/alternative.ts'

/** log P of each token of a text, by where it stands. */
export interface TokenSurprise {
  readonly startOffset: number
  readonly endOffset: number
  readonly logP: number
}

export function tokenSurprises(scored: ScoredText): readonly TokenSurprise[] {
  let offset = 0
  return scored.logPs.map((logP, index) => {
    const startOffset = offset
    offset += scored.lengths[index] ?? 0
    return { startOffset, endOffset: offset, logP }
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
  const head = commonHead(written, edit.newText)
  const tail = commonTail(written.slice(head), edit.newText.slice(head))
  const start = edit.startOffset + head
  // At least one character, so that the token after an insertion counts.
  const end = Math.max(edit.endOffset - tail, start + 1)
  const touched = tokens.filter((token) => token.startOffset < end && token.endOffset > start)
  return touched.reduce((weakest, token) => Math.min(weakest, token.logP), 0)
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
