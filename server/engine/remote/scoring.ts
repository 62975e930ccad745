import { LatentError } from '../../protocol/errors.ts'
import type { Prompt, ScoredText } from '../engine.ts'
import { withoutMarkers } from '../markers.ts'
import type { AnsweredToken } from './answer.ts'
import { constraintFields } from './constraints.ts'
import type { RemoteCosts } from './costs.ts'
import { promptText } from './promptText.ts'
import type { OpenReplica } from './replica.ts'

/** Without the figures, which are those of the whole request. */
export type RemoteScore = Omit<ScoredText, 'figures'>

/** Weighs a text after a prompt in the way that the server has for it. Rejects with remoteCannot where it has none. */
export async function scoreText(
  { able, connection }: OpenReplica,
  prompt: Prompt,
  text: string,
  costs: RemoteCosts,
  signal: AbortSignal,
): Promise<RemoteScore> {
  if (able.scores === 'none') throw LatentError.of('remoteCannot', connection.root, 'probabilities of given text')
  if (text === '') return { logPs: [], lengths: [], preferred: [] }
  const { fixed, typed } = promptText(prompt, able.family)
  // Something has to stand before the first token that is predicted.
  const before = fixed + typed || '\n'
  const common = { model: able.model, temperature: 0, logprobs: 1 }
  const body =
    able.scores === 'prompt'
      ? { ...common, prompt: before + withoutMarkers(text), echo: true, max_tokens: 1 }
      : {
          ...common,
          prompt: before,
          // At most a token for each byte, and the end.
          max_tokens: Buffer.byteLength(text) + 1,
          ...constraintFields(able.constraints, { kind: 'literal', text }),
        }
  const answer = await connection.ask('/completions', body, signal)
  costs.add(answer.usage)
  const score = able.scores === 'prompt' ? promptScore(text, answer.tokens) : forcedScore(text, answer.tokens)
  if (score === undefined) throw LatentError.of('remoteCannot', connection.root, 'probabilities of this text')
  return score
}

/**
 * The score of a text that ends a prompt, after which one token was written. A token that begins before the text counts with all of its
 * probability, because a part of it has none. Undefined where the tokens do not end with the text.
 */
export function promptScore(text: string, told: readonly AnsweredToken[]): RemoteScore | undefined {
  const prompt = told.slice(0, -1)
  let length = 0
  let first = prompt.length
  while (length < text.length && first > 0) {
    first -= 1
    length += prompt[first]?.text.length ?? 0
  }
  const [begins, ...rest] = prompt.slice(first)
  if (begins === undefined || length < text.length) return undefined
  const cut = { ...begins, text: begins.text.slice(length - text.length) }
  return forcedScore(text, [cut, ...rest])
}

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
