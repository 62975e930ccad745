import type { HeldBackParams, HeldBackResult } from '../protocol/requests.ts'
import type { Findings } from './findings.ts'

/** What the newest review of each document, or of the one named, held back. */
export function heldBack({ textDocument }: HeldBackParams, findings: Findings): HeldBackResult {
  const uris = textDocument === undefined ? findings.reviewed() : [textDocument.uri]
  return { items: uris.flatMap((uri) => findings.heldBackOf(uri).map((finding) => ({ uri, finding }))) }
}
