import type { Node, TreeCursor } from '@vscode/tree-sitter-wasm'

/**
 * Visits a node and all below it in the order of the text, without recursion, because code nests deeper than the call stack.
 * `enter` returns whether to go on below the node; `leave` is called for every node that was entered, also when nothing below was visited.
 */
export function walkSyntax(root: Node, enter: (cursor: TreeCursor) => boolean, leave?: (cursor: TreeCursor) => void): void {
  const cursor = root.walk()
  try {
    let depth = 0
    for (;;) {
      if (enter(cursor) && cursor.gotoFirstChild()) {
        depth += 1
        continue
      }
      leave?.(cursor)
      while (depth > 0 && !cursor.gotoNextSibling()) {
        cursor.gotoParent()
        depth -= 1
        leave?.(cursor)
      }
      if (depth === 0) return
    }
  } finally {
    cursor.delete()
  }
}
