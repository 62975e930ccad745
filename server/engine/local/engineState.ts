import type { LatentError } from '../../protocol/errors.ts'
import type { EngineInfo } from '../engine.ts'

/** Where the engine stands. */
export type EngineState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly info: EngineInfo }
  /** `retryInMs`: it is started again by itself. */
  | { readonly kind: 'failed'; readonly error: LatentError; readonly retryInMs?: number }
  /** The memory is free; the next request loads the model again. */
  | { readonly kind: 'unloaded' }
