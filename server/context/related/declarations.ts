import type { Node } from '@vscode/tree-sitter-wasm'
import type { Grammar } from '../languages.ts'
import type { SourceText } from '../source.ts'
import type { Declaration } from './codeModule.ts'
import { namedIn } from './namedIn.ts'
import { outlineOf } from './outline.ts'

/** What stands around declarations without being one. */
const containers: ReadonlySet<string> = new Set([
  ...[
    'namespace_definition',
    'namespace_declaration',
    'file_scoped_namespace_declaration',
    'declaration_list',
    'linkage_specification',
  ],
  ...['preproc_ifdef', 'preproc_if', 'preproc_else', 'preproc_elif', 'mod_item', 'ERROR'],
])
/** Declarations whose name is their `name` field. */
const named: ReadonlySet<string> = new Set([
  ...['function_declaration', 'generator_function_declaration', 'function_signature', 'class_declaration', 'class'],
  ...['abstract_class_declaration', 'interface_declaration', 'type_alias_declaration', 'enum_declaration', 'internal_module'],
  ...['class_definition', 'function_item', 'struct_item', 'enum_item', 'trait_item', 'type_item', 'const_item', 'static_item'],
  ...['union_item', 'macro_definition', 'record_declaration', 'struct_declaration', 'annotation_type_declaration'],
  ...['delegate_declaration', 'class_specifier', 'struct_specifier', 'enum_specifier', 'union_specifier', 'alias_declaration'],
  ...['preproc_function_def', 'preproc_def', 'record_struct_declaration'],
])
/** Larger files than this many declarations are tables of data. */
const mostDeclarations = 1000

/** What a file declares at its top, in the order of the text. Broken code gives what can be made out. */
export function declarationsOf(source: SourceText, root: Node, grammar: Grammar): readonly Declaration[] {
  const found: Declaration[] = []
  const visit = (node: Node, whole: Node, exported: boolean): void => {
    if (found.length >= mostDeclarations) return
    if (containers.has(node.type)) {
      for (const child of namedIn(node.childForFieldName('body') ?? node)) visit(child, child, exported)
      return
    }
    const inner = wrapped(node)
    if (inner !== undefined) {
      visit(inner, whole, exported || node.type === 'export_statement')
      return
    }
    const names = namesOf(node, grammar)
    if (names.length === 0) return
    found.push({
      names,
      exported: exported || isExported(names, node, grammar),
      startOffset: whole.startIndex,
      endOffset: whole.endIndex,
      startLine: whole.startPosition.row,
      endLine: whole.endPosition.row,
      outline: outlineOf(source, whole, bearerOf(node), grammar),
    })
  }
  for (const child of namedIn(root)) visit(child, child, false)
  return found
}

/** The declaration within `export`, decorators, `declare`, `template <…>`. */
function wrapped(node: Node): Node | undefined {
  switch (node.type) {
    case 'export_statement':
      return node.childForFieldName('declaration') ?? node.childForFieldName('value') ?? undefined
    case 'decorated_definition':
      return node.childForFieldName('definition') ?? undefined
    case 'ambient_declaration':
      return node.firstNamedChild ?? undefined
    case 'template_declaration':
      return node.lastNamedChild ?? undefined
    case 'expression_statement':
      return /^(assignment|internal_module)$/.test(node.firstNamedChild?.type ?? '')
        ? (node.firstNamedChild ?? undefined)
        : undefined
    default:
      return undefined
  }
}

function namesOf(node: Node, grammar: Grammar): readonly string[] {
  if (named.has(node.type)) return texts([node.childForFieldName('name')]).concat(anonymous(node))
  switch (node.type) {
    case 'lexical_declaration':
    case 'variable_declaration':
      return texts(
        namedIn(node)
          .filter(isPlainDeclarator)
          .map((each) => each.childForFieldName('name')),
      )
    case 'expression_statement':
      return exportedByAssignment(node)
    case 'assignment':
    case 'type_alias_statement':
      return texts([node.childForFieldName('left')]).filter((name) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
    case 'function_expression':
    case 'arrow_function':
    case 'object':
      return node.parent?.type === 'export_statement' ? ['default'] : []
    case 'type_declaration':
    case 'const_declaration':
    case 'var_declaration':
      return specNames(node)
    case 'method_declaration':
      return grammar === 'go' ? receiverType(node) : []
    case 'impl_item':
      return texts([node.childForFieldName('type')]).map(withoutTypeArguments)
    case 'function_definition':
      return grammar === 'python' ? texts([node.childForFieldName('name')]) : declaratorName(node)
    case 'declaration':
    case 'type_definition':
      return declaratorName(node)
    default:
      return []
  }
}

const anonymous = (node: Node) =>
  node.childForFieldName('name') === null && node.parent?.type === 'export_statement' ? ['default'] : []

/** What is required from elsewhere is an import, and what is taken apart has no name of its own. */
function isPlainDeclarator(node: Node): boolean {
  if (node.type !== 'variable_declarator' || node.childForFieldName('name')?.type !== 'identifier') return false
  return !/^(await\s+import|require)\s*\(/.test(node.childForFieldName('value')?.text.slice(0, 40) ?? '')
}

/** `exports.a = …` and `module.exports.a = …`; `module.exports = …` of something that has no name yet is `default`. */
function exportedByAssignment(node: Node): readonly string[] {
  const assignment = node.firstNamedChild
  if (assignment?.type !== 'assignment_expression') return []
  const left = assignment.childForFieldName('left')?.text ?? ''
  const right = assignment.childForFieldName('right')?.type ?? ''
  if (left === 'module.exports') return /^(class|function_expression|arrow_function|object)$/.test(right) ? ['default'] : []
  const [, name] = /^(?:module\.)?exports\.([\p{L}_$][\p{L}\p{N}_$]*)$/u.exec(left) ?? []
  return name === undefined || right === 'identifier' ? [] : [name]
}

/** Go: `type A …`, and the names of a group. */
function specNames(node: Node): readonly string[] {
  const specs = namedIn(node).flatMap((each) => (each.type.endsWith('_list') ? namedIn(each) : [each]))
  return texts(specs.flatMap((each) => each.childrenForFieldName('name')))
}

/** A method of Go goes where its type goes. */
function receiverType(node: Node): readonly string[] {
  const receiver = node.childForFieldName('receiver')?.text ?? ''
  return /([\p{L}_][\p{L}\p{N}_]*)\s*(?:\[[^\]]*\])?\s*\)$/u.exec(receiver)?.slice(1) ?? []
}

/** C++: the name at the end of `int *f(int)`. A definition of another scope's member, `A::f`, is no declaration. */
function declaratorName(node: Node): readonly string[] {
  let inner: Node | null = node.childForFieldName('declarator')
  while (inner?.childForFieldName('declarator')) inner = inner.childForFieldName('declarator')
  return inner === null || !/identifier$/.test(inner.type) || inner.type === 'qualified_identifier' ? [] : [inner.text]
}

function isExported(names: readonly string[], node: Node, grammar: Grammar): boolean {
  switch (grammar) {
    case 'typescript':
    case 'tsx':
    case 'javascript':
      return node.type === 'expression_statement'
    case 'python':
      return names.some((name) => !name.startsWith('_'))
    case 'go':
      return names.some((name) => /^\p{Lu}/u.test(name))
    case 'rust':
      return node.type === 'impl_item' || namedIn(node).some(({ type }) => type === 'visibility_modifier')
    default:
      return true
  }
}

/** The part of a declaration that has the members: the only declarator of `const a = { … }`, the right side of an assignment. */
function bearerOf(node: Node): Node {
  if (node.type === 'expression_statement') return node.firstNamedChild?.childForFieldName('right') ?? node
  const single = /^(lexical|variable|type)_declaration$/.test(node.type) && node.namedChildCount === 1
  return (single ? node.firstNamedChild : undefined) ?? node
}

const withoutTypeArguments = (name: string) => name.replace(/<.*/s, '')

const texts = (nodes: readonly (Node | null)[]): string[] => nodes.flatMap((node) => (node === null ? [] : [node.text]))
