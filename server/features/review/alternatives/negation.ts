import type { Node } from '@vscode/tree-sitter-wasm'
import { type Alternative, type Place, replacing } from './alternative.ts'
import { isOneLine } from './roles.ts'

const opposite: ReadonlyMap<string, string> = new Map([
  ['true', 'false'],
  ['false', 'true'],
  ['True', 'False'],
  ['False', 'True'],
])
const conditionTypes: ReadonlySet<string> = new Set([
  ...['identifier', 'member_expression', 'attribute', 'selector_expression', 'field_access', 'member_access_expression'],
  ...['field_expression', 'call_expression', 'call', 'method_invocation', 'invocation_expression'],
  ...['subscript_expression', 'subscript', 'index_expression', 'element_access_expression', 'await_expression', 'await'],
])

/** Functions that ask of each element whether it is wanted. */
const asking = /\.(filter|some|every|find|findIndex|findLast|findLastIndex)$/

/** A `!` too many or too few, and `true` in the place of `false`. */
export function negationAlternatives(place: Place): readonly Alternative[] {
  const { node } = place
  const constant = opposite.get(node.text)
  if (constant !== undefined && node.isNamed && node.childCount === 0) return [replacing(node, constant, 'constant')]
  if (!isOneLine(node)) return []
  const negated = withoutNegation(node)
  if (negated !== undefined) return [replacing(node, negated, 'negation')]
  if (!conditionTypes.has(node.type) || !isCondition(place)) return []
  return [replacing(node, isPython(place) ? `not ${node.text}` : `!${node.text}`, 'negation')]
}

function withoutNegation(node: Node): string | undefined {
  if (!/unary_expression$|^not_operator$/.test(node.type)) return undefined
  const operand = /^(?:!(?!!)|not\s+)(.*)$/s.exec(node.text)?.[1]
  return operand === undefined || operand === '' ? undefined : operand
}

/** Where a value decides a branch or a choice: the condition itself, an operand of `&&` and `||`, or what a filter asks. */
function isCondition({ node, field, parent }: Place): boolean {
  if (parent === null) return false
  if (field === 'condition') return true
  if (field === 'body' && parent.type === 'arrow_function')
    return asking.test(parent.parent?.parent?.childForFieldName('function')?.text ?? '')
  if (parent.type === 'boolean_operator') return true
  if (/^(binary_expression)$/.test(parent.type)) return /^(&&|\|\|)$/.test(parent.childForFieldName('operator')?.type ?? '')
  if (/^(parenthesized_expression|condition_clause)$/.test(parent.type))
    return parent.parent !== null && /^(if|while|do)_/.test(parent.parent.type) && parent.firstNamedChild?.id === node.id
  return false
}

function isPython({ node }: Place): boolean {
  return node.tree.rootNode.type === 'module'
}
