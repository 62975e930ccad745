import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { functionTypes } from '../../review/sinks/syntax.ts'

/**
 * What evaluating code has to do with the rest of the program. `none`: it gives the same whenever it is evaluated; `reads`: it looks at what
 * may change; `acts`: it may change something, or must run exactly once.
 */
export type Effect = 'none' | 'reads' | 'acts'

/** Node types of JavaScript, TypeScript and Python, which mean the same where they share a name. */
const actingTypes: ReadonlySet<string> = new Set([
  ...['call_expression', 'new_expression', 'await_expression', 'yield_expression', 'assignment_expression', 'update_expression'],
  ...['augmented_assignment_expression', 'class', 'throw_statement', 'call', 'await', 'yield', 'named_expression', 'assignment'],
  ...['augmented_assignment', 'delete_statement', 'raise_statement', 'import_statement', 'import_from_statement'],
  // Only begins what it does when somebody iterates.
  'generator_expression',
])
const readingTypes: ReadonlySet<string> = new Set([
  ...['member_expression', 'subscript_expression', 'this', 'super', 'spread_element', 'attribute', 'subscript'],
  ...['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'list_splat', 'dictionary_splat'],
])
/** What makes a new thing each time: two of them are never the same one. */
const makingTypes: ReadonlySet<string> = new Set([
  ...functionTypes,
  ...['object', 'array', 'regex', 'class', 'jsx_element', 'jsx_self_closing_element', 'dictionary', 'list', 'set'],
  ...['list_comprehension', 'set_comprehension', 'dictionary_comprehension'],
])

/** `isStable`: whether a name always stands for the same value while the code around runs. */
export function effectOf(node: Node, isStable: (name: string) => boolean): Effect {
  let effect: Effect = 'none'
  walkSyntax(node, (cursor) => {
    const type = cursor.nodeType
    if (effect === 'acts' || isTypeOnly(type)) return false
    if (actingTypes.has(type) || (type === 'unary_expression' && cursor.nodeText.startsWith('delete'))) {
      effect = 'acts'
      return false
    }
    // A function that is only made does nothing yet.
    if (functionTypes.has(type)) return false
    if (readingTypes.has(type) || (isName(type) && !isSettled(cursor.nodeText, isStable))) effect = 'reads'
    return true
  })
  return effect
}

/** Each function has `arguments` of its own. */
function isSettled(name: string, isStable: (name: string) => boolean): boolean {
  return name !== 'arguments' && isStable(name)
}

/** Whether evaluating an expression again gives another thing than the first time, though an equal one. */
export function makesThings(node: Node): boolean {
  let makes = false
  walkSyntax(node, (cursor) => {
    makes ||= makingTypes.has(cursor.nodeType)
    return !makes
  })
  return makes
}

/** Names to which code of a tree gives another value than the one that they were declared with. */
export function reassignedNames(root: Node): ReadonlySet<string> {
  const names = new Set<string>()
  const variables = new Set<string>()
  const add = (target: Node | null) => {
    if (target === null) return
    walkSyntax(target, (cursor) => {
      if (isName(cursor.nodeType) || cursor.nodeType === 'shorthand_property_identifier_pattern') names.add(cursor.nodeText)
      return cursor.nodeType !== 'member_expression' && cursor.nodeType !== 'subscript_expression'
    })
  }
  walkSyntax(root, (cursor) => {
    const type = cursor.nodeType
    if (type === 'assignment_expression' || type === 'augmented_assignment_expression')
      add(cursor.currentNode.childForFieldName('left'))
    if (type === 'update_expression') add(cursor.currentNode.childForFieldName('argument'))
    if (type === 'for_in_statement' && cursor.currentNode.childForFieldName('kind') === null)
      add(cursor.currentNode.childForFieldName('left'))
    // `var` may say the same name again.
    if (type === 'variable_declaration') {
      for (const declarator of cursor.currentNode.namedChildren) {
        const name = declarator?.childForFieldName('name')?.text
        if (name !== undefined && variables.has(name)) names.add(name)
        else if (name !== undefined) variables.add(name)
      }
    }
    return true
  })
  return names
}

export function isName(type: string): boolean {
  return type === 'identifier' || type === 'shorthand_property_identifier'
}

function isTypeOnly(type: string): boolean {
  return type === 'type_annotation' || type === 'type_arguments' || type === 'comment'
}
