import type { Node } from '@vscode/tree-sitter-wasm'
import type { Alternative, Place } from './alternative.ts'
import { argumentListTypes, calledName, integerTypes, isOneLine } from './roles.ts'

/** Operators whose operands mean something else when they change places. */
const ordered: ReadonlySet<string> = new Set(['-', '/', '//', '%', '**', '<<', '>>', '>>>'])

/** Functions that give the same whatever the order of their arguments. */
const commutative = /(^|[.:])(min|max|gcd|hypot)$/i

/** Two neighbouring arguments of a call, or two operands, that may have changed places. */
export function argumentOrderAlternatives({ node }: Place): readonly Alternative[] {
  if (argumentListTypes.has(node.type)) {
    if (commutative.test(calledName(node))) return []
    return node.namedChildren.flatMap((first, index, all) => swapped(node, first, all[index + 1] ?? null))
  }
  const operator = /^binary_(expression|operator)$/.test(node.type) ? node.childForFieldName('operator')?.type : undefined
  const right = node.childForFieldName('right')
  // Nobody writes `i - 1` and means `1 - i`.
  if (operator === undefined || !ordered.has(operator) || right === null || integerTypes.has(right.type)) return []
  return swapped(node, node.childForFieldName('left'), right)
}

function swapped(whole: Node, first: Node | null, second: Node | null): readonly Alternative[] {
  if (first === null || second === null || first.text === second.text) return []
  if (!isMovable(first) || !isMovable(second) || first.startPosition.row !== second.endPosition.row) return []
  const between = whole.text.slice(first.endIndex - whole.startIndex, second.startIndex - whole.startIndex)
  if (second.endIndex <= first.endIndex) return []
  const newText = second.text + between + first.text
  return [{ kind: 'argumentOrder', startOffset: first.startIndex, endOffset: second.endIndex, newText }]
}

/** Functions, objects, lists, texts and spread or named arguments are not mistaken for their neighbour. */
function isMovable(node: Node): boolean {
  return (
    isOneLine(node) &&
    !/function|lambda|object|array|list|dictionary|string|splat|spread|keyword|literal_value|comment/.test(node.type)
  )
}
