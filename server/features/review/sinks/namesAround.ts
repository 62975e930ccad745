import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { enclosingFunction, functionName, functionTypes, wordsOf } from './syntax.ts'

const statementTypes = /statement|declaration|^assignment$|^pair$|^return/

/** The words of the names that tell what a value is for: those of its statement, and of the functions that it is computed in. */
export function namesAround(node: Node): readonly string[] {
  const names: string[] = []
  for (let fn = enclosingFunction(node); fn !== undefined; fn = enclosingFunction(fn)) names.push(functionName(fn))
  return [...namesInStatement(node), ...names.flatMap(wordsOf)]
}

/** The words of the names in the statement that a node is part of. */
export function namesInStatement(node: Node): readonly string[] {
  const names: string[] = []
  let statement = node
  while (statement.parent !== null && !statementTypes.test(statement.type) && !functionTypes.has(statement.type)) {
    statement = statement.parent
  }
  walkSyntax(statement, (cursor) => {
    if (functionTypes.has(cursor.nodeType) && !contains(cursor.currentNode, node)) return false
    if (/identifier$/.test(cursor.nodeType)) names.push(cursor.nodeText)
    return !/block$/.test(cursor.nodeType)
  })
  return names.flatMap(wordsOf)
}

function contains(outer: Node, inner: Node): boolean {
  return outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex
}
