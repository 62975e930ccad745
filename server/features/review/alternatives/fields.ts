import type { Node } from '@vscode/tree-sitter-wasm'
import type { SyntaxTree } from '../../../context/parser.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'

/** By the name of a field or method, the others that are declared beside it and are of the same type, or are called with as many arguments. */
export type DeclaredFields = ReadonlyMap<string, ReadonlySet<string>>

/** Declarations of a field with its type, in all grammars; Python's are assignments within a class. */
const fieldTypes: ReadonlySet<string> = new Set([
  ...['property_signature', 'public_field_definition', 'field_declaration', 'variable_declaration', 'property_declaration'],
  'assignment',
])
const methodTypes: ReadonlySet<string> = new Set([
  ...['method_definition', 'method_signature', 'method_declaration', 'function_definition', 'function_item'],
])
const constructors = /^(constructor|__\w+__)$/
const nameFields: ReadonlySet<string> = new Set(['name', 'declarator', 'left'])
/** Nodes between a field's declaration and the class or structure that it is a field of. */
const betweenTypes: ReadonlySet<string> = new Set(['expression_statement', 'field_declaration'])
const ownerTypes = /^(interface_body|object_type|class_body|field_declaration_list|declaration_list)$/

/** The fields and methods that a file declares, for knowing what else an object has than what a function happens to use of it. */
export function declaredFields(tree: SyntaxTree): DeclaredFields {
  const alike = new Map<string, Set<string>>()
  const add = (key: string, added: readonly string[]) => {
    const names = alike.get(key) ?? new Set()
    alike.set(key, names)
    for (const name of added) names.add(name)
  }
  walkSyntax(tree.rootNode, (cursor) => {
    const isMethod = methodTypes.has(cursor.nodeType)
    if (!isMethod && !fieldTypes.has(cursor.nodeType)) return true
    const node = cursor.currentNode
    const owner = ownerOf(node)
    if (owner === undefined) return true
    const type = node.childForFieldName('type')
    if (isMethod) add(`${owner.id} ${signatureOf(node)}`, methodNameOf(node))
    else if (type !== null) add(`${owner.id} ${type.text}`, namesOf(node))
    return true
  })
  return byName([...alike.values()])
}

/** How many parameters a method has, and what it gives. */
function signatureOf(method: Node): string {
  const parameters = method
    .childForFieldName('parameters')
    ?.namedChildren.filter((each) => each?.type.includes('comment') === false)
  const given = method.childForFieldName('return_type') ?? method.childForFieldName('type') ?? method.childForFieldName('result')
  return `(${parameters?.length ?? 0}) ${given?.text ?? ''}`
}

function methodNameOf(method: Node): readonly string[] {
  const name = method.childForFieldName('name')?.text
  return name === undefined || constructors.test(name) ? [] : [name]
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
