import type { Position } from './text.ts'

/** Request `latent/definitions` to the client: where the editor's language services find what is named at these places; 8 at most. */
export interface DefinitionsParams {
  readonly textDocument: { readonly uri: string }
  readonly names: readonly { readonly name: string; readonly position: Position }[]
}
/** Names whose definition was not found in time or lies outside of files are left out. */
export interface DefinitionsResult {
  readonly definitions: readonly { readonly name: string; readonly uri: string; readonly position: Position }[]
}
