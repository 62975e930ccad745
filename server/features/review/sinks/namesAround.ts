import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import type { FileFacts } from './facts.ts'
import { enclosingFunction, functionName, functionTypes, wordsOf } from './syntax.ts'

const statementTypes = /statement|declaration|^assignment$|^pair$|^return/

/**
 * The words of the names that tell what a value is for: the function it is computed in, what it is assigned to, and what stands in its
 * own statement.
 */
export function namesAround(node: Node, _facts: FileFacts): readonly string[] {
  const names: string[] = []
  let statement = node
  while (statement.parent !== null && !statementTypes.test(statement.type) && !functionTypes.has(statement.type))
    statement = statement.parent
  const holder = statement.type === 'pair' ? statement : statement
  walkSyntax(holder, (cursor) => {
    if (functionTypes.has(cursor.nodeType) && !contains(cursor.currentNode, node)) return false
    if (/identifier$/.test(cursor.nodeType)) names.push(cursor.nodeText)
    return !/block$/.test(cursor.nodeType)
  })
  for (let fn = enclosingFunction(node); fn !== undefined; fn = enclosingFunction(fn)) names.push(functionName(fn))
  return names.flatMap(wordsOf)
}

function contains(outer: Node, inner: Node): boolean {
  return outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex
}
