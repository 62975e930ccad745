import type { Node } from '@vscode/tree-sitter-wasm'
import type { SyntaxTree } from '../../../context/parser.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'

/** By the name of a field, the other fields of the same type that are declared beside it. */
export type DeclaredFields = ReadonlyMap<string, ReadonlySet<string>>

/** Declarations of a field with its type, in all grammars; Python's are assignments within a class. */
const fieldTypes: ReadonlySet<string> = new Set([
  ...['property_signature', 'public_field_definition', 'field_declaration', 'variable_declaration', 'property_declaration'],
  'assignment',
])
const nameFields: ReadonlySet<string> = new Set(['name', 'declarator', 'left'])
/** Nodes between a field's declaration and the class or structure that it is a field of. */
const betweenTypes: ReadonlySet<string> = new Set(['expression_statement', 'field_declaration'])
const ownerTypes = /^(interface_body|object_type|class_body|field_declaration_list|declaration_list)$/

/** The fields that a file declares, for knowing what else an object has than what a function happens to use of it. */
export function declaredFields(tree: SyntaxTree): DeclaredFields {
  const byOwner = new Map<string, Set<string>>()
  walkSyntax(tree.rootNode, (cursor) => {
    if (!fieldTypes.has(cursor.nodeType)) return true
    const node = cursor.currentNode
    const type = node.childForFieldName('type')
    const owner = ownerOf(node)
    if (type === null || owner === undefined) return true
    const key = `${owner.id} ${type.text}`
    const names = byOwner.get(key) ?? new Set()
    byOwner.set(key, names)
    for (const name of namesOf(node)) names.add(name)
    return true
  })
  return byName([...byOwner.values()])
}

function ownerOf(node: Node): Node | undefined {
  let owner = node.parent
  while (owner !== null && betweenTypes.has(owner.type)) owner = owner.parent
  if (owner === null) return undefined
  return ownerTypes.test(owner.type) || owner.parent?.type === 'class_definition' ? owner : undefined
}

function namesOf(node: Node): readonly string[] {
  return node.children.flatMap((child, index) => {
    if (child === null || !(nameFields.has(node.fieldNameForChild(index) ?? '') || child.type === 'variable_declarator'))
      return []
    const name = child.type.endsWith('identifier') ? child.text : child.childForFieldName('name')?.text
    return name === undefined ? [] : [name]
  })
}

function byName(groups: readonly ReadonlySet<string>[]): DeclaredFields {
  const fields = new Map<string, Set<string>>()
  for (const group of groups) {
    for (const name of group) {
      const others = fields.get(name) ?? new Set()
      fields.set(name, others)
      for (const other of group) if (other !== name) others.add(other)
    }
  }
  return fields
}
