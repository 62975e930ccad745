import type { SyntaxParser } from '../context/parser.ts'
import type { Roots } from '../context/placeBelow.ts'
import type { Engine } from '../engine/engine.ts'
import type { Completer } from '../features/completion/completer.ts'
import type { ReviewDeps } from '../features/review/review.ts'
import type { Dismissal } from '../protocol/dismissal.ts'

/** What the tools need of the world. */
export interface McpDeps extends Roots {
  readonly version: string
  /** Loads the model at the first call. Rejects with a LatentError. */
  model(): Promise<McpModel>
  parser(): Promise<SyntaxParser>
  dismissed(root: string): Promise<readonly Dismissal[]>
}

/** The model, and the features on top of it. */
export interface McpModel {
  readonly engine: Engine
  readonly completer: Completer
  reviewDeps(root: string): Promise<ReviewDeps>
}
