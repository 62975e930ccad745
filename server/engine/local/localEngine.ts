import { LatentError } from '../../protocol/errors.ts'
import type {
  ChatRequest,
  CompletionRequest,
  CountRequest,
  EngineInfo,
  GenerateRequest,
  ScoredText,
  ScoreRequest,
  TextDelta,
} from '../engine.ts'
import { Listeners } from '../listeners.ts'
import type { AdapterChoice, EngineState, FiguresListener, SupervisedEngine } from '../supervisedEngine.ts'
import type { EngineLink } from './engineLink.ts'
import { Exchange } from './exchange.ts'
import type { EngineOptions, EngineRequest, FromEngine } from './messages.ts'
import { engineFor, type OpenEngine } from './openEngine.ts'
import { startPrivateEngine } from './privateEngine.ts'

export type { EngineOptions } from './messages.ts'

interface Disposable {
  dispose(): void
}

export interface LocalEngineDeps {
  /** The bundled engine process, dist/engine.js. */
  readonly processPath: string
  log(line: string): void
  /** Default: a process of its own. */
  readonly open?: OpenEngine
}

/** Waits before the first, second, … restart; after the last the engine is given up until `restart`. */
const restartDelaysMs = [250, 1000, 4000, 10_000, 20_000]
/** A process that lived this long before it died did not die of starting. */
const stableAfterMs = 60_000

/**
 * The engine on this machine: supervises the engine process, which may be shared with other programs. A process that dies is started again
 * with back-off; its requests fail with `engineStopped` and are not sent again, because one of them may have been the cause.
 */
export class LocalEngine implements SupervisedEngine {
  #options: EngineOptions
  readonly #deps: LocalEngineDeps
  readonly #stateListeners = new Listeners<[EngineState]>()
  readonly #figuresListeners = new Listeners<Parameters<FiguresListener>>()
  #state: EngineState = { kind: 'unloaded' }
  #link: EngineLink | undefined
  /** The model before is gone: the memory of a large one is free for the next. */
  #gone = Promise.resolve()
  readonly #exchanges = new Map<number, Exchange>()
  #nextId = 1
  #deaths = 0
  #startedAt = 0
  #retry: NodeJS.Timeout | undefined
  #disposed = false

  constructor(options: EngineOptions, deps: LocalEngineDeps) {
    this.#options = options
    this.#deps = deps
  }

  /** One that shares its process, and the model in it, with the other programs of this user. */
  static shared(options: EngineOptions, deps: LocalEngineDeps): LocalEngine {
    return new LocalEngine(options, { ...deps, open: engineFor(process.env) })
  }

  get state(): EngineState {
    return this.#state
  }

  /** Requests under way, for a busy sign. */
  get activeRequests(): number {
    return this.#exchanges.size
  }

  /** The engine process, for diagnosis; undefined while there is none. */
  get pid(): number | undefined {
    return this.#link?.pid
  }

  /** Called on every change of the state, and when the number of requests under way leaves or reaches 0. */
  onState(listener: (state: EngineState) => void): Disposable {
    return this.#stateListeners.add(listener)
  }

  onFigures(listener: FiguresListener): Disposable {
    return this.#figuresListeners.add(listener)
  }

  /** Starts the process and loads the model; the outcome shows in `state`. Does nothing while it runs already. */
  start(): void {
    // With a link the process waits for memory, and tells by itself.
    if (this.#state.kind !== 'starting' && this.#state.kind !== 'ready' && this.#link === undefined) this.#begin()
  }

  /** Ends the process, also for others who share it, and starts afresh, with the count of failures at zero. */
  async restart(): Promise<void> {
    await this.#startAfresh((link) => link.kill())
  }

  /**
   * Changes the LoRA adapters: by a new context while the model stays in memory. Requests under way end with those of before; what is asked
   * meanwhile waits.
   */
  async useAdapters(adapters: readonly AdapterChoice[]): Promise<void> {
    this.#options = { ...this.#options, adapters }
    if (this.#state.kind === 'unloaded') return
    if (this.#state.kind !== 'ready') return await this.#startAfresh((link) => link.release())
    this.#setState({ kind: 'starting' })
    this.#link?.send({ kind: 'adapters', adapters })
  }

  /** Frees the memory, unless others use the model; the next request loads it again. Resolves when the memory is free. */
  async unload(): Promise<void> {
    this.#stop(LatentError.of('modelUnloaded'), (link) => link.release())
    this.#setState({ kind: 'unloaded' })
    await this.#gone
  }

  /** Frees the memory for good; what is asked from now on is refused. */
  async dispose(): Promise<void> {
    this.#disposed = true
    await this.unload()
  }

  /** Ends at once and for good. A shared engine keeps the model for a moment, for whoever comes next. */
  leave(): void {
    this.#disposed = true
    this.#stop(LatentError.of('modelUnloaded'), async (link) => link.leave())
    this.#setState({ kind: 'unloaded' })
  }

  async info(): Promise<EngineInfo> {
    return this.#ready(new AbortController().signal)
  }

  async *complete(request: CompletionRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    yield* this.#stream({ method: 'complete', request }, signal)
  }

  async *chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    yield* this.#stream({ method: 'chat', request }, signal)
  }

  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    yield* this.#stream({ method: 'generate', request }, signal)
  }

  async score(request: ScoreRequest, signal: AbortSignal): Promise<readonly ScoredText[]> {
    return (await this.#send({ method: 'score', request }, signal)).scores
  }

  async countTokens(request: CountRequest, signal: AbortSignal): Promise<readonly number[]> {
    return (await this.#send({ method: 'countTokens', request }, signal)).counts
  }

  async *#stream(request: EngineRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    const exchange = await this.#send(request, signal)
    try {
      yield* exchange.deltas()
    } finally {
      exchange.leave()
    }
  }

  async #send(request: EngineRequest, signal: AbortSignal): Promise<Exchange> {
    // Whoever unloads or restarts the engine right now does so before this goes on after its wait.
    do await this.#ready(signal)
    while (this.#state.kind !== 'ready')
    signal.throwIfAborted()
    const id = this.#nextId++
    const sendCancel = () => this.#link?.send({ kind: 'cancel', id })
    const exchange = new Exchange(signal, sendCancel, (outcome, figures, stoppedAfterMs) => {
      this.#exchanges.delete(id)
      // Counting costs nothing of what figures tell.
      if (request.method !== 'countTokens') this.#figuresListeners.tell(request.request.lane, figures, outcome, stoppedAfterMs)
      if (this.#exchanges.size === 0) this.#tellState()
    })
    this.#exchanges.set(id, exchange)
    if (this.#exchanges.size === 1) this.#tellState()
    this.#link?.send({ kind: 'request', id, ...request })
    return exchange
  }

  async #startAfresh(end: (link: EngineLink) => Promise<void>): Promise<void> {
    this.#stop(LatentError.of('engineStopped', 'restarted'), end)
    this.#deaths = 0
    this.#begin()
    await this.#gone
  }

  #begin(): void {
    if (this.#disposed) return
    clearTimeout(this.#retry)
    this.#setState({ kind: 'starting' })
    void this.#gone.then(() => this.#launch())
  }

  #launch(): void {
    // Unloaded, or launched already, while the process before was still ending.
    if (this.#link !== undefined || this.#state.kind !== 'starting') return
    this.#startedAt = Date.now()
    this.#link = (this.#deps.open ?? startPrivateEngine)(this.#deps.processPath, {
      onMessage: (message) => this.#receive(message),
      onExit: (why) => this.#died(why),
      log: (line) => this.#deps.log(line),
    })
    this.#link.send({ kind: 'load', options: this.#options })
  }

  /** Waits while the model loads. Rejects with the failure, or with the signal's reason. */
  #ready(signal: AbortSignal): Promise<EngineInfo> {
    if (this.#state.kind === 'unloaded') this.start()
    return new Promise((resolve, reject) => {
      const settle = (state: EngineState) => {
        if (signal.aborted) reject(signal.reason)
        else if (state.kind === 'ready') resolve(state.info)
        else if (state.kind === 'failed') reject(state.error)
        else if (state.kind === 'unloaded') reject(LatentError.of('modelUnloaded'))
        else return
        listening.dispose()
        signal.removeEventListener('abort', onAbort)
      }
      const onAbort = () => settle(this.#state)
      const listening = this.onState(settle)
      signal.addEventListener('abort', onAbort, { once: true })
      settle(this.#state)
    })
  }

  #receive(message: FromEngine): void {
    switch (message.kind) {
      case 'loaded':
        this.#setState({ kind: 'ready', info: message.info })
        return
      case 'loadFailed': {
        const error = LatentError.revive(message.error)
        if (error.code === 'modelMemoryInUse') this.#failExchanges(error)
        // The same file fails the same way: no retry until the user changes something.
        else this.#stop(error, (link) => link.release())
        this.#setState({ kind: 'failed', error })
        return
      }
      case 'released':
        return
      case 'trying':
        // Other programs that share the process may load a model, too.
        if (this.#state.kind === 'starting')
          this.#setState({ kind: 'starting', ...(message.backend && { trying: message.backend }) })
        return
      case 'log':
        this.#deps.log(message.line)
        return
      default:
        this.#exchanges.get(message.id)?.receive(message)
    }
  }

  #died(why: string): void {
    this.#link = undefined
    this.#deaths = Date.now() - this.#startedAt > stableAfterMs ? 1 : this.#deaths + 1
    const delay = restartDelaysMs[this.#deaths - 1]
    const stopped = LatentError.of('engineStopped', why)
    this.#deps.log(`engine process ended: ${why}`)
    this.#failExchanges(stopped)
    if (delay === undefined) {
      this.#setState({ kind: 'failed', error: LatentError.of('engineGivenUp', this.#deaths) })
      return
    }
    this.#retry = setTimeout(() => this.start(), delay)
    this.#setState({ kind: 'failed', error: stopped, retryInMs: delay })
  }

  #stop(error: LatentError, end: (link: EngineLink) => Promise<void>): void {
    clearTimeout(this.#retry)
    if (this.#link !== undefined) this.#gone = end(this.#link)
    this.#link = undefined
    this.#failExchanges(error)
  }

  #failExchanges(error: LatentError): void {
    for (const exchange of [...this.#exchanges.values()]) exchange.fail(error)
  }

  #setState(state: EngineState): void {
    this.#state = state
    this.#tellState()
  }

  #tellState(): void {
    this.#stateListeners.tell(this.#state)
  }
}
