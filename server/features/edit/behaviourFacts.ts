import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../context/syntaxWalk.ts'
import { type Binding, bindingsOf } from '../review/sinks/scopes.ts'
import { calleeOf, callTypes, functionTypes, memberOf, memberTypes, subscriptTypes } from '../review/sinks/syntax.ts'

/** A part of a tree, in offsets of its text. */
export interface Region {
  readonly root: Node
  readonly startOffset: number
  readonly endOffset: number
}

/** Every node that lies within a region. */
export function visitRegion({ root, startOffset, endOffset }: Region, look: (node: Node) => void): void {
  walkSyntax(root, (cursor) => {
    if (cursor.endIndex <= startOffset || cursor.startIndex >= endOffset) return false
    if (cursor.startIndex >= startOffset && cursor.endIndex <= endOffset) look(cursor.currentNode)
    return true
  })
}

/** Languages whose trees these facts are read from; of others nothing is known. */
export const knownFactLanguages: ReadonlySet<string> = new Set([
  ...['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python'],
])

/** What a piece of code does as far as its words tell. Each is a set of short texts that can be put into a sentence. */
export interface BehaviourFacts {
  /** Names of what is called. */
  readonly calls: ReadonlySet<string>
  /** Texts and numbers that stand in the code; the smallest numbers say nothing. */
  readonly constants: ReadonlySet<string>
  /** Names that come from outside. */
  readonly outside: ReadonlySet<string>
  /** Names that are bound inside. */
  readonly bound: ReadonlySet<string>
  /** Members that are written to, and `[]` for any element. */
  readonly writes: ReadonlySet<string>
  readonly arithmetic: ReadonlySet<string>
  readonly comparisons: ReadonlySet<string>
  readonly throws: number
  readonly awaits: number
  readonly yields: number
}

export function factsOf({ root, startOffset, endOffset }: Region): BehaviourFacts {
  const sets = {
    ...{ calls: new Set<string>(), constants: new Set<string>(), used: new Set<string>(), writes: new Set<string>() },
    ...{ arithmetic: new Set<string>(), comparisons: new Set<string>() },
  }
  const bound = new Set<string>()
  const counts = { throws: 0, awaits: 0, yields: 0 }
  const inside = (node: Node) => node.startIndex >= startOffset && node.endIndex <= endOffset
  addBound(root, bound, inside)
  walkSyntax(root, (cursor) => {
    if (cursor.endIndex <= startOffset || cursor.startIndex >= endOffset) return false
    const type = cursor.nodeType
    if (type.includes('comment') || typeNodes.has(type)) return false
    const node = cursor.currentNode
    if (!inside(node)) return true
    if (callTypes.has(type)) addCall(node, sets.calls)
    else if (writeTypes.has(type)) addWrite(node, sets.writes)
    else if (type === 'throw_statement' || type === 'raise_statement') counts.throws += 1
    else if (type === 'await_expression' || type === 'await') counts.awaits += node.isNamed ? 1 : 0
    else if (type === 'yield_expression' || type === 'yield') counts.yields += node.isNamed ? 1 : 0
    else if (functionTypes.has(type)) addBound(node, bound, inside)
    else if (type === 'identifier' || type === 'shorthand_property_identifier') addName(node, sets.used, bound)
    else if (constantTypes.has(type)) addConstant(node.text, sets.constants)
    else if (!node.isNamed) addOperator(type, sets)
    return true
  })
  const outside = new Set([...sets.used].filter((name) => !bound.has(name)))
  return { ...sets, outside, bound, ...counts }
}

/** Parameters of the function that a region is, as far as its body says their names. */
export function readParameters({ root, startOffset, endOffset }: Region): ReadonlySet<string> {
  const read = new Set<string>()
  let isFound = false
  walkSyntax(root, (cursor) => {
    if (isFound || cursor.endIndex <= startOffset || cursor.startIndex >= endOffset) return false
    if (cursor.startIndex < startOffset || cursor.endIndex > endOffset || !functionTypes.has(cursor.nodeType)) return true
    isFound = true
    const fn = cursor.currentNode
    const parameters = [...bindingsOf(fn)].filter(([, all]) => all.some(({ kind }) => kind === 'parameter'))
    const names = fn.childForFieldName('body')?.descendantsOfType(['identifier', 'shorthand_property_identifier']) ?? []
    for (const [name] of parameters) if (names.some((each) => each?.text === name)) read.add(name)
    return false
  })
  return read
}

const typeNodes: ReadonlySet<string> = new Set(['type_annotation', 'type_arguments', 'type_parameters', 'type'])
const writeTypes: ReadonlySet<string> = new Set([
  ...['assignment_expression', 'augmented_assignment_expression', 'update_expression', 'assignment', 'augmented_assignment'],
  'delete_statement',
])
const constantTypes: ReadonlySet<string> = new Set([
  ...['string_fragment', 'string_content', 'number', 'integer', 'float', 'regex_pattern', 'escape_sequence'],
])
/** They count elements and compare with nothing, whatever the code does. */
const sayNothing: ReadonlySet<string> = new Set(['0', '1', '2', '0.0', '1.0'])

function addConstant(text: string, constants: Set<string>): void {
  if (!sayNothing.has(text)) constants.add(text)
}

function addCall(call: Node, calls: Set<string>): void {
  const callee = calleeOf(call)
  if (callee === null) return
  calls.add(memberTypes.has(callee.type) ? memberOf(callee) : callee.text)
}

function addWrite(node: Node, writes: Set<string>): void {
  const target = node.childForFieldName('left') ?? node.childForFieldName('argument') ?? node.firstNamedChild
  if (target === null) return
  if (memberTypes.has(target.type)) writes.add(memberOf(target))
  else if (subscriptTypes.has(target.type)) writes.add('[]')
}

/** A declaration's own name and the name of an argument are no uses. */
function addName(node: Node, used: Set<string>, bound: Set<string>): void {
  const { parent } = node
  if (parent?.type === 'attribute' && parent.childForFieldName('attribute')?.id === node.id) return
  if (parent?.type === 'keyword_argument' && parent.childForFieldName('name')?.id === node.id) return
  const declares = parent !== null && declaringTypes.has(parent.type) && parent.childForFieldName('name')?.id === node.id
  if (declares) bound.add(node.text)
  else used.add(node.text)
}

const declaringTypes: ReadonlySet<string> = new Set([
  ...functionTypes,
  'class_declaration',
  'class_definition',
  'variable_declarator',
])

function addBound(scope: Node, bound: Set<string>, inside: (node: Node) => boolean): void {
  for (const bindings of bindingsOf(scope).values())
    for (const binding of bindings) if (inside(binding.node) && isDeclared(binding)) bound.add(binding.name)
}

/** JavaScript's assignments bind nothing; Python's do. */
function isDeclared({ kind, node }: Binding): boolean {
  if (kind === 'more') return false
  if (kind !== 'value') return true
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    if (outer.type === 'assignment_expression') return false
    if (/declarator$|^assignment$|^named_expression$|^as_pattern$/.test(outer.type)) return true
  }
  return true
}

const arithmetic: ReadonlySet<string> = new Set(['-', '*', '/', '%', '**', '//', '<<', '>>', '>>>', '&', '|', '^', '~'])
/** A comparison and its opposite are one: which of them is written depends on which branch comes first. */
const comparisons: ReadonlyMap<string, string> = new Map([
  ...(['<', '>='] as const).map((each) => [each, '<'] as const),
  ...(['>', '<='] as const).map((each) => [each, '>'] as const),
  ...(['==', '!='] as const).map((each) => [each, '=='] as const),
  ...(['===', '!=='] as const).map((each) => [each, '==='] as const),
])

function addOperator(sign: string, sets: { readonly arithmetic: Set<string>; readonly comparisons: Set<string> }): void {
  const comparison = comparisons.get(sign)
  if (comparison !== undefined) sets.comparisons.add(comparison)
  const operator = sign.endsWith('=') ? sign.slice(0, -1) : sign
  if (arithmetic.has(operator) && comparison === undefined) sets.arithmetic.add(operator)
}
