import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'

/** A name in Python code, with what it does there. */
export interface NameUse {
  readonly name: string
  readonly node: Node
  /** `binds`: gets a value; `reads`; `both`: as the target of `+=`; `declares`: named by `global`, `nonlocal` or `del`. */
  readonly role: 'binds' | 'reads' | 'both' | 'declares'
}

const functionTypes: ReadonlySet<string> = new Set(['function_definition', 'lambda'])
const comprehensionTypes: ReadonlySet<string> = new Set([
  ...['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'generator_expression'],
])
const patternTypes: ReadonlySet<string> = new Set([
  ...['pattern_list', 'tuple_pattern', 'list_pattern', 'list_splat_pattern', 'dictionary_splat_pattern', 'as_pattern_target'],
  ...['tuple', 'list', 'list_splat', 'expression_list', 'parenthesized_expression'],
])

/** Every name below a node, in the order of the text, members and names of keyword arguments aside. */
export function nameUses(root: Node): readonly NameUse[] {
  const uses: NameUse[] = []
  walkSyntax(root, (cursor) => {
    if (cursor.nodeType !== 'identifier') return true
    const node = cursor.currentNode
    const role = roleOf(node)
    if (role !== undefined) uses.push({ name: node.text, node, role })
    return false
  })
  return uses
}

/** The innermost function, comprehension, class or file that a name belongs to. A function's own name belongs to what is around it. */
export function scopeOf(node: Node): Node {
  let from = node
  for (let { parent } = from; parent !== null; { parent } = from) {
    const isOwnName = parent.childForFieldName('name')?.id === from.id
    // The first collection of a comprehension is evaluated outside of it.
    const isOutside = comprehensionTypes.has(parent.type) && from.type === 'for_in_clause' && isFirstRight(parent, node)
    const isScope = functionTypes.has(parent.type) || comprehensionTypes.has(parent.type) || parent.type === 'class_definition'
    if (isScope && !isOwnName && !isOutside && !isHeader(parent, from)) return parent
    from = parent
  }
  return from
}

/** The scope that gives a name its value at a place: the innermost around it that binds the name; undefined: it is global or built in. */
export function bindingScope(name: string, place: Node): Node | undefined {
  for (let scope = scopeOf(place); scope.parent !== null; scope = scopeOf(scope)) {
    // What a class binds is not seen by its functions.
    if (scope.type === 'class_definition' && scopeOf(place).id !== scope.id) continue
    if (nameUses(scope).some((use) => use.name === name && use.role !== 'reads' && scopeOf(use.node).id === scope.id))
      return scope
  }
  return undefined
}

export function isFunction({ type }: Node): boolean {
  return functionTypes.has(type)
}

/** Whether code below a node may look at names by their text, which no tool can follow. */
export function looksAtNames(root: Node): boolean {
  return /\b(locals|globals|vars|eval|exec|dir)\s*\(/.test(root.text)
}

function roleOf(node: Node): NameUse['role'] | undefined {
  let target = node
  while (target.parent !== null && patternTypes.has(target.parent.type)) target = target.parent
  const { parent } = target
  if (parent === null) return 'reads'
  const is = (field: string) => parent.childrenForFieldName(field).some((each) => each?.id === target.id)
  switch (parent.type) {
    case 'attribute':
      return is('attribute') ? undefined : 'reads'
    case 'keyword_argument':
      return is('name') ? undefined : 'reads'
    case 'assignment':
    case 'for_statement':
    case 'for_in_clause':
      return is('left') ? 'binds' : 'reads'
    case 'augmented_assignment':
      return is('left') ? 'both' : 'reads'
    case 'named_expression':
    case 'function_definition':
    case 'class_definition':
      return is('name') ? 'binds' : 'reads'
    case 'default_parameter':
    case 'typed_default_parameter':
      return is('name') ? 'binds' : 'reads'
    case 'typed_parameter':
      return parent.namedChild(0)?.id === target.id ? 'binds' : 'reads'
    case 'parameters':
    case 'lambda_parameters':
      return 'binds'
    case 'as_pattern':
      return target.type === 'as_pattern_target' ? 'binds' : 'reads'
    case 'aliased_import':
      return is('alias') ? 'binds' : undefined
    case 'dotted_name':
      return importRole(parent, target)
    case 'global_statement':
    case 'nonlocal_statement':
    case 'delete_statement':
      return 'declares'
    default:
      return 'reads'
  }
}

/** `import a.b` binds `a`; `from m import n` binds `n`; a pattern of `match` may bind a name without points. */
function importRole(dotted: Node, name: Node): NameUse['role'] | undefined {
  const statement = dotted.parent
  const isFirst = dotted.namedChild(0)?.id === name.id
  if (statement?.type === 'import_statement') return isFirst ? 'binds' : undefined
  if (statement?.type === 'import_from_statement')
    return isFirst && statement.childForFieldName('module_name')?.id !== dotted.id ? 'binds' : undefined
  if (statement?.type === 'aliased_import') return undefined
  return isFirst ? (dotted.namedChildCount === 1 ? 'binds' : 'reads') : undefined
}

/** Defaults, annotations and base classes are evaluated outside of what they belong to. */
function isHeader(scope: Node, part: Node): boolean {
  if (scope.type === 'class_definition') return scope.childForFieldName('body')?.id !== part.id
  return scope.type === 'function_definition' && scope.childForFieldName('return_type')?.id === part.id
}

function isFirstRight(comprehension: Node, node: Node): boolean {
  const first = comprehension.namedChildren.find((each) => each?.type === 'for_in_clause')
  const right = first?.childForFieldName('right')
  return right != null && right.startIndex <= node.startIndex && node.endIndex <= right.endIndex
}
