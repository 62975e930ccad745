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
import type { EngineOptions, EngineState, LocalEngine } from '../engine/local/localEngine.ts'
import { chosenAdapters } from '../models/adapters.ts'
import type { ModelFile } from '../models/resolve.ts'
import { knownError, type LatentError } from '../protocol/errors.ts'
import type { Settings } from '../protocol/settings.ts'
import { unreachable } from '../protocol/unreachable.ts'
import { unloadWhenIdle } from './idleUnload.ts'

/** `noModel`: there is nothing to load until a model is chosen or downloaded. */
export type HostState =
  | { readonly kind: 'noModel'; readonly model?: string; readonly error: LatentError }
  | { readonly kind: 'starting'; readonly model?: string }
  | { readonly kind: 'ready'; readonly info: EngineInfo }
  | { readonly kind: 'unloaded'; readonly model?: string }
  | { readonly kind: 'failed'; readonly model?: string; readonly error: LatentError }

export interface EngineHostDeps {
  resolveModel(setting: string): Promise<ModelFile>
  createEngine(options: EngineOptions): LocalEngine
  log(line: string): void
}

/** The engine that the settings ask for. To the features it is one engine, whatever model comes and goes behind it. */
export class EngineHost implements Engine {
  readonly #deps: EngineHostDeps
  readonly #changed = new Emitter<HostState>()
  readonly #created = new Emitter<LocalEngine>()
  readonly #otherModel = new Emitter<void>()
  #lastModel: string | undefined
  #completionsAsked = 0
  #state: HostState = { kind: 'starting' }
  #settings: Settings | undefined
  #loading: Promise<LocalEngine> = new Promise(() => {})
  #engine: { readonly local: LocalEngine; readonly listener: Disposable; readonly modelPath: string } | undefined

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

  /** The file that is loaded or being loaded. */
  get modelPath(): string | undefined {
    return this.#engine?.modelPath
  }

  /** Loads what the settings name; nothing happens when that is what runs already. Other adapters alone leave the model in memory. */
  configure(settings: Settings): void {
    const before = this.#settings
    this.#settings = settings
    if (before === undefined || optionsKey(before) !== optionsKey(settings)) this.#load(settings)
    else if (adaptersKey(before) !== adaptersKey(settings)) this.#adapt(settings)
  }

  /** Looks for the model again where there was none: it may have been downloaded since. */
  retry(): void {
    const nothingLoaded = this.#engine === undefined && this.#state.kind !== 'starting'
    if (nothingLoaded && this.#settings !== undefined) this.#load(this.#settings)
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
    const old = this.#engine
    this.#engine = undefined
    this.#settings = undefined
    this.#loading = new Promise(() => {})
    old?.listener.dispose()
    void old?.local.dispose()
    this.#set({ kind: 'starting' })
  }

  dispose(): void {
    this.#engine?.listener.dispose()
    this.#engine?.local.leave()
  }

  async info(): Promise<EngineInfo> {
    return (await this.#loading).info()
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

  /** Waits until a model is loaded. Rejects with what keeps it from that, or when the signal is aborted. */
  async ready(signal: AbortSignal): Promise<void> {
    const aborted = new Promise<never>((_, reject) => {
      if (signal.aborted) reject(signal.reason)
      else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    await Promise.race([this.info(), aborted])
  }

  async #ready(signal: AbortSignal): Promise<LocalEngine> {
    const engine = await this.#loading
    signal.throwIfAborted()
    return engine
  }

  #load(settings: Settings): void {
    const old = this.#engine
    this.#engine = undefined
    old?.listener.dispose()
    this.#set({ kind: 'starting', ...(settings.model === '' ? {} : { model: settings.model }) })
    const loading = this.#replace(old?.local, settings)
    this.#loading = loading
    loading.catch((error: unknown) => {
      if (this.#loading === loading) this.#set(refusal(settings.model, error))
    })
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

  async #replace(old: LocalEngine | undefined, settings: Settings): Promise<LocalEngine> {
    // The old model's memory has to be free before the new one asks for some.
    await old?.dispose()
    const file = await this.#deps.resolveModel(settings.model)
    // The settings changed once more while the file was looked for: whoever waits gets that engine.
    const now = this.#settings ?? settings
    if (optionsKey(now) !== optionsKey(settings) || adaptersKey(now) !== adaptersKey(settings)) return await this.#loading
    const local = this.#deps.createEngine(optionsOf(settings, file))
    const listening = local.onState((state) => this.#set(hostState(file.name, state)))
    const idle = unloadWhenIdle(
      local,
      () => this.#settings?.['engine.idleMinutes'] ?? 0,
      (minutes) => this.#deps.log(`${file.name} is unloaded: nothing was asked of it for ${minutes} minutes`),
    )
    this.#engine = {
      local,
      modelPath: file.path,
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

function optionsOf(settings: Settings, file: ModelFile): EngineOptions {
  return {
    modelName: file.name,
    modelPath: file.path,
    gpu: settings['engine.gpu'],
    gpuLayers: settings['engine.gpuLayers'],
    contextSize: settings['engine.contextSize'],
    kvCacheType: settings['engine.kvCacheType'],
    adapters: chosenAdapters(settings.adapters),
  }
}

function optionsKey(settings: Settings): string {
  const isOption = (name: string) =>
    name === 'model' || name === 'models.folder' || (name.startsWith('engine.') && name !== 'engine.idleMinutes')
  return JSON.stringify(Object.entries(settings).filter(([name]) => isOption(name)))
}

function adaptersKey({ adapters }: Settings): string {
  return JSON.stringify(adapters.map(({ path, weight = 1 }) => [path, weight]))
}

function refusal(model: string, error: unknown): HostState {
  const known = knownError(error)
  const kind = known.code === 'modelNotChosen' || known.code === 'modelMissing' ? 'noModel' : 'failed'
  return { kind, error: known, ...(model === '' ? {} : { model }) }
}

function hostState(model: string, state: EngineState): HostState {
  switch (state.kind) {
    case 'starting':
      return { kind: 'starting', model }
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
