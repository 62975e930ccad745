import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from '../../../context/cuts.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { functionTypes } from '../../review/sinks/syntax.ts'
import { isName, reassignedNames } from './evaluation.ts'

/** Methods that are done with a function when they return. */
const callingAtOnce =
  /\.(forEach|map|filter|flatMap|reduce|reduceRight|some|every|find|findLast|findIndex|findLastIndex|sort|toSorted)$/

/**
 * Why statements of JavaScript or TypeScript cannot become a function that is given their variables and gives them back: somebody else would
 * look at a variable at the same time, and see another value. Undefined where nobody does.
 */
export function whyNotMovedOut(root: Node, span: OffsetSpan): string | undefined {
  const reassigned = reassignedNames(root)
  const isInside = (node: Node) => span.startOffset <= node.startIndex && node.endIndex <= span.endOffset
  const owner = functionAround(root, span)
  const written = new Set<string>()
  const escaping = new Set<string>()
  const elsewhere = new Set<string>()
  const declared = new Set<string>()
  walkSyntax(owner ?? root, (cursor) => {
    if (!isName(cursor.nodeType) || !reassigned.has(cursor.nodeText)) return true
    const node = cursor.currentNode
    const inner = innerFunction(node, owner)
    if (isInside(node)) {
      if (node.parent?.type === 'variable_declarator') declared.add(node.text)
      else if (isTarget(node)) written.add(node.text)
      if (inner !== undefined && isInside(inner) && !isCalledAtOnce(inner)) escaping.add(node.text)
    } else if (inner !== undefined) elsewhere.add(node.text)
    return true
  })
  const seen = [...escaping, ...[...written].filter((name) => elsewhere.has(name))].find((name) => !declared.has(name))
  if (seen !== undefined) return movedReasons.seen(seen)
  const lost = [...written].find((name) => !declared.has(name))
  return lost !== undefined && isWithinTry(root, span, owner) ? movedReasons.lost(lost) : undefined
}

const movedReasons = {
  seen: (name: string) => `\`${name}\` is used by a function within, which would see another value.`,
  lost: (name: string) => `What it sets \`${name}\` to would be lost where it fails within the \`try\` around it.`,
} as const

function functionAround(root: Node, { startOffset, endOffset }: OffsetSpan): Node | undefined {
  for (let node = root.namedDescendantForIndex(startOffset, endOffset); node !== null; node = node.parent) {
    if (functionTypes.has(node.type) && (node.startIndex < startOffset || node.endIndex > endOffset)) return node
  }
  return undefined
}

/** The outermost function within `owner` that a node stands in. */
function innerFunction(node: Node, owner: Node | undefined): Node | undefined {
  let found: Node | undefined
  for (let { parent } = node; parent !== null && parent.id !== owner?.id; { parent } = parent) {
    if (functionTypes.has(parent.type)) found = parent
  }
  return found
}

function isTarget(name: Node): boolean {
  let target = name
  while (target.parent !== null && /pattern$/.test(target.parent.type)) target = target.parent
  const { parent } = target
  if (parent?.type === 'update_expression') return true
  return parent !== null && /assignment_expression$/.test(parent.type) && parent.childForFieldName('left')?.id === target.id
}

function isCalledAtOnce(fn: Node): boolean {
  const callee = fn.parent?.type === 'arguments' ? fn.parent.parent?.childForFieldName('function') : undefined
  return callee != null && callingAtOnce.test(callee.text)
}

function isWithinTry(root: Node, { startOffset, endOffset }: OffsetSpan, owner: Node | undefined): boolean {
  for (
    let node = root.namedDescendantForIndex(startOffset, endOffset);
    node !== null && node.id !== owner?.id;
    node = node.parent
  ) {
    if (node.type === 'try_statement' && (node.startIndex < startOffset || node.endIndex > endOffset)) return true
  }
  return false
}
