import type { ExaminedServer } from '../protocol/doctor.ts'
import type { LatentError } from '../protocol/errors.ts'
import type { Lane, RequestFigures } from '../protocol/figures.ts'
import type { Engine, EngineInfo } from './engine.ts'

export type EngineState =
  /** `trying`: the graphics backend that is tried by itself meanwhile, which can take minutes the first time. */
  | { readonly kind: 'starting'; readonly trying?: TriedGpu }
  | { readonly kind: 'ready'; readonly info: EngineInfo }
  /** `retryInMs`: it is tried again by itself. */
  | { readonly kind: 'failed'; readonly error: LatentError; readonly retryInMs?: number }
  /** The memory is free; the next request loads the model again. */
  | { readonly kind: 'unloaded' }

export type TriedGpu = 'cuda' | 'vulkan' | 'metal'

export type Outcome = 'done' | 'cancelled' | 'failed'

/** `stoppedAfterMs`: of a cancelled request, from its cancelling until the engine had stopped working for it, where that is known. */
export type FiguresListener = (lane: Lane, figures: RequestFigures, outcome: Outcome, stoppedAfterMs?: number) => void

/** A LoRA adapter that is to change the model. */
export interface AdapterChoice {
  /** Absolute. */
  readonly path: string
  readonly weight: number
}

interface Disposable {
  dispose(): void
}

/** An engine whose model comes and goes: a process on this machine, or a server of the user's own. */
export interface SupervisedEngine extends Omit<Engine, 'score' | 'countTokens'>, Required<Pick<Engine, 'score' | 'countTokens'>> {
  readonly state: EngineState
  /** Requests under way, for a busy sign. */
  readonly activeRequests: number
  /** Called on every change of the state, and when the number of requests under way leaves or reaches 0. */
  onState(listener: (state: EngineState) => void): Disposable
  onFigures(listener: FiguresListener): Disposable
  /** Begins; the outcome shows in `state`. Does nothing while it runs already. */
  start(): void
  /** Starts afresh, also for others who share it. */
  restart(): Promise<void>
  /** Changes the LoRA adapters, where these are chosen on this machine. */
  useAdapters(adapters: readonly AdapterChoice[]): Promise<void>
  /** Frees the memory; the next request loads the model again. Does nothing where the memory is a server's. */
  unload(): Promise<void>
  /** Frees the memory for good; what is asked from now on is refused. */
  dispose(): Promise<void>
  /** Tries all that the servers can do, where servers have the model; absent for a model on this machine. */
  examine?(signal: AbortSignal): Promise<readonly ExaminedServer[]>
  /** Ends at once and for good. */
  leave(): void
}
