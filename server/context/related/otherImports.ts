import type { Node } from '@vscode/tree-sitter-wasm'
import type { Grammar } from '../languages.ts'
import { walkSyntax } from '../syntaxWalk.ts'
import type { Import, ImportedName } from './codeModule.ts'
import { namedIn } from './namedIn.ts'

/** Imports of the languages other than TypeScript and JavaScript. C# has none that name a file. */
export function otherImports(root: Node, grammar: Grammar): readonly Import[] {
  const read = readers[grammar]
  if (read === undefined) return []
  const found: Import[] = []
  walkSyntax(root, (cursor) => {
    if (/^(function_definition|function_item|class_definition|class_declaration|compound_statement)$/.test(cursor.nodeType))
      return false
    if (!/(import|include|use|mod)/.test(cursor.nodeType)) return true
    found.push(...read(cursor.currentNode))
    return true
  })
  return found
}

type Reader = (node: Node) => readonly Import[]

const readers: Partial<Record<Grammar, Reader>> = { python, go, java, rust, cpp }

function python(node: Node): readonly Import[] {
  const endOffset = node.endIndex
  if (node.type === 'import_statement') {
    return namedIn(node).map((each) => {
      const specifier = (each.childForFieldName('name') ?? each).text
      return { specifier, names: [], everything: true, endOffset }
    })
  }
  if (node.type !== 'import_from_statement') return []
  const specifier = node.childForFieldName('module_name')?.text ?? ''
  const everything = namedIn(node).some(({ type }) => type === 'wildcard_import')
  const names = node.childrenForFieldName('name').map((each): ImportedName => {
    const imported = (each?.childForFieldName('name') ?? each)?.text ?? ''
    return { imported, local: each?.childForFieldName('alias')?.text ?? imported }
  })
  return [{ specifier, names, everything, endOffset }]
}

function go(node: Node): readonly Import[] {
  const path = node.type === 'import_spec' ? node.childForFieldName('path')?.text.slice(1, -1) : undefined
  return path === undefined ? [] : [{ specifier: path, names: [], everything: true, endOffset: node.endIndex }]
}

function java(node: Node): readonly Import[] {
  if (node.type !== 'import_declaration') return []
  const named = namedIn(node).find(({ type }) => type === 'scoped_identifier' || type === 'identifier')?.text ?? ''
  const everything = namedIn(node).some(({ type }) => type === 'asterisk')
  const isStatic = node.children.some((child) => child?.type === 'static')
  const parts = named.split('.')
  // A static import names a member: its class is what the file declares.
  const specifier = isStatic && !everything ? parts.slice(0, -1).join('.') : named
  const name = specifier.split('.').at(-1) ?? ''
  return [
    { specifier, names: everything && !isStatic ? [] : [{ imported: name, local: name }], everything, endOffset: node.endIndex },
  ]
}

function cpp(node: Node): readonly Import[] {
  const path = node.type === 'preproc_include' ? node.childForFieldName('path') : null
  if (path?.type !== 'string_literal') return []
  return [{ specifier: path.text.slice(1, -1), names: [], everything: true, endOffset: node.endIndex }]
}

function rust(node: Node): readonly Import[] {
  const endOffset = node.endIndex
  if (node.type === 'mod_item' && node.childForFieldName('body') === null) {
    const name = node.childForFieldName('name')?.text ?? ''
    return [{ specifier: `self::${name}`, names: [], everything: true, endOffset }]
  }
  const argument = node.type === 'use_declaration' ? node.childForFieldName('argument') : null
  return argument === null ? [] : rustPaths(argument, [], endOffset)
}

/** `a::{b, c::d as e}` is one import for each leaf. */
function rustPaths(node: Node, outer: readonly string[], endOffset: number): readonly Import[] {
  switch (node.type) {
    case 'scoped_use_list': {
      const path = [...outer, ...(node.childForFieldName('path')?.text.split('::') ?? [])]
      return namedIn(node.childForFieldName('list')).flatMap((each) => rustPaths(each, path, endOffset))
    }
    case 'use_list':
      return namedIn(node).flatMap((each) => rustPaths(each, outer, endOffset))
    case 'use_wildcard':
      return [{ specifier: [...outer, node.firstNamedChild?.text ?? ''].join('::'), names: [], everything: true, endOffset }]
    case 'use_as_clause': {
      const local = node.childForFieldName('alias')?.text ?? ''
      return rustLeaf([...outer, ...(node.childForFieldName('path')?.text.split('::') ?? [])], local, endOffset)
    }
    default:
      return rustLeaf([...outer, ...node.text.split('::')], undefined, endOffset)
  }
}

function rustLeaf(path: readonly string[], local: string | undefined, endOffset: number): readonly Import[] {
  const imported = path.at(-1) ?? ''
  const names = [{ imported, local: local ?? imported }]
  return [{ specifier: path.slice(0, -1).join('::'), names, everything: false, endOffset }]
}
