import type { CompletionRequest, TextDelta } from '../engine.ts'
import { StopTexts } from '../stopTexts.ts'
import type { AnsweredToken, AnswerPiece } from './answer.ts'
import type { RemoteCapabilities } from './capabilities.ts'
import { constraintFields } from './constraints.ts'
import { promptParts } from './promptParts.ts'
import { promptText } from './promptText.ts'
import type { OpenReplica } from './replica.ts'
import { takeTailOff } from './tail.ts'

type Text = Extract<TextDelta, { kind: 'text' }>
type EndReason = Extract<TextDelta, { kind: 'end' }>['reason']

/** What a completion asks a server for. */
export interface AskedCompletion {
  readonly body: Readonly<Record<string, unknown>>
  /** What the answer begins with and is not told again. */
  readonly tail: string
}

/** Among so many of the likeliest tokens are those that go on like the typed text's end. */
const likeliestAsked = 10

/**
 * Has each piece of a streamed answer tell what it cost so far, because a stream that is left early has no end to tell it (llama.cpp,
 * tools/server/README.md; vLLM, `StreamOptions`). Others may refuse fields that they do not know.
 */
export function costsWithEachPiece({ server }: RemoteCapabilities): Readonly<Record<string, unknown>> {
  if (server === 'llama.cpp') return { timings_per_token: true }
  return server === 'vLLM' || server === 'Latent' ? { stream_options: { include_usage: true, continuous_usage_stats: true } } : {}
}

/**
 * The body of a completion request. The typed text's end is taken off and the answer constrained to begin with it, so that the model
 * spells it as it would; a server without constraints gets it as it is, and one that takes a prompt's parts does all of that. `beginning` comes first in the answer, in place of the
 * likeliest text.
 */
export function askedCompletion(request: CompletionRequest, able: RemoteCapabilities, beginning = ''): AskedCompletion {
  const common = {
    model: able.model,
    temperature: 0,
    ...costsWithEachPiece(able),
    ...(able.logProbabilities ? { logprobs: likeliestAsked } : {}),
  }
  // Where only the prompt is to be read, servers still want to write a token.
  const maxTokens = Math.max(1, request.maxTokens)
  if (able.takesParts) return { tail: '', body: { ...common, ...promptParts(request.prompt), max_tokens: maxTokens } }
  const { fixed, typed } = promptText(request.prompt, able.family)
  const { kept, tail } = able.constraints === 'none' ? { kept: typed, tail: '' } : takeTailOff(typed)
  const start = tail + beginning
  const constraint = start === '' ? {} : constraintFields(able.constraints, { kind: 'startsWith', text: start })
  return {
    tail,
    body: {
      ...common,
      // Something has to stand before the first token that is predicted.
      prompt: fixed + kept || '\n',
      max_tokens: maxTokens + tail.length,
      ...constraint,
    },
  }
}

/**
 * What another answer begins with beyond the typed text: the likeliest answer up to the first place where enough other tokens go on from
 * the typed text, and the `variant`-th likeliest of them. Empty where there is none.
 */
export function otherBeginning(tokens: readonly AnsweredToken[], tail: string, variant: number): string {
  const likeliestText = tokens.map(({ text }) => text).join('')
  let spelled = ''
  for (const { text, likeliest } of tokens) {
    const beginnings = likeliest.map((other) => spelled + other.text).filter((beginning) => beginning.startsWith(tail))
    // Other tokens may spell the same text.
    const other = beginnings.filter((beginning) => !likeliestText.startsWith(beginning))[variant - 1]
    if (other !== undefined) return other.slice(tail.length)
    spelled += text
  }
  return ''
}

/** What another answer than the likeliest begins with: the `variant`-th likeliest other token. Empty where the server cannot be made to. */
export async function beginningOf(
  request: CompletionRequest,
  { able, connection }: Pick<OpenReplica, 'able' | 'connection'>,
  signal: AbortSignal,
): Promise<string> {
  const { variant = 0 } = request
  if (variant === 0 || able.constraints === 'none' || !able.logProbabilities) return ''
  const { body, tail } = askedCompletion({ ...request, maxTokens: 1 }, able)
  const { tokens } = await connection.ask('/completions', body, signal)
  return otherBeginning(tokens, tail, variant)
}

/** Turns the pieces of an answer into what follows the cursor. Returns why it ended. */
export async function* completionTexts(
  pieces: AsyncIterable<AnswerPiece>,
  { tail }: AskedCompletion,
  request: CompletionRequest,
): AsyncGenerator<Text, EndReason> {
  const stops = new StopTexts(request.stop ?? [])
  const start = new SpelledTail(tail)
  let finish: AnswerPiece['finish']
  for await (const piece of pieces) {
    finish = piece.finish ?? finish
    const { text, logP } = start.take(piece)
    const shown = stops.push(text)
    if (shown !== '') yield { kind: 'text', text: shown, ...(logP === undefined ? {} : { logP }) }
    if (stops.stopped) return 'stop'
  }
  const held = stops.flush()
  if (held !== '') yield { kind: 'text', text: held }
  // A request for the prompt alone wants none of the token that it was written with.
  if (request.maxTokens === 0) return 'length'
  return finish === 'length' ? 'length' : 'endOfText'
}

/** Takes the tail off an answer's front, and adds the log-probabilities up until text remains. */
class SpelledTail {
  /** What the tokens have not spelled yet, which they do before the text of the last of them is told. */
  #toSpell: string
  #toHide: number
  #logP: number | undefined

  constructor(tail: string) {
    this.#toSpell = tail
    this.#toHide = tail.length
  }

  take({ text, tokens }: AnswerPiece): { readonly text: string; readonly logP?: number } {
    for (const token of tokens) {
      this.#logP = (this.#logP ?? 0) + (this.#toSpell === '' ? token.logP : logPAmong(token, this.#toSpell))
      this.#toSpell = this.#toSpell.slice(token.text.length)
    }
    const shown = text.slice(this.#toHide)
    this.#toHide -= text.length - shown.length
    if (shown === '' || this.#logP === undefined) return { text: shown }
    const logP = this.#logP
    this.#logP = undefined
    return { text: shown, logP }
  }
}

/** How sure the model is of a token among those that keep what was typed. */
function logPAmong(token: AnsweredToken, tail: string): number {
  const fitting = token.likeliest.filter(({ text }) => text !== '' && (text.startsWith(tail) || tail.startsWith(text)))
  const sum = fitting.reduce((total, { logP }) => total + Math.exp(logP), 0)
  return sum > 0 ? Math.min(0, token.logP - Math.log(sum)) : 0
}
