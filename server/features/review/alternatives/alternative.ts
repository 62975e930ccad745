import type { Node } from '@vscode/tree-sitter-wasm'
import type { UnitNames } from './names.ts'

/** The kinds of mistake that an alternative would undo. A finding's rule follows from it. */
export type MutationKind =
  | 'comparison'
  | 'boundary'
  | 'boolean'
  | 'arithmetic'
  | 'argumentOrder'
  | 'variable'
  | 'member'
  | 'negation'
  | 'constant'
  | 'await'
  | 'return'
  | 'break'
  | 'nullCheck'
  | 'equality'

/**
 * One small edit within one line: what stands from `startOffset` to `endOffset` could have been `newText`. Only a missing statement has
 * a line end in it.
 */
export interface Alternative {
  readonly kind: MutationKind
  readonly startOffset: number
  readonly endOffset: number
  readonly newText: string
}

/** A node of the unit's tree with the field by which its parent knows it. */
export interface Place {
  readonly node: Node
  readonly field: string | null
  readonly parent: Node | null
}

/** Names the alternatives at one node; pure, and without an opinion on how likely they are. */
export type Finder = (place: Place, names: UnitNames) => readonly Alternative[]

export function replacing(node: Node, newText: string, kind: MutationKind): Alternative {
  return { kind, startOffset: node.startIndex, endOffset: node.endIndex, newText }
}
