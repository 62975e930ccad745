import { knownError, LatentError, type LatentErrorData } from '../../protocol/errors.ts'
import type { TextDelta } from '../engine.ts'
import type { Scheduler } from '../scheduler.ts'
import { chat } from './chat.ts'
import { complete } from './complete.ts'
import { startCosts } from './costs.ts'
import { generate } from './generate.ts'
import type { KeptStates } from './keptStates.ts'
import type { LoadedModel } from './loadedModel.ts'
import type { EngineOptions, EngineRequest, FromEngine, ToEngine } from './messages.ts'
import type { ModelPool } from './modelPool.ts'
import { score } from './score.ts'
import type { Held } from './sharedResources.ts'

export interface SessionDeps {
  readonly pool: Pick<ModelPool, 'acquire' | 'exchange' | 'onFreed'>
  readonly scheduler: Scheduler
  readonly states: Pick<KeptStates, 'saveInto' | 'restore'>
  /** Names the client among those of this process. */
  readonly client: string
  send(message: FromEngine): void
}

/** What the engine process does for one client: the model that it loaded and its requests. Nothing in it touches another client's. */
export class Session {
  readonly #deps: SessionDeps
  readonly #running = new Map<number, AbortController>()
  readonly #answers = new Set<Promise<void>>()
  #held: Held<LoadedModel> | undefined
  #options: EngineOptions | undefined
  #loading: Promise<void> = Promise.resolve()
  #waiting: { dispose(): void } | undefined
  #closed = false

  constructor(deps: SessionDeps) {
    this.#deps = deps
  }

  /** The model whose requests run now; undefined while none does. */
  get working(): LoadedModel | undefined {
    return this.#running.size === 0 ? undefined : this.#held?.value
  }

  /** The model that is loaded for this client. */
  get loaded(): LoadedModel | undefined {
    return this.#held?.value
  }

  /** Tells the client what is not about a request. */
  tell(message: Extract<FromEngine, { readonly kind: 'trying' }>): void {
    this.#deps.send(message)
  }

  take(message: ToEngine): void {
    switch (message.kind) {
      case 'load':
        this.#loading = this.#loading.then(() => this.#load(message.options))
        break
      case 'adapters':
        this.#loading = this.#loading.then(() => this.#adapt(message.adapters))
        break
      case 'request': {
        const answer = this.#answer(message.id, message).finally(() => this.#answers.delete(answer))
        this.#answers.add(answer)
        break
      }
      case 'cancel':
        this.#running.get(message.id)?.abort()
        break
      case 'release':
        void this.close(0).then(() => this.#deps.send({ kind: 'released' }))
        break
    }
  }

  /** Ends what runs and gives the model back; where nobody else uses it, its memory is free `keepMs` after that. */
  async close(keepMs: number): Promise<void> {
    this.#closed = true
    this.#waiting?.dispose()
    for (const controller of this.#running.values()) controller.abort()
    await Promise.all([this.#loading, ...this.#answers])
    const held = this.#held
    this.#held = undefined
    await held?.release(keepMs)
  }

  async #load(options: EngineOptions): Promise<void> {
    if (this.#closed || this.#held !== undefined) return
    this.#options = options
    this.#deps.states.saveInto(options.statesFolder, this.#deps.client)
    await this.#hold(options, () => this.#deps.pool.acquire(options))
  }

  /** The client asks nothing until it has the answer; what it asked before is answered with the adapters of then. */
  async #adapt(adapters: EngineOptions['adapters'] = []): Promise<void> {
    await Promise.all(this.#answers)
    const held = this.#held
    if (this.#closed || held === undefined || this.#options === undefined) return
    const options = { ...this.#options, adapters }
    this.#options = options
    this.#held = undefined
    await this.#hold(options, () => this.#deps.pool.exchange(held, options))
  }

  /** Keeps the model that `acquire` gives, and tells the client what came of it. */
  async #hold(options: EngineOptions, acquire: () => Promise<Held<LoadedModel>>): Promise<void> {
    const { pool, send } = this.#deps
    try {
      this.#held = await acquire()
      this.#waiting?.dispose()
      const loaded = this.#held.value
      // Who loaded it first may call it by another name.
      send({ kind: 'loaded', info: { ...loaded.info, model: options.modelName } })
      // Built now, they are there when the first key needs them.
      void loaded.vocabulary.trie
      void loaded.vocabulary.ends
    } catch (error) {
      const data = errorData(error)
      send({ kind: 'loadFailed', error: data })
      if (data.code === 'modelMemoryInUse') this.#waiting ??= pool.onFreed(() => this.take({ kind: 'load', options }))
    }
  }

  async #answer(id: number, asked: EngineRequest): Promise<void> {
    const { scheduler, states, client, send } = this.#deps
    const controller = new AbortController()
    this.#running.set(id, controller)
    const costs = startCosts()
    const loaded = this.#held?.value
    const ticket =
      asked.method === 'generate' && loaded !== undefined
        ? scheduler.enterTogether(asked.request.lane, loaded.pace, controller.signal)
        : scheduler.enter(asked.request.lane, controller.signal, client)
    const emit = (delta: TextDelta) => {
      if (delta.kind === 'text') ticket.answered()
      send({ kind: 'delta', id, delta, figures: costs.figures() })
    }
    try {
      if (loaded === undefined) throw LatentError.of('engineFailed', 'no model is loaded')
      loaded.adaptThreads()
      switch (asked.method) {
        case 'complete':
          await complete(loaded, asked.request, { ticket, costs, client }, emit, (warm, prompt) =>
            states.restore(loaded, { warm, prompt, client, ticket }),
          )
          break
        case 'chat':
          await chat(loaded, asked.request, { ticket, costs, client }, emit)
          break
        case 'generate':
          await generate(loaded, asked.request, { ticket, costs, client }, controller.signal, emit)
          break
        case 'score':
          send({ kind: 'scored', id, scores: await score(loaded, asked.request, { ticket, costs, client }) })
          break
        case 'countTokens': {
          const { model } = loaded
          send({ kind: 'counted', id, counts: asked.request.texts.map((text) => model.tokenize(text).length) })
          break
        }
      }
      send({ kind: 'done', id, figures: costs.figures() })
    } catch (error) {
      const figures = costs.figures()
      send(
        controller.signal.aborted ? { kind: 'cancelled', id, figures } : { kind: 'failed', id, error: errorData(error), figures },
      )
    } finally {
      ticket.leave()
      this.#running.delete(id)
    }
  }
}

function errorData(error: unknown): LatentErrorData {
  const { code, parts } = knownError(error)
  return { code, parts }
}
