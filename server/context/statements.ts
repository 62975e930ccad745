import type { Node, TreeCursor } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from './syntaxWalk.ts'

/** Where code that does something stands: a statement, or a declaration that computes a value. */
export interface Statement {
  readonly startOffset: number
  readonly endOffset: number
}

/** Statements in the grammar's eyes that declare something elsewhere or do nothing by themselves. */
const inertTypes: ReadonlySet<string> = new Set([
  ...['import_statement', 'import_from_statement', 'future_import_statement', 'empty_statement', 'pass_statement'],
  ...['global_statement', 'local_function_statement', 'type_alias_statement'],
])
/** Declarations that count when they have the named value. */
const valueFields: ReadonlyMap<string, string> = new Map([
  ...['public_field_definition', 'field_definition', 'var_spec', 'const_spec', 'pair'].map((type) => [type, 'value'] as const),
  ...['export_statement', 'property_declaration', 'const_item', 'static_item', 'init_declarator'].map(
    (type) => [type, 'value'] as const,
  ),
  ['field_declaration', 'default_value'],
  ['assignment', 'right'],
  ['preproc_function_def', 'value'],
])
/** An expression statement around one of these is text or a declaration, or is judged by what stands in it. */
const inertExpressions: ReadonlySet<string> = new Set(['string', 'concatenated_string', 'assignment', 'internal_module'])

/** Every statement below `root`, the outer ones too, in the order of the text. */
export function statementsBelow(root: Node): readonly Statement[] {
  const found: Statement[] = []
  walkSyntax(root, (cursor) => {
    if (isStatement(cursor)) found.push({ startOffset: cursor.startIndex, endOffset: cursor.endIndex })
    return true
  })
  return found
}

function isStatement(cursor: TreeCursor): boolean {
  const type = cursor.nodeType
  if (!cursor.nodeIsNamed || inertTypes.has(type)) return false
  const valueField = valueFields.get(type)
  if (valueField !== undefined) return cursor.currentNode.childForFieldName(valueField) !== null
  switch (type) {
    case 'expression_statement':
      return !inertExpressions.has(cursor.currentNode.firstNamedChild?.type ?? 'string')
    case 'variable_declarator':
      // C# gives the value no field: a second child is one.
      return cursor.currentNode.namedChildCount > 1 && !isOnlyTyped(cursor.currentNode)
    case 'macro_invocation':
      return true
    default:
      return type.endsWith('_statement')
  }
}

function isOnlyTyped(declarator: Node): boolean {
  return declarator.namedChildCount === 2 && declarator.childForFieldName('type') !== null
}
