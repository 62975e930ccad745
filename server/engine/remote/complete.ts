import type { CompletionRequest, Prompt, TextDelta } from '../engine.ts'
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
  /** What stands at the prompt's end and is told as the beginning of the answer. */
  readonly begun?: Beginning
}

/** What another answer than the likeliest begins with. */
export interface Beginning {
  readonly text: string
  readonly logP: number
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

/** Something has to stand before the first token that is predicted. */
const aLineEnd = '\n'

/**
 * The body of a completion request. The typed text's end is taken off and the answer constrained to begin with it, so that the model
 * spells it as it would; a server without constraints gets it as it is, and one that takes a prompt's parts does all of that. `beginning` comes first in the answer, in place of the
 * likeliest text: by the constraint, or at the prompt's end where there is none.
 */
export function askedCompletion(request: CompletionRequest, able: RemoteCapabilities, beginning?: Beginning): AskedCompletion {
  const common = {
    model: able.model,
    temperature: 0,
    ...costsWithEachPiece(able),
    ...(able.logProbabilities ? { logprobs: likeliestAsked } : {}),
  }
  // Where only the prompt is to be read, servers still want to write a token.
  const maxTokens = Math.max(1, request.maxTokens)
  if (able.constraints === 'none') {
    const prompt = goneOn(request.prompt, beginning?.text ?? '')
    const { fixed, typed } = promptText(prompt, able.family)
    const sent = able.takesParts ? promptParts(prompt) : { prompt: fixed + typed || aLineEnd }
    return { tail: '', ...(beginning && { begun: beginning }), body: { ...common, ...sent, max_tokens: maxTokens } }
  }
  const { fixed, typed } = promptText(request.prompt, able.family)
  const { kept, tail } = takeTailOff(typed)
  const start = tail + (beginning?.text ?? '')
  const constraint = start === '' ? {} : constraintFields(able.constraints, { kind: 'startsWith', text: start })
  return {
    tail,
    body: {
      ...common,
      prompt: fixed + kept || aLineEnd,
      max_tokens: maxTokens + tail.length,
      ...constraint,
    },
  }
}

/** The prompt with more typed text. */
function goneOn(prompt: Prompt, more: string): Prompt {
  return prompt.kind === 'text' ? { ...prompt, text: prompt.text + more } : { ...prompt, typed: prompt.typed + more }
}

/**
 * What another answer begins with beyond the typed text: the likeliest answer up to the first place where enough other tokens go on from
 * the typed text, and the `variant`-th likeliest of them. Undefined where there is none.
 */
export function otherBeginning(tokens: readonly AnsweredToken[], tail: string, variant: number): Beginning | undefined {
  const likeliestText = tokens.map(({ text }) => text).join('')
  let spelled: Beginning = { text: '', logP: 0 }
  for (const { text, logP, likeliest } of tokens) {
    const beginnings = likeliest.map((other) => ({ text: spelled.text + other.text, logP: spelled.logP + other.logP }))
    const others = beginnings.filter((beginning) => beginning.text.startsWith(tail))
    // Other tokens may spell the same text.
    const other = others.filter((beginning) => !likeliestText.startsWith(beginning.text))[variant - 1]
    if (other !== undefined) return { ...other, text: other.text.slice(tail.length) }
    spelled = { text: spelled.text + text, logP: spelled.logP + logP }
  }
  return undefined
}

/** Tokens of the likeliest answer, beyond the typed word, at which another one may leave it. */
const placesLookedAt = 4

/** What another answer than the likeliest begins with: the `variant`-th likeliest other token. Undefined where the server cannot be made to. */
export async function beginningOf(
  request: CompletionRequest,
  { able, connection }: Pick<OpenReplica, 'able' | 'connection'>,
  signal: AbortSignal,
): Promise<Beginning | undefined> {
  const { variant = 0 } = request
  if (variant === 0 || !able.logProbabilities) return undefined
  const { body, tail } = askedCompletion({ ...request, maxTokens: placesLookedAt }, able)
  const { tokens } = await connection.ask('/completions', body, signal)
  return otherBeginning(tokens, tail, variant)
}

/** Turns the pieces of an answer into what follows the cursor. Returns why it ended. */
export async function* completionTexts(
  pieces: AsyncIterable<AnswerPiece>,
  { tail, begun }: AskedCompletion,
  request: CompletionRequest,
): AsyncGenerator<Text, EndReason> {
  const stops = new StopTexts(request.stop ?? [])
  const start = new SpelledTail(tail)
  const first = stops.push(begun?.text ?? '')
  if (first !== '') yield { kind: 'text', text: first, ...(begun && { logP: begun.logP }) }
  if (stops.stopped) return 'stop'
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
