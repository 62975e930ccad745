import type { Node } from '@vscode/tree-sitter-wasm'
import type { Place } from './alternative.ts'

// Node types and fields of all grammars together, as in context/functionNodes.ts.

export const callTypes: ReadonlySet<string> = new Set(['call_expression', 'call', 'method_invocation', 'invocation_expression'])
export const argumentListTypes: ReadonlySet<string> = new Set(['arguments', 'argument_list'])
const memberAccessTypes: ReadonlySet<string> = new Set([
  ...['member_expression', 'attribute', 'selector_expression', 'field_access', 'member_access_expression', 'field_expression'],
])
export const integerTypes: ReadonlySet<string> = new Set([
  ...['number', 'integer', 'int_literal', 'decimal_integer_literal', 'integer_literal', 'number_literal'],
])

/** Fields by which a member access knows its member. */
const memberFields: ReadonlySet<string> = new Set(['property', 'attribute', 'field', 'name'])
/** Fields by which a member access knows what the member is of. */
const objectFields: readonly string[] = ['object', 'operand', 'expression', 'argument', 'value']

/** Nodes that only group the names a declaration gives. */
const patternTypes: ReadonlySet<string> = new Set([
  ...['pattern_list', 'tuple_pattern', 'list_pattern', 'expression_list', 'array_pattern', 'object_pattern', 'rest_pattern'],
  ...['pointer_declarator', 'reference_declarator', 'init_declarator', 'assignment_pattern', 'mut_pattern', 'pair_pattern'],
  ...['typed_parameter'],
])
const parameterListTypes: ReadonlySet<string> = new Set([
  'parameters',
  'formal_parameters',
  'lambda_parameters',
  'closure_parameters',
])
/** By node type, the fields under which it declares names. */
const declaringFields: ReadonlyMap<string, readonly string[]> = new Map([
  ['variable_declarator', ['name']],
  ['required_parameter', ['pattern']],
  ['optional_parameter', ['pattern']],
  ['arrow_function', ['parameter']],
  ['for_in_statement', ['left']],
  ['catch_clause', ['parameter']],
  ['default_parameter', ['name']],
  ['typed_default_parameter', ['name']],
  ['for_statement', ['left']],
  ['for_in_clause', ['left']],
  ['assignment', ['left']],
  ['named_expression', ['name']],
  ['as_pattern_target', ['']],
  ['parameter_declaration', ['name', 'declarator']],
  ['short_var_declaration', ['left']],
  ['range_clause', ['left']],
  ['var_spec', ['name']],
  ['const_spec', ['name']],
  ['formal_parameter', ['name']],
  ['enhanced_for_statement', ['name']],
  ['parameter', ['name', 'pattern']],
  ['foreach_statement', ['left']],
  ['declaration', ['declarator']],
  ['for_range_loop', ['declarator']],
  ['let_declaration', ['pattern']],
  ['for_expression', ['pattern']],
])

/** True where an identifier gives a variable its name; in Python also where it is assigned to. */
export function isDeclaration({ node, field, parent }: Place): boolean {
  if (node.type === 'shorthand_property_identifier_pattern') return true
  if (node.type !== 'identifier' || parent === null) return false
  let child = node
  let holder: Node | null = parent
  let name = field
  while (holder !== null && patternTypes.has(holder.type)) {
    // `{ key: name }` and `name = default` declare only one of their parts.
    if (name === 'key' || name === 'right' || (holder.type === 'init_declarator' && name === 'value')) return false
    const above: Node | null = holder.parent
    child = holder
    name = above === null ? null : fieldOf(above, child)
    holder = above
  }
  if (holder === null) return false
  if (parameterListTypes.has(holder.type)) return true
  return declaringFields.get(holder.type)?.includes(name ?? '') ?? false
}

function fieldOf(parent: Node, child: Node): string | null {
  const index = parent.children.findIndex((each) => each?.id === child.id)
  return index === -1 ? null : parent.fieldNameForChild(index)
}

/** True where a name is the member of a member access: `length` in `list.length`. */
export function isMember({ node, field, parent }: Place): boolean {
  if (parent === null) return false
  if (parent.type === 'method_invocation') return field === 'name' && parent.childForFieldName('object') !== null
  return memberAccessTypes.has(parent.type) && field !== null && memberFields.has(field) && objectOf(parent)?.id !== node.id
}

/** True for the member of an access that is called: `push` in `list.push(1)`. */
export function isCalled({ parent }: Place): boolean {
  if (parent?.type === 'method_invocation') return true
  const call = parent?.parent
  return call != null && callTypes.has(call.type) && call.childForFieldName('function')?.id === parent?.id
}

/** What the member of an access belongs to: `list` in `list.length`. */
export function objectOf(access: Node): Node | null {
  for (const field of objectFields) {
    const object = access.childForFieldName(field)
    if (object !== null) return object
  }
  return null
}

/** True where an identifier is read as a variable: not declared, not a member, a called function, a key or a label. */
export function isVariableUse(place: Place): boolean {
  const { node, field, parent } = place
  if (node.type !== 'identifier' || parent === null) return false
  if (field === 'function' || field === 'type' || field === 'label' || field === 'key' || field === 'alias') return false
  if (field === 'name') return false
  if (/import|type|parameter|directive|package|generic|label/.test(parent.type)) return false
  return !isMember(place) && !isDeclaration(place)
}

/** What stands in front of a list of arguments. */
export function calledName(list: Node): string {
  const call = list.parent
  return call === null ? '' : call.text.slice(0, list.startIndex - call.startIndex).trim()
}

export function isOneLine(node: Node): boolean {
  return node.startPosition.row === node.endPosition.row
}
