import type { ScoredText } from '../engine.ts'
import type { AnsweredToken } from './answer.ts'

/** Without the figures, which are those of the whole request. */
export type RemoteScore = Omit<ScoredText, 'figures'>

/**
 * The score of a text that a server was made to write. The lengths of its tokens sum to the text's: a character whose bytes are spread
 * over tokens counts for the last of them. Undefined where the tokens do not spell the text.
 */
export function forcedScore(text: string, answered: readonly AnsweredToken[]): RemoteScore | undefined {
  const tokens: AnsweredToken[] = []
  const lengths: number[] = []
  let spelled = 0
  for (const token of answered) {
    if (spelled === text.length) break
    const length = spelledLength(token.text, text.slice(spelled))
    tokens.push(token)
    lengths.push(length)
    spelled += length
  }
  if (spelled !== text.length) return undefined
  const end = answered[tokens.length]
  return {
    logPs: tokens.map(({ logP }) => logP),
    lengths,
    preferred: tokens.map(({ likeliest: [first], text: own, logP }) => first ?? { text: own, logP }),
    ...(end === undefined ? {} : { endLogP: end.logP }),
  }
}

/** A token with a part of a character is given as U+FFFD, or as its bytes in words, by servers. */
function spelledLength(token: string, rest: string): number {
  if (rest.startsWith(token)) return token.length
  let known = 0
  while (known < token.length && token[known] === rest[known]) known += 1
  return known
}
