import type { Node } from '@vscode/tree-sitter-wasm'
import { argumentsOf, bare, calleeOf, children, isCall, literalText, memberOf, memberTypes, objectOf } from './syntax.ts'

/** By local name, what it stands for: `run` → `child_process.exec`. */
export type Imports = ReadonlyMap<string, string>

/** The names that a file's top level takes from modules, also by `require` and `promisify`. */
export function importsOf(root: Node): Imports {
  const names = new Map<string, string>()
  const visit = (node: Node): void => {
    switch (node.type) {
      case 'import_statement':
        if (node.childForFieldName('source') === null) pythonImport(node, names)
        else scriptImport(node, names)
        return
      case 'import_from_statement':
        pythonFrom(node, names)
        return
      case 'lexical_declaration':
      case 'variable_declaration':
        for (const declarator of children(node)) required(declarator, names)
        return
      case 'try_statement':
      case 'if_statement':
      case 'block':
      case 'statement_block':
        for (const child of children(node)) visit(child)
        return
      default:
    }
  }
  for (const statement of children(root)) visit(statement)
  return names
}

/**
 * What an expression calls or reads, by the names of modules: `os.path.join`, `child_process.exec`, `this.db.query`. A value that has
 * no name of its own stands as `()`: `().get` is the `get` of whatever a call gave.
 */
export function qualifiedName(node: Node, imports: Imports): string {
  const inner = bare(node)
  if (memberTypes.has(inner.type)) {
    const object = objectOf(inner)
    return object === null ? memberOf(inner) : `${qualifiedName(object, imports)}.${memberOf(inner)}`
  }
  if (inner.type === 'identifier') return imports.get(inner.text) ?? inner.text
  if (inner.type === 'this' || inner.type === 'super') return inner.text
  if (isCall(inner)) {
    const module = requiredModule(inner)
    if (module !== undefined) return module
    const callee = calleeOf(inner)
    return callee === null ? '()' : `${qualifiedName(callee, imports)}()`
  }
  return '()'
}

function moduleName(specifier: string): string {
  return specifier.replace(/^node:/, '').replaceAll('/promises', '.promises')
}

function scriptImport(node: Node, names: Map<string, string>): void {
  const source = node.childForFieldName('source')
  const module = moduleName((source && literalText(source)) ?? '')
  const clause = children(node).find(({ type }) => type === 'import_clause')
  for (const part of children(clause ?? null)) {
    if (part.type === 'identifier') names.set(part.text, module)
    if (part.type === 'namespace_import') for (const name of children(part)) names.set(name.text, module)
    if (part.type !== 'named_imports') continue
    for (const specifier of children(part)) {
      const name = specifier.childForFieldName('name')?.text
      if (name !== undefined) names.set(specifier.childForFieldName('alias')?.text ?? name, `${module}.${name}`)
    }
  }
}

function pythonImport(node: Node, names: Map<string, string>): void {
  for (const part of children(node)) {
    const alias = part.childForFieldName('alias')?.text
    const name = part.childForFieldName('name')?.text ?? part.text
    // `import os.path` binds `os`, which stands for itself.
    if (alias !== undefined) names.set(alias, name)
  }
}

function pythonFrom(node: Node, names: Map<string, string>): void {
  const module = node.childForFieldName('module_name')
  for (const part of children(node)) {
    if (part.id === module?.id) continue
    const name = part.childForFieldName('name')?.text ?? part.text
    names.set(part.childForFieldName('alias')?.text ?? name, `${module?.text ?? ''}.${name}`)
  }
}

function required(declarator: Node, names: Map<string, string>): void {
  const target = declarator.childForFieldName('name')
  const value = declarator.childForFieldName('value')
  if (target === null || value === null) return
  const from = importedValue(bare(value), names)
  if (from === undefined) return
  if (target.type === 'identifier') names.set(target.text, from)
  if (target.type !== 'object_pattern') return
  for (const part of children(target)) {
    if (part.type === 'shorthand_property_identifier_pattern') names.set(part.text, `${from}.${part.text}`)
    const key = part.childForFieldName('key')?.text
    const local = part.childForFieldName('value')?.text
    if (key !== undefined && local !== undefined) names.set(local, `${from}.${key}`)
  }
}

function importedValue(value: Node, names: Imports): string | undefined {
  if (memberTypes.has(value.type)) {
    const object = objectOf(value)
    const from = object === null ? undefined : importedValue(bare(object), names)
    return from === undefined ? undefined : `${from}.${memberOf(value)}`
  }
  // `const { exec } = childProcess` and `const run = promisify(exec)` name what was imported before.
  if (value.type === 'identifier') return names.get(value.text)
  if (!isCall(value)) return undefined
  const module = requiredModule(value)
  if (module !== undefined) return module
  const callee = calleeOf(value)
  const [promised] = argumentsOf(value)
  if (callee === null || promised === undefined || !/(^|\.)promisify$/.test(qualifiedName(callee, names))) return undefined
  return memberTypes.has(promised.type) || promised.type === 'identifier' ? qualifiedName(promised, names) : undefined
}

function requiredModule(call: Node): string | undefined {
  const [specifier] = argumentsOf(call)
  if (calleeOf(call)?.text !== 'require' || specifier === undefined) return undefined
  const text = literalText(specifier)
  return text === undefined ? undefined : moduleName(text)
}
