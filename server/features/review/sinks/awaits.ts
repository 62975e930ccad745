import type { Node } from '@vscode/tree-sitter-wasm'
import { literally } from '../../../context/literally.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import type { FileFacts } from './facts.ts'
import type { Sink } from './sink.ts'
import { children, functionTypes, memberTypes, objectOf, subscriptTypes } from './syntax.ts'
import { title } from './wording.ts'

/** A field, or a variable that is declared outside of the function. */
export function isShared(left: Node, scope: Node, facts: FileFacts): boolean {
  if (left.type === 'identifier') {
    if (facts.isPython) return new RegExp(`\\b(global|nonlocal)\\s[^\\n]*\\b${literally(left.text)}\\b`).test(scope.text)
    return facts.bindings(scope, left.text).every(({ node }) => !isDeclared(node))
  }
  if (!memberTypes.has(left.type) && !subscriptTypes.has(left.type)) return false
  let root: Node | null = left
  while (root !== null && (memberTypes.has(root.type) || subscriptTypes.has(root.type))) root = objectOf(root)
  if (root === null) return false
  if (root.type === 'this' || root.text === 'self' || root.text === 'cls') return true
  return (
    root.type === 'identifier' &&
    facts.bindings(scope, root.text).every(({ kind }) => kind === 'more') &&
    facts.bindings(facts.root, root.text).length > 0
  )
}

function isDeclared(node: Node): boolean {
  const holder = node.parent
  return holder === null || !/assignment_expression$/.test(holder.type)
}

export function awaitsIn(node: Node): Node | undefined {
  let found: Node | undefined
  walkSyntax(node, (cursor) => {
    if (functionTypes.has(cursor.nodeType)) return false
    if (/^(await_expression|await)$/.test(cursor.nodeType) && cursor.currentNode.isNamed) found ??= cursor.currentNode
    return found === undefined
  })
  return found
}

export function awaitBetween(scope: Node, from: number, to: number): boolean {
  let found = false
  walkSyntax(scope, (cursor) => {
    if (cursor.endIndex <= from || cursor.startIndex >= to) return false
    if (/^(await_expression|await)$/.test(cursor.nodeType) && cursor.startIndex >= from) found = true
    return !found
  })
  return found
}

export function identifiersIn(node: Node): readonly Node[] {
  if (node.type === 'identifier') return [node]
  return children(node).flatMap((child) =>
    child.type === 'property_identifier' || functionTypes.has(child.type) ? [] : identifiersIn(child),
  )
}

export function race(range: Node, name: Node, certainty: number, reason: string): Sink {
  return {
    ruleId: 'bug.async-race',
    startOffset: range.startIndex,
    endOffset: range.endIndex,
    title: title('', name.text, ' may have changed during the wait'),
    reason: reason.charAt(0).toUpperCase() + reason.slice(1),
    signals: { certainty },
  }
}
