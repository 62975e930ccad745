import type { Node } from '@vscode/tree-sitter-wasm'
import { type Alternative, type Place, replacing } from './alternative.ts'
import { callTypes, isOneLine } from './roles.ts'

const functionTypes = /function|method|arrow|lambda/
const valueTypes: ReadonlySet<string> = new Set([
  ...['identifier', 'binary_expression', 'binary_operator', 'comparison_operator', 'boolean_operator', 'member_expression'],
  ...['attribute', 'subscript_expression', 'subscript', 'new_expression', 'ternary_expression', 'conditional_expression'],
])

/** A forgotten `await` or `return`. */
export function missingWordAlternatives(place: Place): readonly Alternative[] {
  return [...missingAwait(place), ...missingReturn(place)]
}

/** A call whose value is used or thrown away without `await`, within an async function. */
function missingAwait({ node, parent }: Place): readonly Alternative[] {
  if (!callTypes.has(node.type) || parent === null || !isOneLine(node)) return []
  // An argument is often meant to be a promise, and the callee of a chain awaits further out.
  if (!/^(expression_statement|variable_declarator|assignment|assignment_expression|return_statement)$/.test(parent.type))
    return []
  return isInAsync(node) ? [replacing(node, `await ${node.text}`, 'await')] : []
}

function isInAsync(node: Node): boolean {
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    if (functionTypes.test(outer.type) && outer.childForFieldName('body') !== null)
      return /^(?:(?:export|public|private|protected|static|override|internal)\s+)*async\b/.test(outer.text.slice(0, 60))
  }
  return false
}

/** A value that ends a block and goes nowhere. */
function missingReturn({ node, parent }: Place): readonly Alternative[] {
  const value = node.type === 'expression_statement' ? node.firstNamedChild : null
  if (value === null || parent === null || !isOneLine(node) || parent.lastNamedChild?.id !== node.id) return []
  if (!valueTypes.has(value.type) && !callTypes.has(value.type)) return []
  if (!/block|body/.test(parent.type)) return []
  return [replacing(node, `return ${node.text}`, 'return')]
}
