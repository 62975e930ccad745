import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from '../cuts.ts'
import type { Grammar } from '../languages.ts'
import { walkSyntax } from '../syntaxWalk.ts'
import type { Import, ImportedName } from './codeModule.ts'
import { namedIn, spanOf } from './namedIn.ts'

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
  const statement = spanOf(node)
  if (node.type === 'import_statement') {
    return namedIn(node).map((each) => {
      const specifier = (each.childForFieldName('name') ?? each).text
      return { specifier, names: [], everything: true, statement }
    })
  }
  if (node.type !== 'import_from_statement') return []
  const specifier = node.childForFieldName('module_name')?.text ?? ''
  const everything = namedIn(node).some(({ type }) => type === 'wildcard_import')
  const names = node.childrenForFieldName('name').map((each): ImportedName => {
    const imported = (each?.childForFieldName('name') ?? each)?.text ?? ''
    return { imported, local: each?.childForFieldName('alias')?.text ?? imported }
  })
  return [{ specifier, names, everything, statement }]
}

function go(node: Node): readonly Import[] {
  const path = node.type === 'import_spec' ? node.childForFieldName('path')?.text.slice(1, -1) : undefined
  return path === undefined ? [] : [{ specifier: path, names: [], everything: true, statement: spanOf(node) }]
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
    { specifier, names: everything && !isStatic ? [] : [{ imported: name, local: name }], everything, statement: spanOf(node) },
  ]
}

function cpp(node: Node): readonly Import[] {
  const path = node.type === 'preproc_include' ? node.childForFieldName('path') : null
  if (path?.type !== 'string_literal') return []
  return [{ specifier: path.text.slice(1, -1), names: [], everything: true, statement: spanOf(node) }]
}

function rust(node: Node): readonly Import[] {
  const statement = spanOf(node)
  if (node.type === 'mod_item' && node.childForFieldName('body') === null) {
    const name = node.childForFieldName('name')?.text ?? ''
    return [{ specifier: `self::${name}`, names: [], everything: true, statement }]
  }
  const argument = node.type === 'use_declaration' ? node.childForFieldName('argument') : null
  return argument === null ? [] : rustPaths(argument, [], statement)
}

/** `a::{b, c::d as e}` is one import for each leaf. */
function rustPaths(node: Node, outer: readonly string[], statement: OffsetSpan): readonly Import[] {
  switch (node.type) {
    case 'scoped_use_list': {
      const path = [...outer, ...(node.childForFieldName('path')?.text.split('::') ?? [])]
      return namedIn(node.childForFieldName('list')).flatMap((each) => rustPaths(each, path, statement))
    }
    case 'use_list':
      return namedIn(node).flatMap((each) => rustPaths(each, outer, statement))
    case 'use_wildcard':
      return [{ specifier: [...outer, node.firstNamedChild?.text ?? ''].join('::'), names: [], everything: true, statement }]
    case 'use_as_clause': {
      const local = node.childForFieldName('alias')?.text ?? ''
      return rustLeaf([...outer, ...(node.childForFieldName('path')?.text.split('::') ?? [])], local, statement)
    }
    default:
      return rustLeaf([...outer, ...node.text.split('::')], undefined, statement)
  }
}

function rustLeaf(path: readonly string[], local: string | undefined, statement: OffsetSpan): readonly Import[] {
  const imported = path.at(-1) ?? ''
  const names = [{ imported, local: local ?? imported }]
  return [{ specifier: path.slice(0, -1).join('::'), names, everything: false, statement }]
}
