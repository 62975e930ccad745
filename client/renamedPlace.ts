import { isRecord } from '../server/protocol/record.ts'
import type { Position } from '../server/protocol/text.ts'

/** The place that a code action names: a document's URI and a position. `undefined` where the command was run by hand. */
export function renamedPlace(given: readonly unknown[]): { readonly uri: string; readonly position: Position } | undefined {
  const [uri, position] = given
  if (typeof uri !== 'string' || !isRecord(position)) return undefined
  const { line, character } = position
  return typeof line === 'number' && typeof character === 'number' ? { uri, position: { line, character } } : undefined
}
