import type { Node } from '@vscode/tree-sitter-wasm'
import { functionsBelow } from '../../context/functionNodes.ts'
import { walkSyntax } from '../../context/syntaxWalk.ts'

/** Something that other code may rely on, as it is declared. */
interface Declared {
  /** For messages: `Cart.total`. */
  readonly name: string
  /** What is declared, word by word, without a body and without comments. */
  readonly header: string
  readonly exported: boolean
}

/** Declarations that are their own signature: all of their words count. */
const wholeTypes: ReadonlySet<string> = new Set([
  ...['function_signature', 'method_signature', 'abstract_method_signature', 'property_signature', 'enum_declaration'],
  ...['interface_declaration', 'type_alias_declaration', 'trait_item', 'struct_item', 'enum_item', 'type_declaration'],
])
/** Declarations with a body of their own, of which only what stands in front of it counts. */
const headedTypes: ReadonlySet<string> = new Set([
  ...['class_declaration', 'abstract_class_declaration', 'class_definition', 'class_specifier', 'struct_specifier', 'impl_item'],
])
/** Names that a module or a class declares beside its functions; their values do not count. */
const namedTypes: ReadonlySet<string> = new Set(['variable_declarator', 'public_field_definition', 'field_definition'])

/**
 * Of what a file declares outside of its functions, the first that is declared otherwise after a change, or is exported anew; undefined where
 * all is as it was. What is added without being exported is nobody else's business.
 */
export function changedDeclaration(before: Node, after: Node): string | undefined {
  const left = declaredIn(after)
  for (const { name, header, exported } of declaredIn(before)) {
    const at = left.findIndex((each) => each.header === header && each.exported === exported)
    if (at === -1) return name
    left.splice(at, 1)
  }
  return left.find(({ exported }) => exported)?.name
}

function declaredIn(root: Node): Declared[] {
  const functions = functionsBelow(root, '').map(({ node, name, startOffset }) => {
    const body = node.childForFieldName('body')
    const whole = wordsBetween(root, startOffset, body?.startIndex ?? node.endIndex)
    return { name, header: `${name}: ${whole}`, exported: isExported(node) }
  })
  return [...functions, ...othersIn(root)]
}

function othersIn(root: Node): readonly Declared[] {
  const found: Declared[] = []
  const add = (node: Node, name: string, header: string) => found.push({ name, header, exported: isExported(node) })
  walkSyntax(root, (cursor) => {
    const type = cursor.nodeType
    if (wholeTypes.has(type)) {
      const node = cursor.currentNode
      add(node, nameOf(node), wordsBetween(node, node.startIndex, node.endIndex))
      return false
    }
    if (headedTypes.has(type)) {
      const node = cursor.currentNode
      add(node, nameOf(node), wordsBetween(node, node.startIndex, node.childForFieldName('body')?.startIndex ?? node.endIndex))
      return true
    }
    if (namedTypes.has(type)) {
      const node = cursor.currentNode
      const value = node.childForFieldName('value')
      // A function that is bound to a name is known by its own header.
      if (value?.childForFieldName('body') == null)
        add(node, nameOf(node), wordsBetween(node, node.startIndex, value?.startIndex ?? node.endIndex))
      return false
    }
    if (type === 'assignment') {
      const node = cursor.currentNode
      const left = node.childForFieldName('left')
      if (left !== null) add(node, left.text, left.text)
      return false
    }
    if (type === 'export_statement' && cursor.currentNode.childForFieldName('declaration') === null) {
      const node = cursor.currentNode
      if (node.childForFieldName('value') === null) add(node, nameOf(node), wordsBetween(node, node.startIndex, node.endIndex))
      return false
    }
    return !opensBody(cursor.currentNode)
  })
  return found
}

/** What a function does within is its own affair. */
function opensBody(node: Node): boolean {
  const { parent } = node
  if (parent === null || headedTypes.has(parent.type)) return false
  return parent.childForFieldName('body')?.id === node.id
}

function nameOf(node: Node): string {
  const named = node.childForFieldName('name') ?? node.childForFieldName('property') ?? node.childForFieldName('type')
  return named?.text ?? node.text.split('\n', 1)[0]?.slice(0, 40) ?? node.type
}

function isExported(node: Node): boolean {
  for (let outer: Node | null = node; outer !== null; outer = outer.parent) if (outer.type === 'export_statement') return true
  return false
}

/** The words and signs of a part of the tree, one blank between them, so that its layout does not count. */
export function wordsBetween(root: Node, start: number, end: number): string {
  const words: string[] = []
  walkSyntax(root, (cursor) => {
    if (cursor.endIndex <= start || cursor.startIndex >= end || cursor.nodeType.includes('comment')) return false
    const node = cursor.currentNode
    if (node.childCount > 0) return true
    // A comma behind the last of a list says nothing.
    const isLastComma = node.type === ',' && /^[)\]}]$/.test(nextCode(node)?.type ?? '')
    if (node.text !== '' && !isLastComma) words.push(node.text)
    return false
  })
  return words.join(' ')
}

function nextCode(node: Node): Node | null {
  let next = node.nextSibling
  while (next?.type.includes('comment') === true) next = next.nextSibling
  return next
}
