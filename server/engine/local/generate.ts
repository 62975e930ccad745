import { LlamaGrammarEvaluationState, type Token } from 'node-llama-cpp'
import { LatentError } from '../../protocol/errors.ts'
import type { GeneratedToken, GenerateRequest, TextDelta } from '../engine.ts'
import { StopTexts } from '../stopTexts.ts'
import { chatTokens, grammarOf } from './chat.ts'
import type { Costs } from './costs.ts'
import { Decoder, type DecoderDeps } from './decoder.ts'
import { heal, type Start, takeEndOff } from './heal.ts'
import type { LoadedModel } from './loadedModel.ts'
import type { ModelTools } from './modelTools.ts'
import { promptTokens } from './promptTokens.ts'
import { TokenText } from './tokenText.ts'
import { ToldTokens } from './toldTokens.ts'
import type { Turn } from './turn.ts'
import type { UserSlot } from './userSlots.ts'
import type { Drawn } from './warmSequence.ts'

/**
 * A text lets those go first who wait for a sequence when it has got so many tokens further. Its first turn is short, so that everyone who asks at the same moment soon
 * sees a beginning; each further one is twice as long, so that the changes cost little. What completes a line is written at once.
 */
const turnTokens = { completion: 32, long: 8, most: 64 }

/** Writes a text for a user of a server, beside those that are written for others. */
export async function generate(
  loaded: LoadedModel,
  request: GenerateRequest,
  { ticket, costs: all }: Turn,
  signal: AbortSignal,
  emit: (delta: TextDelta) => void,
): Promise<void> {
  if (loaded.slots === undefined) throw LatentError.of('engineFailed', 'the model was loaded for one user')
  const grammar = await grammarOf(loaded, request.format)
  const { prompt, end } = promptOf(loaded, request)
  const slot = await loaded.slots.take(request.lane, request.client, prompt, signal)
  const { sampling } = request
  let healing = true
  // What is spelled anew was in the prompt.
  const costs: Costs = { ...all, generated: (tokens) => (healing ? all.evaluated(tokens) : all.generated(tokens)) }
  const deps = { ticket, costs, reuse: 'exact' as const, ...(sampling === undefined ? {} : { sampling }) }
  try {
    await ticket.run(slot.restore, { kind: 'prepare' })
    await slot.warm.prefill(prompt.slice(0, -1), deps.reuse, ticket, costs)
    // The last token is evaluated each time, to tell what comes after it.
    costs.evaluated(1)
    const start = await heal(loaded, { ...deps, warm: slot.warm }, prompt, end)
    healing = false
    const state = grammar && new LlamaGrammarEvaluationState({ model: loaded.model, grammar })
    const writer =
      state === undefined
        ? new Drawer({ ...deps, slot }, request, start)
        : new ByGrammar({ ...deps, warm: slot.warm, grammar: state }, start)
    const reason = await write(loaded, request, writer, start, costs, emit)
    emit({ kind: 'end', reason, figures: costs.figures() })
  } finally {
    slot.release()
  }
}

function toolsOf({ tools }: LoadedModel): ModelTools {
  if (tools === undefined) throw LatentError.of('engineFailed', 'the model has no form for tools')
  return tools
}

/** What stands before the answer. The end of typed text is spelled anew, as in an editor; a conversation ends with whole tokens. */
function promptOf(loaded: LoadedModel, { prompt }: GenerateRequest) {
  const none = { kept: [], tokens: [], bytes: new Uint8Array() }
  if (prompt.kind === 'chat') return { prompt: chatTokens(loaded, prompt.messages), end: none }
  if (prompt.kind === 'tools') return { prompt: toolsOf(loaded).tokens(prompt), end: none }
  const { fixed, typed } = promptTokens(loaded.model, prompt)
  const end = takeEndOff(typed, loaded.vocabulary.bytes)
  return { prompt: [...fixed, ...end.kept], end }
}

type DrawerDeps = Omit<DecoderDeps, 'warm'> & { readonly slot: UserSlot }

interface Writer {
  readonly isFull: boolean
  /** The next token; undefined at the end of the text. */
  next(): Promise<Drawn | undefined>
  close(): Promise<void>
}

/** Draws one token after the other, and lets others go first now and then. */
class Drawer implements Writer {
  readonly #deps: DrawerDeps
  readonly #request: GenerateRequest
  readonly #prompt: readonly Token[]
  readonly #written: Token[] = []
  #last: Token
  #turnTokens: number
  #turnEnds: number

  constructor(deps: DrawerDeps, request: GenerateRequest, { evaluated, last }: Start) {
    this.#deps = deps
    this.#request = request
    this.#prompt = evaluated
    this.#last = last
    this.#turnTokens = request.lane === 'interactive' ? turnTokens.completion : turnTokens.long
    this.#turnEnds = this.#turnTokens
  }

  get isFull(): boolean {
    return this.#prompt.length + this.#written.length >= this.#deps.slot.warm.capacity
  }

  async next(): Promise<Drawn> {
    const { slot, ticket, costs, reuse } = this.#deps
    if (this.#written.length === this.#turnEnds) {
      this.#turnTokens = Math.min(2 * this.#turnTokens, turnTokens.most)
      this.#turnEnds += this.#turnTokens
      if (await slot.giveWay([...this.#prompt, ...this.#written])) await ticket.run(slot.restore, { kind: 'prepare' })
    }
    // It may be another sequence than before.
    const { warm } = slot
    const { sampling, likeliest } = this.#request
    // Each step draws by a seed of its own; with the same one, all tokens would fall at the same part of their distributions.
    const seeded = sampling && { ...sampling, seed: (sampling.seed + this.#written.length * 0x9e3779b1) % 2 ** 32 }
    const drawn = await warm.after([this.#prompt, this.#written], reuse, ticket, costs, () =>
      warm.draw(this.#last, seeded, likeliest),
    )
    this.#written.push(this.#last)
    this.#last = drawn.token
    return drawn
  }

  async close(): Promise<void> {}
}

/** Writes what a grammar allows. */
class ByGrammar implements Writer {
  readonly #decoder: Decoder

  constructor(deps: DecoderDeps, { evaluated, last }: Start) {
    this.#decoder = new Decoder(deps, evaluated, last)
  }

  get isFull(): boolean {
    return this.#decoder.isFull
  }

  async next(): Promise<Drawn | undefined> {
    const token = await this.#decoder.next()
    return token === undefined ? undefined : { token, logP: 0, likeliest: [] }
  }

  async close(): Promise<void> {
    await this.#decoder.close()
  }
}

async function write(
  { model, vocabulary }: LoadedModel,
  { maxTokens, stop, likeliest, format, tellsCosts }: GenerateRequest,
  writer: Writer,
  start: Start,
  costs: Costs,
  emit: (delta: TextDelta) => void,
): Promise<'endOfText' | 'stop' | 'length'> {
  const tokenText = new TokenText(vocabulary.bytes)
  const stops = new StopTexts(stop)
  const told = likeliest === undefined || format !== undefined ? undefined : new ToldTokens()
  const say = (text: string) => {
    if (text === '') return
    const tokens = told === undefined ? {} : { tokens: told.of(text) }
    emit({ kind: 'text', text, ...tokens, ...(tellsCosts === true ? { figures: costs.figures() } : {}) })
  }
  const tokenOf = (drawn: Drawn): GeneratedToken => ({
    text: vocabulary.textOf([drawn.token]),
    logP: drawn.logP,
    likeliest: drawn.likeliest.map(({ token, logP }) => ({ text: vocabulary.textOf([token]), logP })),
  })

  try {
    if (start.text !== '') costs.generated(1)
    if (start.text !== '') told?.add({ text: start.text, logP: start.logP, likeliest: [] }, start.text)
    say(stops.push(start.text))
    // What healing wrote counts as a token.
    for (let written = start.text === '' ? 0 : 1; !stops.stopped && written < maxTokens && !writer.isFull; written += 1) {
      const next = await writer.next()
      costs.generated(1)
      if (next === undefined || model.isEogToken(next.token) || model.isSpecialToken(next.token)) {
        say(stops.flush())
        return 'endOfText'
      }
      const text = tokenText.push(next.token)
      told?.add(tokenOf(next), text)
      say(stops.push(text))
    }
    if (stops.stopped) return 'stop'
    say(stops.flush())
    return 'length'
  } finally {
    await writer.close()
  }
}
