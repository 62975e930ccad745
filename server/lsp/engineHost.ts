import { Disposable, Emitter } from 'vscode-languageserver'
import type {
  ChatRequest,
  CompletionRequest,
  CountRequest,
  Engine,
  EngineInfo,
  ScoredText,
  ScoreRequest,
  TextDelta,
} from '../engine/engine.ts'
import type { EngineState, SupervisedEngine, TriedGpu } from '../engine/supervisedEngine.ts'
import { chosenAdapters } from '../models/adapters.ts'
import { isRemote } from '../models/remote.ts'
import type { ExaminedServer } from '../protocol/doctor.ts'
import { knownError, type LatentError } from '../protocol/errors.ts'
import type { Settings } from '../protocol/settings.ts'
import { unreachable } from '../protocol/unreachable.ts'
import { adaptersKey, optionsKey } from './engineOptions.ts'
import { unloadWhenIdle } from './idleUnload.ts'
import type { OpenedModel } from './openedModel.ts'

/** `noModel`: there is nothing to load until a model is chosen or downloaded. */
export type HostState =
  | { readonly kind: 'noModel'; readonly model?: string; readonly error: LatentError }
  | { readonly kind: 'starting'; readonly model?: string; readonly trying?: TriedGpu }
  | { readonly kind: 'ready'; readonly info: EngineInfo }
  | { readonly kind: 'unloaded'; readonly model?: string }
  | { readonly kind: 'failed'; readonly model?: string; readonly error: LatentError }

export interface EngineHostDeps {
  /** What the engine for these settings is made of. Rejects with what keeps it from that. */
  open(settings: Settings): Promise<OpenedModel>
  log(line: string): void
}

/** The engine that the settings ask for. To the features it is one engine, whatever model comes and goes behind it. */
export class EngineHost implements Engine {
  readonly #deps: EngineHostDeps
  readonly #changed = new Emitter<HostState>()
  readonly #created = new Emitter<SupervisedEngine>()
  readonly #otherModel = new Emitter<void>()
  #lastModel: string | undefined
  #completionsAsked = 0
  #state: HostState = { kind: 'starting' }
  #settings: Settings | undefined
  /** The newest of what the settings asked for; undefined until they ask for something. */
  #loading: Promise<SupervisedEngine | undefined> | undefined
  /** Wakes who waits for the settings. */
  readonly #waiting = new Set<() => void>()
  /** The models before are gone: the memory of a large one is free for the next. */
  #gone: Promise<unknown> = Promise.resolve()
  #engine: { readonly local: SupervisedEngine; readonly listener: Disposable; readonly modelPath?: string } | undefined

  readonly onState = this.#changed.event
  /** Fires when another model is ready than before, or the same with other adapters: its earlier answers are not what it would say now. */
  readonly onOtherModel = this.#otherModel.event
  /** Fires with each new engine before it starts. */
  readonly onEngine = this.#created.event

  constructor(deps: EngineHostDeps) {
    this.#deps = deps
  }

  /** How many completions were asked of an engine so far: whoever compares it before and after knows whether one was. */
  get completionsAsked(): number {
    return this.#completionsAsked
  }

  get state(): HostState {
    return this.#state
  }

  /** The file that is loaded or being loaded; undefined where a server has the model. */
  get modelPath(): string | undefined {
    return this.#engine?.modelPath
  }

  /** Loads what the settings name; nothing happens when that is what runs already. Other adapters alone leave the model in memory. */
  configure(settings: Settings): void {
    const before = this.#settings
    this.#settings = settings
    if (before === undefined || optionsKey(before) !== optionsKey(settings)) this.#load(settings)
    else if (adaptersKey(before) !== adaptersKey(settings) && !isRemote(settings.model)) this.#adapt(settings)
  }

  /** Looks for the model again where there was none: it may have been downloaded since. */
  retry(): void {
    const nothingLoaded = this.#engine === undefined && this.#state.kind !== 'starting'
    if (nothingLoaded && this.#settings !== undefined) this.#load(this.#settings)
  }

  /** Asks the servers anew, with another key. Does nothing where the model is on this machine. */
  renewAccess(): void {
    if (this.#settings !== undefined && isRemote(this.#settings.model)) this.#load(this.#settings)
  }

  /** Looks for the model anew, which may have been deleted or become another file. Resolves once it is known what there is. */
  async reload(): Promise<void> {
    if (this.#settings === undefined) return
    this.#load(this.#settings)
    await this.#loading?.catch(() => {})
  }

  async restart(): Promise<void> {
    if (this.#engine === undefined) return this.retry()
    await this.#engine.local.restart()
  }

  async unload(): Promise<void> {
    await this.#engine?.local.unload()
  }

  /** Frees the memory and forgets the settings: nothing is loaded until `configure` names something. Does nothing where that is so already. */
  close(): void {
    if (this.#settings === undefined) return
    this.#settings = undefined
    this.#loading = undefined
    this.#drop()
    this.#set({ kind: 'starting' })
  }

  /** Nothing is loaded any more, and what still waits is left to the end of the program. */
  dispose(): void {
    this.#loading = undefined
    this.#engine?.listener.dispose()
    this.#engine?.local.leave()
  }

  async info(): Promise<EngineInfo> {
    return (await this.#newest()).info()
  }

  async *complete(request: CompletionRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    this.#completionsAsked += 1
    yield* (await this.#ready(signal)).complete(request, signal)
  }

  async *chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    yield* (await this.#ready(signal)).chat(request, signal)
  }

  async score(request: ScoreRequest, signal: AbortSignal): Promise<readonly ScoredText[]> {
    return (await this.#ready(signal)).score(request, signal)
  }

  async countTokens(request: CountRequest, signal: AbortSignal): Promise<readonly number[]> {
    return (await this.#ready(signal)).countTokens(request, signal)
  }

  /** What the servers can do, where servers have the model. */
  async examine(signal: AbortSignal): Promise<readonly ExaminedServer[] | undefined> {
    return await this.#engine?.local.examine?.(signal)
  }

  /** Waits until a model is loaded. Rejects with what keeps it from that, or when the signal is aborted. */
  async ready(signal: AbortSignal): Promise<void> {
    await orAborted(this.info(), signal)
  }

  async #ready(signal: AbortSignal): Promise<SupervisedEngine> {
    return await orAborted(this.#newest(), signal)
  }

  /** The engine that the settings ask for by then, whatever they asked for when the wait began. */
  async #newest(): Promise<SupervisedEngine> {
    for (;;) {
      const loading = this.#loading
      if (loading === undefined) await new Promise<void>((resolve) => this.#waiting.add(resolve))
      else {
        const engine = await loading.catch((error: unknown) => {
          if (this.#loading === loading) throw error
        })
        if (engine !== undefined && this.#loading === loading) return engine
      }
    }
  }

  #load(settings: Settings): void {
    this.#drop()
    this.#set({ kind: 'starting', ...(settings.model === '' ? {} : { model: settings.model }) })
    const loading: Promise<SupervisedEngine | undefined> = this.#open(settings, () => this.#loading === loading)
    this.#loading = loading
    loading.catch((error: unknown) => {
      if (this.#loading === loading) this.#set(refusal(settings.model, error))
    })
    for (const wake of this.#waiting) wake()
    this.#waiting.clear()
  }

  /** Frees the memory of what is loaded. */
  #drop(): void {
    const old = this.#engine
    this.#engine = undefined
    old?.listener.dispose()
    if (old !== undefined) this.#gone = Promise.all([this.#gone, old.local.dispose()])
  }

  #adapt(settings: Settings): void {
    const engine = this.#engine?.local
    try {
      if (engine === undefined) this.#load(settings)
      else void engine.useAdapters(chosenAdapters(settings.adapters))
    } catch {
      // Loading says what is wrong with them.
      this.#load(settings)
    }
  }

  /** Undefined where the settings changed once more in the meantime. */
  async #open(settings: Settings, isWanted: () => boolean): Promise<SupervisedEngine | undefined> {
    const { name, path, create } = await this.#deps.open(settings)
    await this.#gone
    if (!isWanted()) return undefined
    const local = create()
    const listening = local.onState((state) => this.#set(hostState(name, state)))
    const idle = unloadWhenIdle(
      local,
      () => this.#settings?.['engine.idleMinutes'] ?? 0,
      (minutes) => this.#deps.log(`${name} is unloaded: nothing was asked of it for ${minutes} minutes`),
    )
    this.#engine = {
      local,
      ...(path === undefined ? {} : { modelPath: path }),
      listener: Disposable.create(() => {
        listening.dispose()
        idle.dispose()
      }),
    }
    this.#created.fire(local)
    local.start()
    return local
  }

  #set(state: HostState): void {
    this.#state = state
    if (state.kind === 'ready') this.#noticeModel(state.info)
    this.#changed.fire(state)
  }

  #noticeModel({ model, calibrationKey }: EngineInfo): void {
    const ready = JSON.stringify([model, calibrationKey])
    const isOther = this.#lastModel !== undefined && this.#lastModel !== ready
    this.#lastModel = ready
    if (isOther) this.#otherModel.fire()
  }
}

/** The same, but rejects with the signal's reason as soon as it is aborted. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  return Promise.race([promise, aborted])
}

function refusal(model: string, error: unknown): HostState {
  const known = knownError(error)
  const kind = known.code === 'modelNotChosen' || known.code === 'modelMissing' ? 'noModel' : 'failed'
  return { kind, error: known, ...(model === '' ? {} : { model }) }
}

function hostState(model: string, state: EngineState): HostState {
  switch (state.kind) {
    case 'starting':
      return { ...state, model }
    case 'ready':
      return { kind: 'ready', info: state.info }
    case 'unloaded':
      return { kind: 'unloaded', model }
    case 'failed':
      return { kind: 'failed', model, error: state.error }
    default:
      return unreachable(state)
  }
}
