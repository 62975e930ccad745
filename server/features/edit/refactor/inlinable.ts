import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { functionTypes } from '../../review/sinks/syntax.ts'
import { effectOf, isName, makesThings } from './evaluation.ts'
import { evaluationPlace, isOptional, whyNotEarlier } from './position.ts'

/** A variable as it is declared, with the places where it is read. */
export interface InlinedVariable {
  /** All of the statement that declares it. */
  readonly statement: Node
  readonly value: Node
  readonly uses: readonly Node[]
  /** Whether the value comes out of a getter, which may do something. */
  readonly fromGetter: boolean
}

/** Why a variable cannot be replaced by its value without changing what the program does; undefined where it can. */
export function whyNotInlined(
  { statement, value, uses, fromGetter }: InlinedVariable,
  isStable: (name: string) => boolean,
): string | undefined {
  const [first] = uses
  if (first === undefined) return inlineReasons.unused
  if (uses.some(isWritten)) return inlineReasons.written
  if (uses.some(({ startIndex }) => startIndex < statement.endIndex)) return inlineReasons.earlier
  // Python's variables live on behind their block, and may have no value there.
  if (uses.some((use) => statement.parent !== null && !contains(statement.parent, use))) return inlineReasons.outside
  if (isOptional(value) && uses.some(isFollowed)) return inlineReasons.optional
  const shadowed = shadowedName(statement, value)
  if (shadowed !== undefined) return inlineReasons.shadowed(shadowed)
  const effect = fromGetter ? 'acts' : effectOf(value, isStable)
  if (makesThings(value) && (uses.length > 1 || isRepeated(statement, first))) return inlineReasons.identity
  if (effect === 'none') return undefined
  if (effect === 'reads')
    return uses.every((use) => isUnchangedUntil(statement, use, isStable)) ? undefined : inlineReasons.changed
  if (uses.length > 1) return inlineReasons.twice
  const place = evaluationPlace(first)
  if (place.kind === 'notOnce') return place.reason
  // Only comments may stand between.
  if (nextStatement(statement)?.id !== place.statement.id) return inlineReasons.between
  return whyNotEarlier(effect, place.before, isStable)
}

export const inlineReasons = {
  unused: 'It is never read.',
  written: 'It is given another value later.',
  outside: 'It is read where it may have no value.',
  optional: 'What follows it would be skipped where it has no value.',
  earlier: 'It is read in front of its declaration.',
  identity: 'Its value would be made anew each time.',
  changed: 'What its value is made of may change before it is read.',
  twice: 'Its value does something, which would be done more than once.',
  between: 'Its value does something, and other code runs before it is read.',
  shadowed: (name: string) => `\`${name}\` may mean something else where the variable is read.`,
} as const

/** Whether a variable gets a value here: `x += 1`, `[x] = pair`, `for (x of all)`. */
export function isWritten(use: Node): boolean {
  let target = use
  while (target.parent !== null && /pattern|^tuple$|^list$/.test(target.parent.type)) target = target.parent
  const { parent } = target
  if (parent === null) return false
  if (parent.type === 'update_expression' || parent.type === 'delete_statement') return true
  const isTarget = parent.childrenForFieldName('left').some((each) => each?.id === target.id)
  return isTarget && /assignment|^for_/.test(parent.type)
}

/** Whether a member, an element or a call follows. */
function isFollowed(use: Node): boolean {
  const { parent } = use
  return (
    parent !== null &&
    [parent.childForFieldName('object'), parent.childForFieldName('function')].some((each) => each?.id === use.id)
  )
}

/** A name of the value that is declared again where the variable lives. */
function shadowedName(statement: Node, value: Node): string | undefined {
  const used = new Set<string>()
  walkSyntax(value, (cursor) => {
    if (isName(cursor.nodeType)) used.add(cursor.nodeText)
    return true
  })
  let shadowed: string | undefined
  walkSyntax(statement.parent ?? statement, (cursor) => {
    if (shadowed !== undefined || cursor.currentNode.id === value.id) return false
    const isPattern = cursor.nodeType === 'shorthand_property_identifier_pattern'
    if ((isPattern || isName(cursor.nodeType)) && cursor.startIndex > statement.endIndex && used.has(cursor.nodeText)) {
      const node = cursor.currentNode
      if (isPattern || isDeclared(node)) shadowed = node.text
    }
    return true
  })
  return shadowed
}

/** Whether a name is declared here rather than used: as a variable, a parameter, a function, or part of a pattern of these. */
function isDeclared(name: Node): boolean {
  for (let node = name; ; ) {
    const { parent } = node
    if (parent === null) return false
    const is = (field: string) => parent.childrenForFieldName(field).some((each) => each?.id === node.id)
    switch (parent.type) {
      case 'variable_declarator':
      case 'function_declaration':
      case 'function_expression':
      case 'generator_function_declaration':
      case 'class_declaration':
      case 'function_definition':
      case 'class_definition':
        return is('name')
      case 'required_parameter':
      case 'optional_parameter':
        return is('pattern')
      case 'arrow_function':
      case 'catch_clause':
        return is('parameter')
      case 'formal_parameters':
      case 'parameters':
      case 'lambda_parameters':
      case 'default_parameter':
      case 'typed_parameter':
      case 'import_specifier':
      case 'as_pattern_target':
        return true
      case 'for_in_clause':
      case 'for_in_statement':
      case 'for_statement':
      case 'assignment':
        return is('left')
      case 'object_pattern':
      case 'array_pattern':
      case 'pair_pattern':
      case 'rest_pattern':
      case 'assignment_pattern':
      case 'object_assignment_pattern':
      case 'pattern_list':
      case 'tuple_pattern':
        if (parent.type.includes('assignment') && !is('left')) return false
        node = parent
        continue
      default:
        return false
    }
  }
}

/** Whether nothing runs between a statement and a use that may change what others hold. */
function isUnchangedUntil(statement: Node, use: Node, isStable: (name: string) => boolean): boolean {
  let repeating: Node | undefined
  for (let node: Node | null = use.parent; node !== null && !contains(node, statement); node = node.parent) {
    // When a function is called nobody knows here.
    if (functionTypes.has(node.type)) return false
    if (loopTypes.has(node.type)) repeating = node
  }
  const end = repeating?.endIndex ?? use.startIndex
  let changes = false
  walkSyntax(statement.parent ?? statement, (cursor) => {
    if (changes || cursor.endIndex <= statement.endIndex || cursor.startIndex >= end) return false
    if (cursor.startIndex < statement.endIndex || cursor.endIndex > end) return true
    changes = effectOf(cursor.currentNode, isStable) === 'acts'
    return false
  })
  return !changes
}

/** Whether a use is reached again and again after the statement ran once. */
function isRepeated(statement: Node, use: Node): boolean {
  for (let node: Node | null = use.parent; node !== null && !contains(node, statement); node = node.parent) {
    if (loopTypes.has(node.type) || functionTypes.has(node.type)) return true
  }
  return false
}

const loopTypes: ReadonlySet<string> = new Set([
  ...['for_statement', 'for_in_statement', 'while_statement', 'do_statement'],
  ...['list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'generator_expression'],
])

function contains(outer: Node, inner: Node): boolean {
  return outer.startIndex <= inner.startIndex && inner.endIndex <= outer.endIndex
}

function nextStatement(statement: Node): Node | null {
  let next = statement.nextNamedSibling
  while (next?.type === 'comment') next = next.nextNamedSibling
  return next
}
