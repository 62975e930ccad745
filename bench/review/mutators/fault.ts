import type { Node } from '@vscode/tree-sitter-wasm'
import type { Half } from '../../completion/corpus.ts'

/** Mistakes that are put into correct code. They are named and made without regard to what the review looks for. */
export const faultKinds = [
  ...(['comparison', 'boundary', 'boolean', 'arithmetic', 'argumentOrder', 'otherVariable', 'negation'] as const),
  ...(['constant', 'missingAwait', 'missingReturn', 'missingBreak', 'wrongMember', 'nullCheck'] as const),
] as const
export type FaultKind = (typeof faultKinds)[number]

/** Kinds that only the held-out half has, so that what is tuned never saw one of them. */
export const heldOutKinds: ReadonlySet<FaultKind> = new Set(['missingBreak', 'wrongMember', 'nullCheck'])

/** The kinds that the functions of a half get. */
export function kindsOf(half: Half): readonly FaultKind[] {
  return half === 'heldOut' ? faultKinds : faultKinds.filter((kind) => !heldOutKinds.has(kind))
}

/** One edit of a correct text that makes it wrong. Offsets count from the beginning of the file. */
export interface Fault {
  readonly kind: FaultKind
  readonly startOffset: number
  readonly endOffset: number
  readonly newText: string
}

/** What the faults of a function may be made of. */
export interface Surroundings {
  /** Names that the function declares, in the order of the text. */
  readonly declared: readonly DeclaredName[]
  /** Members of the whole file, by what they are accessed on: `a`, `b` for `list` in `list.a + list.b()`. */
  readonly members: ReadonlyMap<string, readonly MemberUse[]>
}

export interface DeclaredName {
  readonly name: string
  readonly offset: number
  /** Where the name can be used. */
  readonly scope: Node
}

export interface MemberUse {
  readonly name: string
  /** `list.size()` rather than `list.size`. */
  readonly called: boolean
}

/** Every fault of its kinds at one node of a tree. */
export type Mutator = (node: Node, surroundings: Surroundings) => readonly Fault[]

export function replacing(kind: FaultKind, node: Node, newText: string): Fault {
  return { kind, startOffset: node.startIndex, endOffset: node.endIndex, newText }
}

/** A part of the text of a node taken away. */
export function without(kind: FaultKind, from: number, to: number): Fault {
  return { kind, startOffset: from, endOffset: to, newText: '' }
}
