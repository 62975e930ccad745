import type { Roots } from '../context/placeBelow.ts'
import type { Engine } from '../engine/engine.ts'
import type { SupervisedEngine } from '../engine/supervisedEngine.ts'
import type { ReviewDeps } from '../features/review/review.ts'
import type { Dismissal } from '../protocol/dismissal.ts'
import type { Keys } from './keys.ts'

/** An engine that writes for several users at a time, weighs given texts, counts tokens, and may tell what each request cost. */
export type ServingEngine = Engine &
  Required<Pick<Engine, 'generate' | 'score' | 'countTokens'>> &
  Partial<Pick<SupervisedEngine, 'onFigures'>>

/** What the server needs of the world. */
export interface ServeDeps extends Roots {
  readonly version: string
  /** What clients call the model. */
  readonly modelName: string
  /** Texts that are written at the same time. */
  readonly parallel: number
  readonly engine: ServingEngine
  readonly keys: Keys
  /** For files below a root. */
  reviewDeps(root: string): Promise<ReviewDeps>
  /** For texts that a client sends: nothing of this machine's files is looked at. */
  textReviewDeps(): Promise<ReviewDeps>
  dismissed(root: string): Promise<readonly Dismissal[]>
  /** Milliseconds since some fixed moment. */
  now(): number
  /** One line about a request: never a prompt, code, or a key. */
  log(line: string): void
}

/** How much is let in. Sizes in bytes, times in milliseconds. */
export interface ServeLimits {
  readonly bodyBytes: number
  readonly headersMs: number
  /** For a whole request to arrive. */
  readonly requestMs: number
  readonly connections: number
  /** Requests under way, those that wait included. */
  readonly underWay: number
  /** How long what runs may go on after the end was asked for. */
  readonly drainMs: number
  /** For keys that have no numbers of their own. */
  readonly requestsPerMinute: number
  readonly parallelPerKey: number
}

export const usualLimits: ServeLimits = {
  // A text of 2 MB, the largest that is reviewed, with its line ends and quotes spelled out.
  bodyBytes: 4 * 2 ** 20,
  headersMs: 10_000,
  requestMs: 30_000,
  connections: 1024,
  underWay: 256,
  drainMs: 20_000,
  requestsPerMinute: 600,
  parallelPerKey: 8,
}

/** Where it listens, and by which names it may be called. */
export interface ServePlace {
  readonly host: string
  readonly port: number
  /** Names beside `localhost` and addresses. */
  readonly names: readonly string[]
}
