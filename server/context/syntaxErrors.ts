import type { SyntaxTree } from './parser.ts'
import { walkSyntax } from './syntaxWalk.ts'

/**
 * How many places the parser could not make sense of: text it had to skip (ERROR) and text it had to add (MISSING).
 * Code under edit seldom has none, so compare two counts rather than asking for zero.
 */
export function countSyntaxErrors(tree: SyntaxTree): number {
  let count = 0
  walkSyntax(tree.rootNode, (cursor) => {
    const node = cursor.currentNode
    if (node.isError || node.isMissing) count += 1
    return node.hasError
  })
  return count
}
