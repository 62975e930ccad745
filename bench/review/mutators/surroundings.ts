import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../server/context/syntaxWalk.ts'
import type { DeclaredName, MemberUse, Surroundings } from './fault.ts'
import { isCalled, memberOf } from './names.ts'

const parameterLists: ReadonlySet<string> = new Set(['formal_parameters', 'parameters', 'lambda_parameters'])
const functions = /function|arrow|method|lambda/
const blocks = /^(statement_block|program|module|for_statement|for_in_statement|catch_clause)$/

/** What stands in the file around a function and in it: the material that mistakes of names are made of. */
export function surroundingsOf(root: Node, unit: { readonly startOffset: number; readonly endOffset: number }): Surroundings {
  const declared: DeclaredName[] = []
  const members = new Map<string, MemberUse[]>()
  walkSyntax(root, (cursor) => {
    const node = cursor.currentNode
    const member = memberOf(node)
    if (member !== undefined) {
      const known = members.get(member.object.text) ?? []
      known.push({ name: member.property.text, called: isCalled(node) })
      members.set(member.object.text, known)
    }
    if (node.startIndex >= unit.startOffset && node.endIndex <= unit.endOffset) declared.push(...declaredAt(node))
    return true
  })
  return { declared, members }
}

function declaredAt(node: Node): readonly DeclaredName[] {
  const names = namesAt(node).filter(({ text }) => !/^(self|cls|this|_+)$/.test(text))
  return names.map((name) => ({ name: name.text, offset: name.startIndex, scope: scopeOf(node) }))
}

/** Identifiers that a node gives to something other than a function. */
function namesAt(node: Node): readonly Node[] {
  if (parameterLists.has(node.type)) return node.namedChildren.flatMap((each) => (each === null ? [] : bound(each)))
  switch (node.type) {
    case 'variable_declarator':
      return functions.test(node.childForFieldName('value')?.type ?? '') ? [] : bound(node.childForFieldName('name'))
    case 'assignment':
    case 'for_statement':
    case 'for_in_statement':
      return bound(node.childForFieldName('left'))
    case 'catch_clause':
      return bound(node.childForFieldName('parameter'))
    default:
      return []
  }
}

/** The names in a pattern. */
function bound(pattern: Node | null): readonly Node[] {
  if (pattern === null) return []
  switch (pattern.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
      return [pattern]
    case 'required_parameter':
    case 'optional_parameter':
      return bound(pattern.childForFieldName('pattern'))
    case 'default_parameter':
    case 'typed_default_parameter':
      return bound(pattern.childForFieldName('name'))
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      return bound(pattern.childForFieldName('left'))
    case 'pair_pattern':
      return bound(pattern.childForFieldName('value'))
    case 'typed_parameter':
      return bound(pattern.namedChild(0))
    case 'object_pattern':
    case 'array_pattern':
    case 'pattern_list':
    case 'tuple_pattern':
      return pattern.namedChildren.flatMap((each) => bound(each))
    default:
      return []
  }
}

/** The block or function that a declaration counts in. */
function scopeOf(node: Node): Node {
  let scope: Node = node
  while (scope.parent !== null) {
    scope = scope.parent
    if (functions.test(scope.type) || blocks.test(scope.type)) return scope
  }
  return scope
}
