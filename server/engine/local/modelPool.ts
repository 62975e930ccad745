import { stat } from 'node:fs/promises'
import { roomBeside } from '../../models/plan/beside.ts'
import { gib } from '../../protocol/byteSize.ts'
import { LatentError } from '../../protocol/errors.ts'
import { Listeners } from '../listeners.ts'
import type { TriedGpu } from '../supervisedEngine.ts'
import { type Backend, openBackend } from './backend.ts'
import { type LoadedModel, openLoadedModel, openWeights, type Weights } from './loadedModel.ts'
import { leastContext } from './loadPlan.ts'
import type { EngineOptions } from './messages.ts'
import { machineOf, partsOfModel } from './modelRoom.ts'
import { type Held, SharedResources } from './sharedResources.ts'
import { suitedTo } from './softwareDriver.ts'

export interface ModelPoolDeps {
  log(line: string): void
  /** What a context is asked for before it is gone. It must not reject. */
  beforeClose(loaded: LoadedModel): Promise<void>
  /** A graphics backend is tried by itself, which can take minutes; called again without one when that is over. */
  onTrying(backend: TriedGpu | undefined): void
}

interface Opened {
  readonly loaded: LoadedModel
  readonly weights: Held<Weights>
  /** What the context takes beside the weights, as far as it is known. */
  readonly contextBytes: number
}

/**
 * The models of an engine process. The same file with the same options is loaded once for all clients; with other options it gets a
 * context beside the weights that are there; another file is loaded beside those in use where the memory allows.
 */
export class ModelPool {
  readonly #deps: ModelPoolDeps
  readonly #backends = new Map<EngineOptions['gpu'], Promise<Backend>>()
  readonly #weights = new SharedResources<Weights>(({ model }) => model.dispose())
  readonly #contexts = new SharedResources<Opened>(async ({ loaded, weights }) => {
    await this.#deps.beforeClose(loaded)
    await loaded.context.dispose()
    await weights.release(0)
    this.#freedListeners.tell()
  })
  readonly #freedListeners = new Listeners<[]>()
  /** The files of the adapters that weights were used with. */
  readonly #adapterFiles = new Map<string, { readonly generation: number; readonly files: ReadonlyMap<string, string> }>()
  /** One after the other, so that each sees what memory the one before has left. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(deps: ModelPoolDeps) {
    this.#deps = deps
  }

  /** Rejects with a LatentError that names the file; with `modelMemoryInUse` where other clients' models take the memory that it needs. */
  async acquire(options: EngineOptions): Promise<Held<LoadedModel>> {
    const weights = await this.#weightsKey(options)
    const context = contextKey(weights, options)
    const held = await this.#contexts.acquire(context, () => this.#inTurn(() => this.#open({ weights, context }, options)))
    return { value: held.value.loaded, release: held.release }
  }

  /**
   * The same weights with other options, such as other adapters: they stay in memory, and the context of before is closed first, because
   * there may be room for one only. Rejects like `acquire`; `held` is given back in any case.
   */
  async exchange(held: Held<LoadedModel>, options: EngineOptions): Promise<Held<LoadedModel>> {
    const kept = await this.#weights.acquireKnown(await this.#weightsKey(options))
    try {
      await held.release(0)
      return await this.acquire(options)
    } finally {
      await kept?.release(0)
    }
  }

  /** Closes what nobody uses. */
  async close(): Promise<void> {
    await this.#contexts.close()
  }

  /** Called when memory became free: what was refused for want of it may fit now. */
  onFreed(listener: () => void): { dispose(): void } {
    return this.#freedListeners.add(listener)
  }

  /**
   * Names the weights that serve the options. The library keeps a model's adapters by their paths for as long as the model lives: where the file
   * of one was changed, the model is loaded again.
   */
  async #weightsKey({ modelPath, gpu, gpuLayers, adapters = [] }: EngineOptions): Promise<string> {
    const key = JSON.stringify([await identityOf(modelPath), gpu, gpuLayers])
    const files = await Promise.all(adapters.map(async ({ path }) => [path, await identityOf(path)] as const))
    const known = this.#adapterFiles.get(key) ?? { generation: 0, files: new Map<string, string>() }
    const isChanged = files.some(([path, identity]) => (known.files.get(path) ?? identity) !== identity)
    const now = isChanged
      ? { generation: known.generation + 1, files: new Map(files) }
      : { ...known, files: new Map([...known.files, ...files]) }
    this.#adapterFiles.set(key, now)
    return JSON.stringify([key, now.generation])
  }

  async #open(key: { readonly weights: string; readonly context: string }, asked: EngineOptions): Promise<Opened> {
    const backend = await this.#backend(asked.gpu)
    const options = suitedTo(backend, asked)
    if (!this.#contexts.othersInUse(key.context)) return await this.#load(key.weights, backend, options)
    await this.#requireRoom(key.weights, backend, options)
    try {
      return await this.#load(key.weights, backend, options)
    } catch (error) {
      // What does not fit beside others may fit alone.
      if (!(error instanceof LatentError) || error.code !== 'modelTooBig') throw error
      throw LatentError.of('modelMemoryInUse', ...(error.parts as [string, string, string]))
    }
  }

  async #load(weightsKey: string, backend: Backend, options: EngineOptions): Promise<Opened> {
    const weights = await this.#weights.acquire(weightsKey, () =>
      openWeights(backend, options, this.#loadedBytes, this.#deps.log),
    )
    try {
      const loaded = await openLoadedModel(weights.value, options)
      const parts = await partsOfModel(options.modelPath, backend.name, loaded.contextChoice)
      return { weights, loaded, contextBytes: parts?.context ?? 0 }
    } catch (error) {
      await weights.release(0)
      throw error
    }
  }

  /** What the models take that are open. */
  get #loadedBytes(): number {
    return [
      ...this.#weights.open.map(({ model }) => model.size),
      ...this.#contexts.open.map(({ contextBytes }) => contextBytes),
    ].reduce((sum, bytes) => sum + bytes, 0)
  }

  /** Rejects with `modelMemoryInUse` where the memory beside the models in use does not hold this one. */
  async #requireRoom(weightsKey: string, backend: Backend, options: EngineOptions): Promise<void> {
    const parts = await partsOfModel(options.modelPath, backend.name, leastContext(options))
    if (parts === undefined) return
    const needed = parts.context + (this.#weights.isOpen(weightsKey) ? 0 : parts.weights)
    const room = roomBeside(await machineOf(backend), this.#loadedBytes)
    if (room < needed) throw LatentError.of('modelMemoryInUse', options.modelPath, gib(needed), gib(room))
  }

  /** Kept for the life of the process: the library does not open a backend again once it was closed. */
  #backend(gpu: EngineOptions['gpu']): Promise<Backend> {
    const known = this.#backends.get(gpu)
    if (known !== undefined) return known
    const opening = openBackend(gpu, this.#deps.log, this.#deps.onTrying)
    this.#backends.set(gpu, opening)
    opening.catch(() => this.#backends.delete(gpu))
    return opening
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#turn
    const done = before.then(() => this.#contexts.closeUnused()).then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}

/** Another file under the same name is another one. */
async function identityOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  return found === undefined ? path : `${path} ${found.dev} ${found.ino} ${found.size} ${found.mtimeMs}`
}

/** Equal for options that ask the same of a context, whether or not they name adapters and texts at the same time that are none. */
function contextKey(weightsKey: string, options: EngineOptions): string {
  const { contextSize, kvCacheType, flashAttention, adapters = [], parallel = 0 } = options
  return JSON.stringify([weightsKey, contextSize, kvCacheType, flashAttention, adapters, parallel])
}
