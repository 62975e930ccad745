import type { Node } from '@vscode/tree-sitter-wasm'
import { type Fault, replacing, without } from './fault.ts'

const plainConditions: ReadonlySet<string> = new Set([
  ...['identifier', 'member_expression', 'call_expression', 'attribute', 'call', 'subscript_expression'],
])

/** A `!` or `not` that is lost, and a condition that is turned round. */
export function negationFaults(node: Node): readonly Fault[] {
  const argument = node.childForFieldName('argument')
  const isNot =
    node.type === 'not_operator' || (node.type === 'unary_expression' && node.childForFieldName('operator')?.type === '!')
  if (isNot && argument !== null) {
    const isTwice = /^!/.test(argument.text) || node.parent?.childForFieldName('operator')?.type === '!'
    return isTwice ? [] : [without('negation', node.startIndex, argument.startIndex)]
  }
  if (!/^(if|while|elif)_(statement|clause)$/.test(node.type)) return []
  const condition = unwrapped(node.childForFieldName('condition'))
  if (condition === null || !plainConditions.has(condition.type)) return []
  const word = node.text.startsWith('if (') || node.text.startsWith('while (') ? '!' : 'not '
  return [{ ...replacing('negation', condition, word), endOffset: condition.startIndex }]
}

function unwrapped(condition: Node | null): Node | null {
  return condition?.type === 'parenthesized_expression' ? condition.namedChild(0) : condition
}
