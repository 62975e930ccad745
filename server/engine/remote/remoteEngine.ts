import type { ExaminedServer } from '../../protocol/doctor.ts'
import { knownError, LatentError } from '../../protocol/errors.ts'
import type { Lane } from '../../protocol/figures.ts'
import type { ChatRequest, CompletionRequest, CountRequest, EngineInfo, ScoredText, ScoreRequest, TextDelta } from '../engine.ts'
import { Listeners } from '../listeners.ts'
import { withoutMarkers } from '../markers.ts'
import type { EngineState, FiguresListener, Outcome, SupervisedEngine } from '../supervisedEngine.ts'
import type { AnswerPiece } from './answer.ts'
import { askedAgain, askedChat, chatTexts, formedTexts } from './chat.ts'
import { askedCompletion, beginningOf, completionTexts } from './complete.ts'
import { RemoteCosts } from './costs.ts'
import { examineServers } from './examine.ts'
import { isPassing } from './failure.ts'
import { remoteInfo } from './info.ts'
import type { OpenReplica, ReplicaOptions } from './replica.ts'
import { Replicas } from './replicas.ts'
import { resumed } from './resumed.ts'
import { type InLane, scoreTexts } from './scoring.ts'
import { tokenCount } from './tokens.ts'

export interface RemoteOptions extends ReplicaOptions {
  /** Of servers that have the same model. */
  readonly urls: readonly string[]
}

type Text = Extract<TextDelta, { kind: 'text' }>
type EndReason = Extract<TextDelta, { kind: 'end' }>['reason']

/**
 * The engine on servers that the user named: llama.cpp's, vLLM, or others that speak OpenAI's API. What they can do is tried at the start;
 * what they cannot do is done in another way or refused with `remoteCannot`.
 */
export class RemoteEngine implements SupervisedEngine {
  readonly #replicas: Replicas
  readonly #stateListeners = new Listeners<[EngineState]>()
  readonly #figuresListeners = new Listeners<Parameters<FiguresListener>>()
  #state: EngineState = { kind: 'unloaded' }
  #starting: Promise<EngineInfo> | undefined
  #active = 0

  /** Throws remoteAddress where an address is none. */
  constructor({ urls, ...options }: RemoteOptions) {
    this.#replicas = new Replicas(urls, options)
    this.#replicas.onChange(() => this.#follow())
  }

  get state(): EngineState {
    return this.#state
  }

  get activeRequests(): number {
    return this.#active
  }

  onState(listener: (state: EngineState) => void): { dispose(): void } {
    return this.#stateListeners.add(listener)
  }

  onFigures(listener: FiguresListener): { dispose(): void } {
    return this.#figuresListeners.add(listener)
  }

  /** Tries what the servers can do; where none can be reached they are looked for from then on. */
  start(): void {
    this.#begin().catch(() => undefined)
  }

  async restart(): Promise<void> {
    this.#replicas.forget()
    this.#starting = undefined
    await this.#begin().catch(() => undefined)
  }

  /** Adapters are the server's business: `latent.remote.model` names one. */
  async useAdapters(): Promise<void> {}

  async unload(): Promise<void> {}

  async dispose(): Promise<void> {
    this.leave()
  }

  leave(): void {
    this.#replicas.end()
    this.#set({ kind: 'unloaded' })
  }

  async info(): Promise<EngineInfo> {
    return this.#state.kind === 'ready' ? this.#state.info : await this.#begin()
  }

  async examine(signal: AbortSignal): Promise<readonly ExaminedServer[]> {
    return await examineServers(this.#replicas, signal)
  }

  complete(request: CompletionRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    const ask = async ({ able, connection }: OpenReplica, until: AbortSignal): Promise<Answering> => {
      if (!able.completions) throw LatentError.of('remoteCannot', connection.root, 'raw completions')
      const beginning = await beginningOf(request, { able, connection }, until)
      const asked = askedCompletion(request, able, beginning)
      const pieces = await begun(connection.stream('/completions', asked.body, until))
      return { pieces, read: (counted) => completionTexts(counted, asked, request) }
    }
    return resumed(() => this.#answer(request, signal, ask))
  }

  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    const ask = async ({ able, connection }: OpenReplica, until: AbortSignal): Promise<Answering> => {
      if (!able.chat) throw LatentError.of('remoteCannot', connection.root, 'chats')
      const streamed = (asked: ChatRequest) => connection.stream('/chat/completions', askedChat(asked, able), until)
      const pieces = await begun(streamed(request))
      const { format } = request
      if (format === undefined || able.constraints !== 'none') return { pieces, read: chatTexts }
      const again = (costs: RemoteCosts) => (answer: string) => costs.counted(streamed(askedAgain(request, answer)))
      return { pieces, read: (counted, costs) => formedTexts(counted, format, again(costs)) }
    }
    return resumed(() => this.#answer(request, signal, ask))
  }

  async score(request: ScoreRequest, signal: AbortSignal): Promise<readonly ScoredText[]> {
    const costs = new RemoteCosts()
    return await this.#counted(request.lane, costs, signal, async () => {
      const inLane: InLane = (work) => this.#inLane(request.lane, keyOf(request), work, signal)
      const { able } = await this.#replicas.open(signal)
      const scored = await scoreTexts(request, able, inLane, costs)
      const figures = costs.figures()
      return scored.map((score) => ({ ...score, figures }))
    })
  }

  async countTokens({ lane, texts }: CountRequest, signal: AbortSignal): Promise<readonly number[]> {
    const { able, connection } = await this.#replicas.open(signal)
    const { tokenize, model } = able
    if (tokenize === undefined) return texts.map(estimatedTokens)
    const count = async (text: string) =>
      (await tokenCount(connection, tokenize, model, withoutMarkers(text), signal)) ?? estimatedTokens(text)
    return await this.#replicas.run(lane, '', () => Promise.all(texts.map(count)), signal)
  }

  async *#answer(
    request: { readonly lane: Lane; readonly document?: string; readonly sequence: string },
    signal: AbortSignal,
    ask: (open: OpenReplica, until: AbortSignal) => Promise<Answering>,
  ): AsyncIterable<TextDelta> {
    const costs = new RemoteCosts()
    const closing = new AbortController()
    const until = AbortSignal.any([signal, closing.signal])
    let leave = () => {}
    this.#enter()
    let outcome: Outcome = 'failed'
    try {
      const { pieces, read } = await this.#replicas.run(
        request.lane,
        keyOf(request),
        async (open, wanted) => {
          const left = await open.lanes.enter(request.lane, wanted)
          try {
            const { pieces, read } = await ask(open, wanted)
            // Nobody takes what comes too late.
            wanted.throwIfAborted()
            leave = left
            return { pieces: open.whileThere(pieces), read }
          } catch (error) {
            // The next attempt needs a place, too.
            left()
            throw error
          }
        },
        until,
      )
      const reason = yield* read(costs.counted(pieces), costs)
      outcome = 'done'
      yield { kind: 'end', reason, figures: costs.figures() }
    } catch (error) {
      if (signal.aborted) outcome = 'cancelled'
      throw error
    } finally {
      // Where the reader has enough: a server goes on writing until the connection is closed.
      closing.abort()
      leave()
      this.#left(request.lane, costs, outcome)
    }
  }

  /** A request that waits for its place among the others of the server. */
  async #inLane<T>(
    lane: Lane,
    key: string,
    work: (open: OpenReplica, until: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    return await this.#replicas.run(
      lane,
      key,
      async (open, until) => {
        const leave = await open.lanes.enter(lane, until)
        try {
          return await work(open, until)
        } finally {
          leave()
        }
      },
      signal,
    )
  }

  async #counted<T>(lane: Lane, costs: RemoteCosts, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    this.#enter()
    let outcome: Outcome = 'failed'
    try {
      const result = await work()
      outcome = 'done'
      return result
    } catch (error) {
      if (signal.aborted) outcome = 'cancelled'
      throw error
    } finally {
      this.#left(lane, costs, outcome)
    }
  }

  #enter(): void {
    this.#active += 1
    if (this.#active === 1) this.#tell()
  }

  #left(lane: Lane, costs: RemoteCosts, outcome: Outcome): void {
    this.#active -= 1
    this.#figuresListeners.tell(lane, costs.figures(), outcome)
    if (this.#active === 0) this.#tell()
  }

  #begin(): Promise<EngineInfo> {
    this.#starting ??= this.#opening()
    return this.#starting
  }

  async #opening(): Promise<EngineInfo> {
    this.#set({ kind: 'starting' })
    try {
      const open = await this.#replicas.open(new AbortController().signal)
      const info = remoteInfo(
        open.able,
        this.#replicas.all.map(({ connection }) => connection.root),
      )
      this.#set({ kind: 'ready', info })
      return info
    } catch (error) {
      this.#starting = undefined
      const known = knownError(error)
      // From now on they are looked for.
      if (isPassing(known)) for (const { presence } of this.#replicas.all) presence.leave(known)
      this.#set({ kind: 'failed', error: known })
      throw known
    }
  }

  /** All went, or one came back. */
  #follow(): void {
    const { away } = this.#replicas
    if (away !== undefined) {
      this.#starting = undefined
      this.#set({ kind: 'failed', error: away })
    } else if (this.#state.kind === 'failed') this.start()
  }

  #set(state: EngineState): void {
    this.#state = state
    this.#tell()
  }

  #tell(): void {
    this.#stateListeners.tell(this.#state)
  }
}

interface Answering {
  readonly pieces: AsyncIterable<AnswerPiece>
  readonly read: (pieces: AsyncIterable<AnswerPiece>, costs: RemoteCosts) => AsyncGenerator<Text, EndReason>
}

/** Requests of a document share their prompt, and with it what a server has in its cache. */
function keyOf({ document, sequence }: { readonly document?: string; readonly sequence: string }): string {
  return document ?? sequence
}

/** An estimate that errs to the safe side where a server does not tell: code in English has about 3 characters a token. */
function estimatedTokens(text: string): number {
  return Math.ceil(text.length / 2)
}

/** An answer whose first piece has come: until then it may be asked for again. */
async function begun(pieces: AsyncIterable<AnswerPiece>): Promise<AsyncIterable<AnswerPiece>> {
  const iterator = pieces[Symbol.asyncIterator]()
  const first = await iterator.next()
  return (async function* () {
    if (!first.done) yield first.value
    yield* { [Symbol.asyncIterator]: () => iterator }
  })()
}
