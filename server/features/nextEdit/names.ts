import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../context/syntaxWalk.ts'
import type { Place } from '../review/alternatives/alternative.ts'
import { isMember } from '../review/alternatives/roles.ts'
import type { Span } from './touchedPlaces.ts'

/** Names that can only be a property's, a field's or a method's. */
const memberTypes: ReadonlySet<string> = new Set(['property_identifier', 'private_property_identifier', 'field_identifier'])

/** `{ name }` in JavaScript is key and variable at once. */
export const shorthandTypes: ReadonlySet<string> = new Set([
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
])

/** The name that fills a span; undefined for a keyword, a part of a string or a comment, or anything else. */
export function identifierAt(root: Node, { start, end }: Span): Node | undefined {
  const node = root.descendantForIndex(start, end)
  return node !== null && node.startIndex === start && node.endIndex === end && isName(node.type) ? node : undefined
}

/** Every name in the code that is written so; those in strings and comments are none. */
export function identifiersOf(root: Node, name: string): readonly Node[] {
  const found: Node[] = []
  walkSyntax(root, (cursor) => {
    if (!isName(cursor.nodeType)) return true
    if (cursor.endIndex - cursor.startIndex === name.length && cursor.nodeText === name) found.push(cursor.currentNode)
    return false
  })
  return found
}

export function isMemberName(node: Node): boolean {
  return memberTypes.has(node.type) || isMember(placeOf(node))
}

/** The node with the field by which its parent knows it. */
export function placeOf(node: Node): Place {
  const { parent } = node
  const index = parent?.children.findIndex((child) => child?.id === node.id) ?? -1
  return { node, parent, field: index === -1 ? null : (parent?.fieldNameForChild(index) ?? null) }
}

/** `scoped_identifier` and `qualified_identifier` are made of several names. */
function isName(type: string): boolean {
  return type.includes('identifier') && type !== 'scoped_identifier' && type !== 'qualified_identifier'
}
