import type { ExaminedServer } from '../protocol/doctor.ts'
import { isLatentError, type LatentError } from '../protocol/errors.ts'
import type {
  ChatRequest,
  CompletionRequest,
  CountRequest,
  Engine,
  EngineInfo,
  ScoredText,
  ScoreRequest,
  TextDelta,
} from './engine.ts'
import { Listeners } from './listeners.ts'
import type { AdapterChoice, EngineState, FiguresListener, SupervisedEngine } from './supervisedEngine.ts'

export interface FallbackDeps {
  /** The engine on this machine, not started; undefined where there is no model for it. */
  openLocal(): Promise<SupervisedEngine | undefined>
  /** The other one answers from now on. `why`: what keeps the server from it. */
  onSwitch(to: 'local' | 'remote', why?: LatentError): void
}

/**
 * A server's engine, and the one on this machine while no server can be reached. A request that finds the server gone before its first word is
 * answered here; everything goes to the server again as soon as it answers.
 */
export class FallbackEngine implements SupervisedEngine {
  readonly #remote: SupervisedEngine
  readonly #deps: FallbackDeps
  readonly #stateListeners = new Listeners<[EngineState]>()
  readonly #figuresListeners = new Listeners<Parameters<FiguresListener>>()
  #opening: Promise<SupervisedEngine | undefined> | undefined
  #local: SupervisedEngine | undefined
  #answers: 'remote' | 'local' = 'remote'
  #left = false

  constructor(remote: SupervisedEngine, deps: FallbackDeps) {
    this.#remote = remote
    this.#deps = deps
    remote.onState((state) => this.#follow(state))
    remote.onFigures((...figures) => this.#figuresListeners.tell(...figures))
  }

  get state(): EngineState {
    return this.#current.state
  }

  get activeRequests(): number {
    return this.#remote.activeRequests + (this.#local?.activeRequests ?? 0)
  }

  onState(listener: (state: EngineState) => void): { dispose(): void } {
    return this.#stateListeners.add(listener)
  }

  onFigures(listener: FiguresListener): { dispose(): void } {
    return this.#figuresListeners.add(listener)
  }

  start(): void {
    this.#remote.start()
  }

  async restart(): Promise<void> {
    if (this.#answers === 'local') await this.#local?.restart()
    await this.#remote.restart()
  }

  async useAdapters(adapters: readonly AdapterChoice[]): Promise<void> {
    await this.#local?.useAdapters(adapters)
  }

  async unload(): Promise<void> {
    await this.#local?.unload()
  }

  async examine(signal: AbortSignal): Promise<readonly ExaminedServer[]> {
    return (await this.#remote.examine?.(signal)) ?? []
  }

  async dispose(): Promise<void> {
    this.#left = true
    await Promise.all([this.#remote.dispose(), this.#local?.dispose()])
  }

  leave(): void {
    this.#left = true
    this.#remote.leave()
    this.#local?.leave()
  }

  async info(): Promise<EngineInfo> {
    return await this.#once((engine) => engine.info(), new AbortController().signal)
  }

  complete(request: CompletionRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    return this.#stream((engine) => engine.complete(request, signal), signal)
  }

  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    return this.#stream((engine) => engine.chat(request, signal), signal)
  }

  async score(request: ScoreRequest, signal: AbortSignal): Promise<readonly ScoredText[]> {
    return await this.#once((engine) => engine.score(request, signal), signal)
  }

  async countTokens(request: CountRequest, signal: AbortSignal): Promise<readonly number[]> {
    return await this.#once((engine) => engine.countTokens(request, signal), signal)
  }

  get #current(): SupervisedEngine {
    return this.#answers === 'local' ? (this.#local ?? this.#remote) : this.#remote
  }

  async #once<T>(ask: (engine: SupervisedEngine) => Promise<T>, signal: AbortSignal): Promise<T> {
    const engine = this.#current
    try {
      return await ask(engine)
    } catch (error) {
      return await ask(await this.#insteadOf(engine, error, signal))
    }
  }

  async *#stream(ask: (engine: Engine) => AsyncIterable<TextDelta>, signal: AbortSignal): AsyncIterable<TextDelta> {
    const engine = this.#current
    const deltas = ask(engine)[Symbol.asyncIterator]()
    let first: IteratorResult<TextDelta>
    try {
      first = await deltas.next()
    } catch (error) {
      return yield* ask(await this.#insteadOf(engine, error, signal))
    }
    try {
      if (!first.done) yield first.value
      yield* { [Symbol.asyncIterator]: () => deltas }
    } finally {
      await deltas.return?.()
    }
  }

  /** Who answers in place of an engine that failed. Rejects with its failure where nobody does. */
  async #insteadOf(engine: SupervisedEngine, error: unknown, signal: AbortSignal): Promise<SupervisedEngine> {
    if (engine !== this.#remote || signal.aborted || !isGone(error)) throw error
    const local = await this.#open()
    if (local === undefined) throw error
    local.start()
    return local
  }

  #follow(state: EngineState): void {
    if (state.kind === 'ready' && this.#answers === 'local') {
      this.#answers = 'remote'
      this.#deps.onSwitch('remote')
      void this.#local?.unload()
    } else if (state.kind === 'failed' && this.#answers === 'remote' && isGone(state.error)) void this.#switch(state.error)
    this.#tell()
  }

  async #switch(why: LatentError): Promise<void> {
    const local = await this.#open()
    // The server may be back by now.
    if (local === undefined || this.#left || this.#answers === 'local' || this.#remote.state.kind === 'ready') return
    this.#answers = 'local'
    this.#deps.onSwitch('local', why)
    local.start()
    this.#tell()
  }

  async #open(): Promise<SupervisedEngine | undefined> {
    this.#opening ??= this.#opened()
    const local = await this.#opening
    // It may be installed by the next time.
    if (local === undefined) this.#opening = undefined
    return local
  }

  async #opened(): Promise<SupervisedEngine | undefined> {
    const local = await this.#deps.openLocal()
    if (local === undefined || this.#left) return undefined
    this.#local = local
    local.onState(() => {
      if (this.#answers === 'local') this.#tell()
    })
    local.onFigures((...figures) => this.#figuresListeners.tell(...figures))
    return local
  }

  #tell(): void {
    this.#stateListeners.tell(this.state)
  }
}

/** Only a server that cannot be reached is replaced: a wrong key or name is the user's to correct. */
function isGone(error: unknown): boolean {
  return isLatentError(error) && (error.code === 'remoteUnreachable' || error.code === 'remoteBusy')
}
