import type { Position, TextEdit } from './text.ts'

/** Request `latent/betterNames`: names that the model finds likelier than the one at a place. Rejects with `noName` where nothing has a name. */
export interface BetterNamesParams {
  readonly textDocument: { readonly uri: string }
  readonly position: Position
  readonly workDoneToken?: string | number
}

export interface BetterNamesResult {
  /** The name as it is. */
  readonly name: string
  /** The likeliest first, at most three; none where the name is as good as any. */
  readonly names: readonly string[]
  /** Of the document that was looked at. */
  readonly version: number
}

/**
 * Request `latent/checkRename`: whether a rename by the client's own language service may be made. It may where every file lies in an open folder,
 * is neither ignored nor generated nor code of others, parses as before, and brings no new type error, and where the new name means nothing else.
 * Answered with null; rejects with `fileRefused` or `editRefused` where it must not.
 */
export interface CheckRenameParams {
  /** That was asked about. */
  readonly textDocument: { readonly uri: string }
  readonly newName: string
  readonly files: readonly { readonly uri: string; readonly edits: readonly TextEdit[] }[]
}

/** Commands of the client for refactorings; the server offers them as code actions. */
export interface RefactorCommands {
  /** Asks for better names and has the editor rename; called with a document's URI and a position. */
  readonly renameSymbol?: string
}
