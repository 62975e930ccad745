import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from '../cuts.ts'
import type { Import, ImportedName } from './codeModule.ts'
import { namedIn, spanOf } from './namedIn.ts'

/** Imports of a TypeScript or JavaScript file: `import`, and `require` or `await import` into a variable at the top. */
export function ecmaScriptImports(root: Node): readonly Import[] {
  return namedIn(root).flatMap((node) => {
    switch (node.type) {
      case 'import_statement':
        return importStatement(node)
      case 'lexical_declaration':
      case 'variable_declaration':
        return namedIn(node).flatMap((declarator) => requireInto(declarator, spanOf(node)))
      default:
        return []
    }
  })
}

export interface EcmaScriptExports {
  readonly exports: ReadonlyMap<string, string>
  readonly reexports: readonly Import[]
}

/** Exported names that differ from the declared ones, and what is passed on from other files. */
export function ecmaScriptExports(root: Node): EcmaScriptExports {
  const exports = new Map<string, string>()
  const reexports: Import[] = []
  for (const node of namedIn(root)) {
    if (node.type === 'expression_statement') commonJsExports(node, exports)
    if (node.type !== 'export_statement') continue
    const specifiers = specifiersOf(namedIn(node).find(({ type }) => type === 'export_clause'))
    const source = stringText(node.childForFieldName('source'))
    if (source !== undefined) {
      reexports.push({ specifier: source, names: specifiers, everything: specifiers.length === 0, statement: spanOf(node) })
    } else for (const { imported, local } of specifiers) exports.set(local, imported)
    if (node.children.some((child) => child?.type === 'default')) {
      const exported = node.childForFieldName('declaration') ?? node.childForFieldName('value')
      const name = exported?.type === 'identifier' ? exported.text : exported?.childForFieldName('name')?.text
      exports.set('default', name ?? 'default')
    }
  }
  return { exports, reexports }
}

function importStatement(node: Node): readonly Import[] {
  const clauses = namedIn(node).filter(({ type }) => type === 'import_clause' || type === 'import_require_clause')
  const source = stringText(node.childForFieldName('source') ?? clauses[0]?.childForFieldName('source'))
  if (source === undefined || clauses.length === 0) return []
  const names: ImportedName[] = []
  let everything = false
  for (const clause of clauses) {
    if (clause.type === 'import_require_clause') everything = true
    for (const child of namedIn(clause)) {
      if (child.type === 'identifier') names.push({ imported: 'default', local: child.text })
      if (child.type === 'namespace_import') everything = true
      if (child.type === 'named_imports') names.push(...specifiersOf(child))
    }
  }
  return [{ specifier: source, names, everything, statement: spanOf(node) }]
}

/** `import_specifier` and `export_specifier` alike: a name and what it is called on the other side. */
function specifiersOf(clause: Node | undefined): readonly ImportedName[] {
  return namedIn(clause).flatMap((specifier) => {
    const name = specifier.childForFieldName('name')?.text
    return name === undefined ? [] : [{ imported: name, local: specifier.childForFieldName('alias')?.text ?? name }]
  })
}

function requireInto(declarator: Node, statement: OffsetSpan): readonly Import[] {
  const value = declarator.childForFieldName('value')
  const member = value?.type === 'member_expression' ? value.childForFieldName('property')?.text : undefined
  const call = member === undefined ? awaited(value) : value?.childForFieldName('object')
  if (call?.type !== 'call_expression' || !/^(require|import)$/.test(call.childForFieldName('function')?.text ?? '')) return []
  const specifier = stringText(call.childForFieldName('arguments')?.firstNamedChild)
  const target = declarator.childForFieldName('name')
  if (specifier === undefined || target === null) return []
  if (target.type === 'object_pattern') return [{ specifier, names: patternNames(target), everything: false, statement }]
  if (member !== undefined)
    return [{ specifier, names: [{ imported: member, local: target.text }], everything: false, statement }]
  return [{ specifier, names: [{ imported: 'default', local: target.text }], everything: true, statement }]
}

const awaited = (node: Node | null | undefined) => (node?.type === 'await_expression' ? node.firstNamedChild : node)

function patternNames(pattern: Node): readonly ImportedName[] {
  return namedIn(pattern).flatMap((each) => {
    if (each.type === 'shorthand_property_identifier_pattern') return [{ imported: each.text, local: each.text }]
    const key = each.childForFieldName('key')?.text
    return each.type === 'pair_pattern' && key !== undefined
      ? [{ imported: key, local: each.childForFieldName('value')?.text ?? key }]
      : []
  })
}

/** `module.exports = Foo`, `module.exports = { a, b: c }` and `exports.a = c`. */
function commonJsExports(statement: Node, exports: Map<string, string>): void {
  const assignment = statement.firstNamedChild
  if (assignment?.type !== 'assignment_expression') return
  const left = assignment.childForFieldName('left')?.text ?? ''
  const right = assignment.childForFieldName('right')
  const [, property] = /^(?:module\.)?exports\.([\p{L}_$][\p{L}\p{N}_$]*)$/u.exec(left) ?? []
  if (property !== undefined && right?.type === 'identifier') exports.set(property, right.text)
  if (left !== 'module.exports') return
  if (right?.type === 'identifier') exports.set('default', right.text)
  if (right?.type !== 'object') return
  for (const each of namedIn(right)) {
    if (each.type === 'shorthand_property_identifier') exports.set(each.text, each.text)
    const value = each.type === 'pair' ? each.childForFieldName('value') : null
    if (value?.type === 'identifier') exports.set(each.childForFieldName('key')?.text ?? value.text, value.text)
  }
}

function stringText(node: Node | null | undefined): string | undefined {
  return node?.type === 'string' ? node.text.slice(1, -1) : undefined
}
