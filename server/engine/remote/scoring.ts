import { LatentError } from '../../protocol/errors.ts'
import { isRecord } from '../../protocol/record.ts'
import type { Prompt, ScoredText, ScoreRequest } from '../engine.ts'
import { withoutMarkers } from '../markers.ts'
import { type AnsweredToken, readAnswer } from './answer.ts'
import type { RemoteCapabilities } from './capabilities.ts'
import { tokenGrammar } from './constraints.ts'
import type { RemoteCosts } from './costs.ts'
import { promptParts } from './promptParts.ts'
import { promptText } from './promptText.ts'
import type { OpenReplica } from './replica.ts'
import { tokensOf } from './tokens.ts'

/** Without the figures, which are those of the whole request. */
export type RemoteScore = Omit<ScoredText, 'figures'>

/** Runs a request at its turn. */
export type InLane = <T>(work: (open: OpenReplica, signal: AbortSignal) => Promise<T>) => Promise<T>

/** Weighs the texts of a request: all at once where the server has a request for that, else each by itself. Rejects like `scoreText`. */
export async function scoreTexts(
  request: ScoreRequest,
  able: RemoteCapabilities,
  inLane: InLane,
  costs: RemoteCosts,
): Promise<readonly RemoteScore[]> {
  const { prompt, continuations } = request
  if (able.scores === 'asked') return await inLane((open, signal) => askedScores(request, open, costs, signal))
  return await Promise.all(continuations.map((text) => inLane((open, signal) => scoreText(open, prompt, text, costs, signal))))
}

/** Weighs a text after a prompt in the way that the server has for it. Rejects with remoteCannot where it has none. */
async function scoreText(
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
      : { ...common, prompt: before, ...forced(await tokensOf(connection, text, signal)) }
  const answer = await connection.ask('/completions', body, signal)
  costs.add(answer.usage)
  const score = able.scores === 'prompt' ? promptScore(text, answer.tokens) : forcedScore(text, answer.tokens)
  if (score === undefined) throw LatentError.of('remoteCannot', connection.root, 'probabilities of this text')
  return score
}

/** Has the server write these tokens, and the end behind them. */
function forced(tokens: readonly number[]) {
  return { max_tokens: tokens.length + 1, grammar: tokenGrammar(tokens) }
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

/** By `POST /v1/score` of `latent serve` (`server/serve/score.ts`), which shares the prompt among the texts. */
async function askedScores(
  { prompt, continuations, ends }: ScoreRequest,
  { able, connection }: OpenReplica,
  costs: RemoteCosts,
  signal: AbortSignal,
): Promise<readonly RemoteScore[]> {
  const body = { model: able.model, ...promptParts(prompt), continuations, ends: ends === true }
  const answer = await connection.post('/v1/score', body, signal)
  const { usage } = readAnswer(answer)
  costs.add(usage)
  const scores = isRecord(answer) && Array.isArray(answer.scores) ? answer.scores.filter(isRecord) : []
  if (scores.length !== continuations.length) throw LatentError.of('remoteCannot', connection.root, 'probabilities of given text')
  return scores.map(({ logprobs, lengths, preferred, end_logprob: endLogP }) => ({
    logPs: list(logprobs).map(logPOf),
    lengths: list(lengths).map(Number),
    preferred: list(preferred)
      .filter(isRecord)
      .map(({ text, logprob }) => ({ text: String(text), logP: logPOf(logprob) })),
    ...(endLogP === undefined ? {} : { endLogP: logPOf(endLogP) }),
  }))
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** JSON has no infinity: null is the impossible. */
function logPOf(value: unknown): number {
  return typeof value === 'number' ? value : Number.NEGATIVE_INFINITY
}
