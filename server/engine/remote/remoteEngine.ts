import { LatentError } from '../../protocol/errors.ts'
import type { Lane, RequestFigures } from '../../protocol/figures.ts'
import type {
  ChatRequest,
  CompletionRequest,
  CountRequest,
  Engine,
  EngineInfo,
  ScoredText,
  ScoreRequest,
  TextDelta,
} from '../engine.ts'
import type { AnswerPiece, Usage } from './answer.ts'
import type { RemoteCapabilities } from './capabilities.ts'
import { askedCompletion, completionTexts, costsWithEachPiece, otherBeginning } from './complete.ts'
import { Connection, type ConnectionLimits, type Endpoint } from './connection.ts'
import { constraintFields } from './constraints.ts'
import { RemoteLanes } from './lanes.ts'
import { withoutMarkers } from './markers.ts'
import { probe } from './probe.ts'
import { promptText } from './promptText.ts'
import { Attempts } from './retrying.ts'
import { forcedScore } from './scoring.ts'
import { tokenCount } from './tokens.ts'

type Outcome = 'done' | 'cancelled' | 'failed'

export interface RemoteEngineDeps {
  /** Told what each request cost. */
  onFigures?(lane: Lane, figures: RequestFigures, outcome: Outcome): void
  readonly limits?: ConnectionLimits
}

interface Opened {
  readonly able: RemoteCapabilities
  readonly lanes: RemoteLanes
}

/**
 * The engine on a server that the user named: llama.cpp's, vLLM, or another that speaks OpenAI's API. What it can do is tried at the first
 * request; what it cannot do is done in another way or refused with `remoteCannot`.
 */
export class RemoteEngine implements Engine {
  readonly #endpoint: Endpoint
  readonly #connection: Connection
  readonly #attempts = new Attempts()
  readonly #deps: RemoteEngineDeps
  #opened: Promise<Opened> | undefined

  /** Throws a LatentError where the address is none. */
  constructor(endpoint: Endpoint, deps: RemoteEngineDeps = {}) {
    this.#endpoint = endpoint
    this.#deps = deps
    this.#connection = new Connection(endpoint, deps.limits)
  }

  async info(): Promise<EngineInfo> {
    const able = await this.capabilities(new AbortController().signal)
    return {
      model: shortName(able.model),
      architecture: able.family?.name ?? 'unknown',
      backend: 'remote',
      device: new URL(this.#connection.root).host,
      backendReason: `the setting latent.remote.url names ${this.#connection.root}`,
      contextSize: able.contextSize,
      calibrationKey: `remote-${shortName(able.model)
        .toLowerCase()
        .replaceAll(/[^a-z0-9.]+/g, '-')}`,
      capabilities: { fim: able.family !== undefined, chat: able.chat, score: able.scores !== 'none' },
    }
  }

  /** What the server can do, tried at the first call. */
  async capabilities(signal: AbortSignal): Promise<RemoteCapabilities> {
    return (await this.#open(signal)).able
  }

  async *complete(request: CompletionRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    const { able } = await this.#open(signal)
    if (!able.completions) throw LatentError.of('remoteCannot', this.#connection.root, 'raw completions')
    const beginning = await this.#beginning(request, able, signal)
    const asked = askedCompletion(request, able, beginning)
    yield* this.#answer(request.lane, '/completions', asked.body, signal, async function* (pieces) {
      const reason = yield* completionTexts(pieces, asked, request)
      // A request for the prompt alone wants none of the token that it was written with.
      return request.maxTokens === 0 ? 'length' : reason
    })
  }

  async *chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    const { able } = await this.#open(signal)
    if (!able.chat) throw LatentError.of('remoteCannot', this.#connection.root, 'chats')
    const { format } = request
    const body = {
      model: able.model,
      messages: request.messages.map(({ role, content }) => ({ role, content: withoutMarkers(content) })),
      max_tokens: request.maxTokens,
      temperature: 0,
      ...costsWithEachPiece(able),
      ...(format === undefined ? {} : constraintFields(able.constraints, format)),
    }
    yield* this.#answer(request.lane, '/chat/completions', body, signal, async function* (pieces) {
      let finish: AnswerPiece['finish']
      for await (const piece of pieces) {
        finish = piece.finish ?? finish
        if (piece.text !== '') yield { kind: 'text' as const, text: piece.text }
      }
      return finish === 'length' ? 'length' : 'endOfText'
    })
  }

  async score(request: ScoreRequest, signal: AbortSignal): Promise<readonly ScoredText[]> {
    const { able } = await this.#open(signal)
    if (able.scores === 'none') throw LatentError.of('remoteCannot', this.#connection.root, 'probabilities of given text')
    const { fixed, typed } = promptText(request.prompt, able.family)
    const prompt = fixed + typed || '\n'
    const costs = new RemoteCosts()
    const scored = await Promise.all(
      request.continuations.map((text) => this.#forced(request.lane, able, prompt, text, costs, signal)),
    )
    const figures = costs.figures()
    this.#deps.onFigures?.(request.lane, figures, 'done')
    return scored.map((score) => ({ ...score, figures }))
  }

  async countTokens({ texts }: CountRequest, signal: AbortSignal): Promise<readonly number[]> {
    const { able } = await this.#open(signal)
    return await Promise.all(
      texts.map(async (text) => {
        const { tokenize, model } = able
        const counted =
          tokenize === undefined ? undefined : await tokenCount(this.#connection, tokenize, model, withoutMarkers(text), signal)
        return counted ?? Math.ceil(text.length / leastCharactersPerToken)
      }),
    )
  }

  async #forced(lane: Lane, able: RemoteCapabilities, prompt: string, text: string, costs: RemoteCosts, signal: AbortSignal) {
    if (text === '') return { logPs: [], lengths: [], preferred: [] }
    const body = {
      model: able.model,
      prompt,
      // At most a token for each byte, and the end.
      max_tokens: Buffer.byteLength(text) + 1,
      temperature: 0,
      logprobs: 1,
      ...constraintFields(able.constraints, { kind: 'literal', text }),
    }
    const leave = await (await this.#open(signal)).lanes.enter(lane, signal)
    try {
      const answer = await this.#attempts.run(lane, () => this.#connection.ask('/completions', body, signal), signal)
      costs.add(answer.usage)
      const score = forcedScore(text, answer.tokens)
      if (score === undefined) throw LatentError.of('remoteCannot', this.#connection.root, 'probabilities of this text')
      return score
    } finally {
      leave()
    }
  }

  /** What another answer than the likeliest begins with: the `variant`-th likeliest other token. */
  async #beginning(request: CompletionRequest, able: RemoteCapabilities, signal: AbortSignal): Promise<string> {
    const { variant = 0 } = request
    if (variant === 0 || able.constraints === 'none' || !able.logProbabilities) return ''
    const { body, tail } = askedCompletion({ ...request, maxTokens: 1 }, able)
    const { tokens } = await this.#connection.ask('/completions', body, signal)
    return otherBeginning(tokens, tail, variant)
  }

  async *#answer(
    lane: Lane,
    api: '/completions' | '/chat/completions',
    body: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
    read: (pieces: AsyncIterable<AnswerPiece>) => AsyncGenerator<Extract<TextDelta, { kind: 'text' }>, EndReason>,
  ): AsyncIterable<TextDelta> {
    const costs = new RemoteCosts()
    let outcome: Outcome = 'failed'
    const leave = await (await this.#open(signal)).lanes.enter(lane, signal)
    const closing = new AbortController()
    const until = AbortSignal.any([signal, closing.signal])
    try {
      const pieces = await this.#attempts.run(lane, () => begun(this.#connection.stream(api, body, until)), signal)
      const reason = yield* read(counted(pieces, costs))
      outcome = 'done'
      yield { kind: 'end', reason, figures: costs.figures() }
    } catch (error) {
      if (signal.aborted) outcome = 'cancelled'
      throw error
    } finally {
      // Where the reader has enough: a server goes on writing until the connection is closed.
      closing.abort()
      leave()
      this.#deps.onFigures?.(lane, costs.figures(), outcome)
    }
  }

  #open(signal: AbortSignal): Promise<Opened> {
    this.#opened ??= this.#probed(signal)
    return this.#opened
  }

  async #probed(signal: AbortSignal): Promise<Opened> {
    try {
      const able = await this.#attempts.run('user', () => probe(this.#connection, this.#endpoint, signal), signal)
      return { able, lanes: new RemoteLanes(able.parallel) }
    } catch (error) {
      // The next request tries again.
      this.#opened = undefined
      throw error
    }
  }
}

type EndReason = Extract<TextDelta, { kind: 'end' }>['reason']

/** llama.cpp calls a model by its file where it was given no other name. */
function shortName(model: string): string {
  return (model.split(/[\\/]/).at(-1) ?? model).replace(/\.gguf$/i, '')
}

/** An estimate that errs to the safe side where a server does not tell: code in English has about 3. */
const leastCharactersPerToken = 2

/** An answer whose first piece has come: until then it may be asked for again. */
async function begun(pieces: AsyncIterable<AnswerPiece>): Promise<AsyncIterable<AnswerPiece>> {
  const iterator = pieces[Symbol.asyncIterator]()
  const first = await iterator.next()
  return (async function* () {
    if (!first.done) yield first.value
    yield* { [Symbol.asyncIterator]: () => iterator }
  })()
}

async function* counted(pieces: AsyncIterable<AnswerPiece>, costs: RemoteCosts): AsyncIterable<AnswerPiece> {
  for await (const piece of pieces) {
    costs.tell(piece.usage)
    yield piece
  }
}

/** What a request cost, by the server's own count. */
class RemoteCosts {
  readonly #started = performance.now()
  #usage: Usage = { promptTokens: 0, cachedTokens: 0, generatedTokens: 0 }

  /** Of a request under way: what it cost so far. */
  tell(usage: Usage | undefined): void {
    this.#usage = usage ?? this.#usage
  }

  /** Of one more request. */
  add(usage: Usage | undefined): void {
    if (usage === undefined) return
    this.#usage = {
      promptTokens: this.#usage.promptTokens + usage.promptTokens,
      cachedTokens: this.#usage.cachedTokens + usage.cachedTokens,
      generatedTokens: this.#usage.generatedTokens + usage.generatedTokens,
    }
  }

  figures(): RequestFigures {
    return { ...this.#usage, ms: performance.now() - this.#started }
  }
}
