import type { Node } from '@vscode/tree-sitter-wasm'
import { type DeclaredName, type Fault, replacing, type Surroundings } from './fault.ts'

/** Parents under which an identifier is read, each with the fields it may have there; none: any. */
const reading: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...(['arguments', 'argument_list', 'return_statement', 'parenthesized_expression', 'template_substitution'] as const).map(any),
  ...(['binary_expression', 'binary_operator', 'comparison_operator', 'boolean_operator', 'not_operator'] as const).map(any),
  ...(['unary_expression', 'array', 'list', 'interpolation', 'spread_element', 'await_expression', 'await'] as const).map(any),
  ['subscript_expression', ['index', 'object']],
  ['subscript', ['subscript', 'value']],
  ['member_expression', ['object']],
  ['attribute', ['object']],
  ['assignment_expression', ['right']],
  ['assignment', ['right']],
  ['variable_declarator', ['value']],
  ['keyword_argument', ['value']],
  ['pair', ['value']],
  ['if_statement', ['condition']],
  ['for_statement', ['right']],
  ['for_in_statement', ['right']],
])
const simple: ReadonlySet<string> = new Set([
  ...['identifier', 'number', 'integer', 'string', 'member_expression', 'attribute', 'subscript_expression', 'subscript'],
  ...['call_expression', 'call', 'true', 'false', 'null', 'none', 'this', 'binary_expression', 'binary_operator'],
])
const mostOthers = 6

/** Two neighbouring arguments of a call that changed places. */
export function argumentOrderFaults(node: Node): readonly Fault[] {
  if (node.type !== 'arguments' && node.type !== 'argument_list') return []
  const given = node.namedChildren.filter((each) => each !== null && each.type !== 'comment')
  return given.slice(1).flatMap((second, index) => {
    const first = given[index]
    if (!first || !second || first.text === second.text || !simple.has(first.type) || !simple.has(second.type)) return []
    const between = node.text.slice(first.endIndex - node.startIndex, second.startIndex - node.startIndex)
    const swapped = second.text + between + first.text
    return [{ kind: 'argumentOrder', startOffset: first.startIndex, endOffset: second.endIndex, newText: swapped } as const]
  })
}

/** Another variable of the function, declared before and in reach. */
export function otherVariableFaults(node: Node, { declared }: Surroundings): readonly Fault[] {
  if (node.type !== 'identifier' || !isRead(node) || !declared.some(({ name }) => name === node.text)) return []
  const others = declared.filter((each) => each.name !== node.text && reaches(each, node)).map(({ name }) => name)
  return [...new Set(others)].slice(-mostOthers).map((name) => replacing('otherVariable', node, name))
}

/** Another member of the same object, used in the same way elsewhere in the file. */
export function wrongMemberFaults(node: Node, { members }: Surroundings): readonly Fault[] {
  const member = memberOf(node)
  if (member === undefined) return []
  const { object, property } = member
  const called = isCalled(node)
  const known = members.get(object.text) ?? []
  const others = known.filter((each) => each.called === called && each.name !== property.text).map(({ name }) => name)
  return [...new Set(others)].slice(0, mostOthers).map((name) => replacing('wrongMember', property, name))
}

export function memberOf(node: Node): { readonly object: Node; readonly property: Node } | undefined {
  if (node.type !== 'member_expression' && node.type !== 'attribute') return undefined
  const object = node.childForFieldName('object')
  const property = node.childForFieldName(node.type === 'attribute' ? 'attribute' : 'property')
  return object === null || property === null ? undefined : { object, property }
}

export function isCalled(node: Node): boolean {
  return node.parent?.childForFieldName('function')?.id === node.id
}

function any(type: string): readonly [string, readonly string[]] {
  return [type, []]
}

function isRead(node: Node): boolean {
  const { parent } = node
  const fields = parent === null ? undefined : reading.get(parent.type)
  if (parent === null || fields === undefined) return false
  return fields.length === 0 || fields.some((field) => parent.childForFieldName(field)?.id === node.id)
}

function reaches({ offset, scope }: DeclaredName, { startIndex }: Node): boolean {
  return offset < startIndex && scope.startIndex <= startIndex && startIndex < scope.endIndex
}
