import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from '../cuts.ts'

/** The named nodes right below one. The library's types allow for gaps, which a fresh tree does not have. */
export function namedIn(node: Node | null | undefined): readonly Node[] {
  return (node?.namedChildren ?? []).filter((child) => child !== null)
}

export function spanOf(node: Node): OffsetSpan {
  return { startOffset: node.startIndex, endOffset: node.endIndex }
}
