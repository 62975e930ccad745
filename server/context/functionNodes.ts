import type { Node, TreeCursor } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from './syntaxWalk.ts'

/** A function as it stands in the text, with what belongs to its declaration: `export`, decorators, `const f =`. */
export interface FunctionNode {
  readonly node: Node
  /** With its classes in front: `Cart.total`. */
  readonly name: string
  readonly startOffset: number
  readonly endOffset: number
}

// Node types of all grammars together: where grammars share a name, they mean the same by it.
const functionTypes: ReadonlySet<string> = new Set([
  ...['function_declaration', 'generator_function_declaration', 'method_definition', 'class_static_block'], // JavaScript, TypeScript
  ...['function_definition', 'function_item', 'local_function_statement'], // Python and C++, Rust, C#
  ...['method_declaration', 'constructor_declaration', 'compact_constructor_declaration', 'static_initializer'], // Go, Java, C#
  ...['destructor_declaration', 'operator_declaration', 'conversion_operator_declaration'], // C#
])
/** Functions only where they have a body: in C# a property may be a mere field. */
const accessorTypes: ReadonlySet<string> = new Set(['property_declaration', 'indexer_declaration'])
/** Functions without a name of their own; they count where they are bound to one. */
const anonymousTypes: ReadonlySet<string> = new Set([
  ...['arrow_function', 'function_expression', 'generator_function', 'func_literal', 'lambda_expression'],
])
const classTypes: ReadonlySet<string> = new Set([
  ...['class_declaration', 'abstract_class_declaration', 'class', 'class_definition', 'interface_declaration'],
  ...['enum_declaration', 'record_declaration', 'struct_declaration', 'class_specifier', 'struct_specifier'],
  ...['impl_item', 'trait_item'],
])
/** A declaration around a function that is part of it, unless it declares something else beside it. */
const wrapperTypes: ReadonlySet<string> = new Set([
  ...['export_statement', 'expression_statement', 'assignment_expression', 'lexical_declaration', 'variable_declaration'],
  ...['variable_declarator', 'field_definition', 'public_field_definition', 'pair', 'decorated_definition'],
  ...['template_declaration', 'global_statement', 'expression_list', 'var_spec', 'var_declaration', 'short_var_declaration'],
  ...['init_declarator', 'declaration', 'field_declaration'],
])
/** Siblings in front of a function that say something about it. */
const prefixTypes: ReadonlySet<string> = new Set(['decorator', 'attribute_item'])

/**
 * Functions below `root` that have a body, in the order of the text; a function within another one is part of that one.
 * `owner` is put in front of their names.
 */
export function functionsBelow(root: Node, owner: string): readonly FunctionNode[] {
  const found: FunctionNode[] = []
  const owners: string[] = owner === '' ? [] : [owner]
  walkSyntax(
    root,
    (cursor) => {
      if (classTypes.has(cursor.nodeType)) owners.push(className(cursor.currentNode))
      const node = functionAt(cursor, root)
      const name = node && ownName(node)
      if (node === undefined || name === undefined) return true
      found.push({ node, name: [...owners, name].filter(Boolean).join('.'), ...extent(node) })
      return false
    },
    (cursor) => {
      if (classTypes.has(cursor.nodeType)) owners.pop()
    },
  )
  return found
}

function functionAt(cursor: TreeCursor, root: Node): Node | undefined {
  const type = cursor.nodeType
  if (!functionTypes.has(type) && !accessorTypes.has(type) && !anonymousTypes.has(type)) return undefined
  const node = cursor.currentNode
  return node.id !== root.id && hasBody(node) ? node : undefined
}

function hasBody(node: Node): boolean {
  if (node.type === 'static_initializer') return true
  if (!accessorTypes.has(node.type)) return node.childForFieldName('body') !== null
  if (node.childForFieldName('value')?.type === 'arrow_expression_clause') return true
  const accessors = node.childForFieldName('accessors')?.namedChildren ?? []
  return accessors.some((accessor) => accessor?.childForFieldName('body'))
}

function ownName(node: Node): string | undefined {
  if (anonymousTypes.has(node.type)) return boundName(node)
  switch (node.type) {
    case 'static_initializer':
    case 'class_static_block':
      return 'static'
    case 'destructor_declaration':
      return `~${field(node, 'name')}`
    case 'indexer_declaration':
      return 'this[]'
    case 'operator_declaration':
      return `operator ${field(node, 'operator')}`
    case 'conversion_operator_declaration':
      return `operator ${field(node, 'type')}`
    default:
      return methodName(node)
  }
}

function methodName(node: Node): string {
  const receiver = node.childForFieldName('receiver')?.descendantsOfType('type_identifier')[0]?.text
  const name = node.childForFieldName('name')?.text ?? declaredName(node.childForFieldName('declarator'))
  return receiver === undefined ? name : `${receiver}.${name}`
}

/** C and C++ wrap a function's name in what its type is made of: `int *(f)(int)`. */
function declaredName(declarator: Node | null): string {
  let node = declarator
  while (node !== null && !isNameOfDeclarator(node)) node = node.childForFieldName('declarator') ?? node.firstNamedChild
  return (node?.text ?? '').replaceAll(/<[^<>]*>/g, '').replaceAll('::', '.')
}

function isNameOfDeclarator(node: Node): boolean {
  return /identifier$|^destructor_name$|^operator_(name|cast)$|^template_function$/.test(node.type)
}

function boundName(node: Node): string | undefined {
  const parent = node.parent
  switch (parent?.type) {
    case 'variable_declarator':
    case 'public_field_definition':
    case 'var_spec':
      return field(parent, 'name')
    case 'field_definition':
      return field(parent, 'property')
    case 'pair':
      return field(parent, 'key')
    case 'assignment_expression':
      return field(parent, 'left')
    case 'init_declarator':
      return declaredName(parent.childForFieldName('declarator'))
    case 'export_statement':
      return field(node, 'name') ?? 'default'
    case 'expression_list':
      return goName(parent)
    default:
      return undefined
  }
}

/** `var f = func() {}`: the value stands in a list of its own beside the name. */
function goName(list: Node): string | undefined {
  if (list.namedChildCount !== 1) return undefined
  return list.parent?.type === 'var_spec' ? field(list.parent, 'name') : field(list.parent, 'left')
}

function className(node: Node): string {
  // Rust's `impl Trait for Type<T>` is named by the type; a type's parameters are not part of its name.
  const name = field(node, 'name') ?? (node.type === 'impl_item' ? field(node, 'type') : undefined)
  return (name ?? '').replace(/<.*$/s, '')
}

function field(node: Node | null, name: string): string | undefined {
  return node?.childForFieldName(name)?.text
}

function extent(node: Node): { readonly startOffset: number; readonly endOffset: number } {
  let outer = node
  for (let parent = node.parent; parent !== null && belongsTo(parent, outer); parent = parent.parent) outer = parent
  let first = outer
  for (
    let before = first.previousNamedSibling;
    before !== null && prefixTypes.has(before.type);
    before = before.previousNamedSibling
  )
    first = before
  return { startOffset: first.startIndex, endOffset: outer.endIndex }
}

function belongsTo(parent: Node, node: Node): boolean {
  return wrapperTypes.has(parent.type) && parent.namedChildren.filter((child) => child?.type === node.type).length === 1
}
