import type { LatentErrorData } from '../../protocol/errors.ts'
import type { RequestFigures } from '../../protocol/figures.ts'
import type { Settings } from '../../protocol/settings.ts'
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
import type { AdapterChoice, TriedGpu } from '../supervisedEngine.ts'

/** What the engine process loads. */
export interface EngineOptions {
  /** How the user calls the model. */
  readonly modelName: string
  readonly modelPath: string
  readonly gpu: Settings['engine.gpu']
  /** -1: as the memory plan says. */
  readonly gpuLayers: number
  /** Tokens for each sequence; 0: as the memory plan says. */
  readonly contextSize: number
  /** `auto`: as the memory plan says. */
  readonly kvCacheType: Settings['engine.kvCacheType']
  /** `auto`: where the backend has it. */
  readonly flashAttention: Settings['engine.flashAttention']
  /** Default none. */
  readonly adapters?: readonly AdapterChoice[]
  /** Texts that are written for users of a server at the same time, each in a sequence of its own. Default 0: none. */
  readonly parallel?: number
  /** Where states of completed documents are kept across restarts, as long as the user lets them (`StateStore`). Default: they are not. */
  readonly statesFolder?: string
}

export type EngineRequest =
  | { readonly method: 'complete'; readonly request: CompletionRequest }
  | { readonly method: 'chat'; readonly request: ChatRequest }
  | { readonly method: 'generate'; readonly request: GenerateRequest }
  | { readonly method: 'score'; readonly request: ScoreRequest }
  | { readonly method: 'countTokens'; readonly request: CountRequest }

/** To the engine process. Each link loads one model and numbers its requests by itself. */
export type ToEngine =
  | { readonly kind: 'load'; readonly options: EngineOptions }
  /** Other adapters for the model that is loaded; answered by `loaded` or `loadFailed`, after the requests under way. */
  | { readonly kind: 'adapters'; readonly adapters: readonly AdapterChoice[] }
  | ({ readonly kind: 'request'; readonly id: number } & EngineRequest)
  | { readonly kind: 'cancel'; readonly id: number }
  /** Answered by `released` once the memory is free, or at once while another program uses the model. */
  | { readonly kind: 'release' }

/** From the engine process. Every request ends with exactly one of `done`, `failed` and `cancelled`, which tells what it cost. */
export type FromEngine =
  | { readonly kind: 'loaded'; readonly info: EngineInfo }
  | { readonly kind: 'loadFailed'; readonly error: LatentErrorData }
  | { readonly kind: 'released' }
  /** A backend is tried before a model is loaded; without one that is over. */
  | { readonly kind: 'trying'; readonly backend?: TriedGpu }
  | { readonly kind: 'log'; readonly line: string }
  | { readonly kind: 'delta'; readonly id: number; readonly delta: TextDelta; readonly figures: RequestFigures }
  | { readonly kind: 'done'; readonly id: number; readonly figures: RequestFigures }
  | { readonly kind: 'scored'; readonly id: number; readonly scores: readonly ScoredText[] }
  | { readonly kind: 'counted'; readonly id: number; readonly counts: readonly number[] }
  | { readonly kind: 'failed'; readonly id: number; readonly error: LatentErrorData; readonly figures: RequestFigures }
  | { readonly kind: 'cancelled'; readonly id: number; readonly figures: RequestFigures }
