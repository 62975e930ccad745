import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import {
  argumentsOf,
  calleeOf,
  callTypes,
  children,
  functionTypes,
  memberOf,
  memberTypes,
  objectOf,
  subscriptTypes,
} from './syntax.ts'

/** How a name gets what it holds. */
export interface Binding {
  /**
   * `element`: one of the value's elements; `more`: something is added to what the name holds already; `opaque`: the tree does not tell
   * what, as of a caught error.
   */
  readonly kind: 'value' | 'element' | 'more' | 'parameter' | 'opaque'
  readonly name: string
  /** The bound name, or for a parameter all of it with its type and default. */
  readonly node: Node
  readonly value?: Node
  /** The members that a pattern takes of the value: `.query.name`. */
  readonly path: string
  /** From here on the name holds it. */
  readonly fromOffset: number
}

const blockTypes: ReadonlySet<string> = new Set([
  'statement_block',
  'block',
  'program',
  'module',
  'switch_case',
  'switch_default',
])
const addingMembers = /^(push|append|extend|unshift|add|insert|set|setdefault|update)$/
const parameterListTypes: ReadonlySet<string> = new Set(['formal_parameters', 'parameters', 'lambda_parameters'])

/** The names that a function, or a file outside its functions, binds; in the order of the text. */
export function bindingsOf(scope: Node): ReadonlyMap<string, readonly Binding[]> {
  const found = new Map<string, Binding[]>()
  const add = (binding: Binding): void => {
    const known = found.get(binding.name)
    if (known === undefined) found.set(binding.name, [binding])
    else known.push(binding)
  }
  for (const binding of parametersOf(scope)) add(binding)
  walkSyntax(scope, (cursor) => {
    const type = cursor.nodeType
    if (functionTypes.has(type) && cursor.startIndex !== scope.startIndex) return false
    if (functionTypes.has(type) && cursor.currentNode.id !== scope.id) return false
    if (bindingNodeTypes.has(type) || callTypes.has(type)) for (const binding of boundBy(cursor.currentNode)) add(binding)
    return !parameterListTypes.has(type)
  })
  return found
}

/** What a name may hold at an offset: its last certain binding and whatever may have replaced or extended that. */
export function reaching(bindings: readonly Binding[], offset: number): readonly Binding[] {
  const before = bindings.filter(({ fromOffset }) => fromOffset <= offset)
  const found: Binding[] = []
  for (const binding of before.toReversed()) {
    found.push(binding)
    if (binding.kind !== 'more' && isCertain(binding, offset)) break
  }
  return found
}

/** Whether the block of a binding goes on at the offset, so that the offset is only reached through it. */
function isCertain(binding: Binding, offset: number): boolean {
  if (binding.kind === 'parameter') return true
  for (let outer = binding.node.parent; outer !== null; outer = outer.parent) {
    if (blockTypes.has(outer.type) || functionTypes.has(outer.type)) return outer.startIndex <= offset && offset < outer.endIndex
  }
  return true
}

function parametersOf(fn: Node): readonly Binding[] {
  if (!functionTypes.has(fn.type)) return []
  const single = fn.childForFieldName('parameter')
  const list = single === null ? children(fn.childForFieldName('parameters')) : [single]
  return list.flatMap((parameter) => {
    const pattern =
      parameter.childForFieldName('pattern') ??
      parameter.childForFieldName('left') ??
      parameter.childForFieldName('name') ??
      (parameter.type === 'typed_parameter' ? parameter.firstNamedChild : null) ??
      parameter
    return namesIn(pattern, '').map(({ node, path }) => ({
      kind: 'parameter' as const,
      name: node.text,
      node: parameter,
      path,
      fromOffset: fn.startIndex,
    }))
  })
}

const bindingNodeTypes: ReadonlySet<string> = new Set([
  ...['variable_declarator', 'assignment_expression', 'augmented_assignment_expression', 'for_in_statement', 'catch_clause'],
  ...['assignment', 'augmented_assignment', 'named_expression', 'for_statement', 'for_in_clause', 'as_pattern'],
])

function boundBy(node: Node): readonly Binding[] {
  const field = (name: string): Node | null => node.childForFieldName(name)
  switch (node.type) {
    case 'variable_declarator':
    case 'named_expression':
      return bound('value', field('name'), field('value'), node)
    case 'assignment':
    case 'assignment_expression':
      return assigned(field('left'), field('right'), node)
    case 'augmented_assignment':
    case 'augmented_assignment_expression':
      return bound('more', field('left'), field('right'), node)
    case 'for_in_statement':
    case 'for_statement':
    case 'for_in_clause':
      // A comprehension reads its names in front of the clause that binds them.
      return bound(
        'element',
        field('left'),
        field('right'),
        node,
        node.type === 'for_in_clause' ? (node.parent ?? node).startIndex : undefined,
      )
    case 'catch_clause':
      return bound('opaque', field('parameter'), null, node, node.startIndex)
    case 'as_pattern':
      return bound('value', children(node.lastNamedChild)[0] ?? null, node.firstNamedChild, node)
    default:
      return added(node)
  }
}

/** `name.push(value)` and the like. */
function added(call: Node): readonly Binding[] {
  const callee = calleeOf(call)
  if (callee === null || !memberTypes.has(callee.type) || !addingMembers.test(memberOf(callee))) return []
  const object = objectOf(callee)
  const value = argumentsOf(call).at(-1)
  return object?.type === 'identifier' && value !== undefined ? bound('more', object, value, call) : []
}

function assigned(left: Node | null, right: Node | null, node: Node): readonly Binding[] {
  if (left !== null && (memberTypes.has(left.type) || subscriptTypes.has(left.type))) {
    const object = objectOf(left)
    return object?.type === 'identifier' ? bound('more', object, right, node) : []
  }
  return bound('value', left, right, node)
}

function bound(
  kind: Binding['kind'],
  target: Node | null,
  value: Node | null,
  statement: Node,
  fromOffset: number = kind === 'element' && value !== null ? value.endIndex : statement.endIndex,
): readonly Binding[] {
  if (target === null) return []
  return namesIn(target, '').map(({ node, path }) => ({ kind, name: node.text, node, path, fromOffset, ...(value && { value }) }))
}

function namesIn(pattern: Node, path: string): readonly { readonly node: Node; readonly path: string }[] {
  switch (pattern.type) {
    case 'identifier':
      return [{ node: pattern, path }]
    case 'shorthand_property_identifier_pattern':
      return [{ node: pattern, path: `${path}.${pattern.text}` }]
    case 'pair_pattern': {
      const value = pattern.childForFieldName('value')
      return value === null ? [] : namesIn(value, `${path}.${pattern.childForFieldName('key')?.text ?? ''}`)
    }
    case 'assignment_pattern':
    case 'object_assignment_pattern': {
      const left = pattern.childForFieldName('left')
      return left === null ? [] : namesIn(left, path)
    }
    case 'object_pattern':
    case 'array_pattern':
    case 'rest_pattern':
    case 'pattern_list':
    case 'tuple_pattern':
    case 'list_pattern':
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
    case 'expression_list':
    case 'tuple':
      return children(pattern).flatMap((part) => namesIn(part, path))
    default:
      return []
  }
}
