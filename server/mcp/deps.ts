import type { SyntaxParser } from '../context/parser.ts'
import type { WorkspaceFiles } from '../context/workspaceFiles.ts'
import type { Engine } from '../engine/engine.ts'
import type { Completer } from '../features/completion/completer.ts'
import type { ReviewDeps } from '../features/review/review.ts'
import type { Dismissal } from '../protocol/dismissal.ts'

/** What the tools need of the world. */
export interface McpDeps {
  readonly version: string
  /** Absolute paths of the only folders that may be looked at. */
  readonly roots: readonly string[]
  /** The files of the roots, as they are now. */
  files(): WorkspaceFiles
  /** The innermost root around a file. */
  rootOf(uri: string): string | undefined
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
