import { Emitter } from 'vscode-languageserver'
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
import type { DisplayLanguage } from '../protocol/displayLanguage.ts'
import { errorText, type LatentError } from '../protocol/errors.ts'
import type { Settings } from '../protocol/settings.ts'
import type { EngineHost, HostState } from './engineHost.ts'
import type { Language } from './language.ts'

export interface CompletionEngineDeps {
  /** With the model of `latent.model`. */
  readonly main: EngineHost
  /** For the model of `latent.completion.model`; nobody else configures it. */
  readonly own: EngineHost
  readonly language: Language
  /** Shows a sentence to the user. */
  warn(text: string): void
}

/**
 * The engine that completes: with a model of its own where one is set, is there and fits into memory beside the main one; with the main one
 * else, and until then. Why it is not used is said once.
 */
export class CompletionEngine implements Engine {
  readonly #deps: CompletionEngineDeps
  readonly #changed = new Emitter<void>()
  readonly #otherModel = new Emitter<void>()
  #settings: Settings | undefined
  #lastModel: string | undefined
  #told = ''

  /** Fires when another model completes than before: what the earlier one wrote is not what this one would. */
  readonly onOtherModel = this.#otherModel.event
  /** Fires when `state` may be another one. */
  readonly onState = this.#changed.event

  constructor(deps: CompletionEngineDeps) {
    this.#deps = deps
    for (const host of [deps.main, deps.own]) {
      host.onState(() => {
        this.#follow()
        this.#changed.fire()
      })
    }
    deps.main.onOtherModel(() => this.#noticeModel())
    deps.own.onOtherModel(() => this.#noticeModel())
  }

  get state(): HostState {
    return this.#current.state
  }

  /** The model that is used for completions alone; undefined where the main one completes. */
  get ownModel(): string | undefined {
    const { main, own } = this.#deps
    if (this.#current === main) return undefined
    return own.state.kind === 'ready' ? own.state.info.model : this.#wanted
  }

  get completionsAsked(): number {
    return this.#deps.main.completionsAsked + this.#deps.own.completionsAsked
  }

  /** To be called after the main engine was configured with the same settings. */
  configure(settings: Settings): void {
    this.#settings = settings
    this.#follow()
  }

  async info(): Promise<EngineInfo> {
    return await this.#current.info()
  }

  complete(request: CompletionRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    return this.#current.complete(request, signal)
  }

  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<TextDelta> {
    return this.#current.chat(request, signal)
  }

  async score(request: ScoreRequest, signal: AbortSignal): Promise<readonly ScoredText[]> {
    return await this.#current.score(request, signal)
  }

  async countTokens(request: CountRequest, signal: AbortSignal): Promise<readonly number[]> {
    return await this.#current.countTokens(request, signal)
  }

  get #wanted(): string | undefined {
    const model = this.#settings?.['completion.model'].trim() ?? ''
    return model === '' || model === this.#settings?.model.trim() ? undefined : model
  }

  get #current(): EngineHost {
    const { main, own } = this.#deps
    const isUsable = own.state.kind === 'ready' || own.state.kind === 'unloaded'
    return this.#wanted !== undefined && isUsable ? own : main
  }

  #follow(): void {
    const { main, own } = this.#deps
    const model = this.#wanted
    if (this.#settings === undefined) return
    if (model === undefined) own.close()
    // The main model comes first: it can do both. Adapters were trained for it.
    else if (main.state.kind !== 'starting') own.configure({ ...this.#settings, model, adapters: [] })
    if (model !== undefined && (own.state.kind === 'failed' || own.state.kind === 'noModel')) this.#tell(model, own.state.error)
    this.#noticeModel()
  }

  #tell(model: string, error: LatentError): void {
    // A process that died is started again, and then all is well.
    if (error.code === 'engineStopped' || this.#told === `${model} ${error.code}`) return
    this.#told = `${model} ${error.code}`
    const language = this.#deps.language()
    this.#deps.warn(texts[language].notUsed(model, errorText(error, language).message))
  }

  #noticeModel(): void {
    const { state } = this.#current
    if (state.kind !== 'ready') return
    const model = JSON.stringify([state.info.model, state.info.calibrationKey])
    const isOther = this.#lastModel !== undefined && this.#lastModel !== model
    this.#lastModel = model
    if (isOther) this.#otherModel.fire()
  }
}

const texts = {
  en: {
    notUsed: (model: string, why: string) =>
      `The model "${model}" of latent.completion.model is not used; that of latent.model completes, too. ${why}`,
  },
  zh: {
    notUsed: (model: string, why: string) =>
      `未使用 latent.completion.model 的模型“${model}”，补全也由 latent.model 的模型完成。${why}`,
  },
} as const satisfies Record<DisplayLanguage, unknown>
