import type { Node } from '@vscode/tree-sitter-wasm'
import { argumentsOf, calleeOf, callTypes, memberOf } from '../review/sinks/syntax.ts'
import { type Region, visitRegion } from './behaviourFacts.ts'

/**
 * Why a rewritten function keeps its elements in something that does not do the same, in one sentence; undefined where its words tell nothing
 * of the kind. Whoever gets a set cannot ask it for its first element; and in Python only what never changes can be an element of a set.
 */
export function containerDifference(before: Region, after: Region): string | undefined {
  const [old, now] = [givenKinds(before), givenKinds(after)]
  const [was, is] = [[...old][0], [...now][0]]
  if (old.size === 1 && now.size === 1 && was !== is && was !== 'unknown' && is !== 'unknown')
    return `It gives back \`${is}\` where it gave back \`${was}\`.`
  if (!isPythonRegion(after) || makesKeys(before) || !makesKeys(after) || hasKeysAsElements(after)) return undefined
  return 'It takes for granted that every element can be in a set, which lists and dictionaries cannot.'
}

function isPythonRegion({ root }: Region): boolean {
  return root.type === 'module'
}

/** What the function gives back, as far as the text tells; `unknown` where one of its returns does not. */
function givenKinds(region: Region): ReadonlySet<string> {
  const kinds = new Set<string>()
  visitRegion(region, (node) => {
    if (node.type !== 'return_statement') return
    const value = node.namedChildren.find((child) => child !== null && child.type !== 'comment')
    if (value != null) kinds.add(kindOf(value, region))
  })
  return kinds
}

const kindsOfNodes: Readonly<Record<string, string>> = {
  ...{ array: 'Array', object: 'Object' },
  ...{ list: 'list', list_comprehension: 'list', set: 'set', set_comprehension: 'set' },
  ...{ dictionary: 'dict', dictionary_comprehension: 'dict', tuple: 'tuple' },
}
const kindsOfCalls: Readonly<Record<string, string>> = {
  ...{ list: 'list', sorted: 'list', set: 'set', frozenset: 'set', dict: 'dict', tuple: 'tuple' },
  ...{ Set: 'Set', Map: 'Map', 'Array.from': 'Array', 'Object.keys': 'Array', 'Object.values': 'Array' },
}

/** A name has the kind of everything that it is given, where that is one. */
function kindOf(value: Node, region: Region): string {
  if (value.type !== 'identifier') return kindOfValue(value)
  const kinds = new Set<string>()
  visitRegion(region, (node) => {
    if (!/^(variable_declarator|assignment|assignment_expression)$/.test(node.type)) return
    const target = node.childForFieldName('name') ?? node.childForFieldName('left')
    const given = node.childForFieldName('value') ?? node.childForFieldName('right')
    if (target?.text === value.text && given !== null) kinds.add(kindOfValue(given))
  })
  return kinds.size === 1 ? ([...kinds][0] ?? 'unknown') : 'unknown'
}

function kindOfValue(value: Node): string {
  if (callTypes.has(value.type)) return ownEntry(kindsOfCalls, calleeOf(value)?.text ?? '')
  return ownEntry(kindsOfNodes, value.type)
}

function ownEntry(table: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(table, key) ? (table[key] ?? 'unknown') : 'unknown'
}

/** Whether code of Python puts into a set or under a key of a dictionary what it has. */
function makesKeys(region: Region): boolean {
  let makes = false
  visitRegion(region, (node) => {
    if (node.type === 'set' || node.type === 'set_comprehension' || node.type === 'dictionary_comprehension') makes = true
    else if (node.type === 'assignment' && node.childForFieldName('left')?.type === 'subscript') makes = true
    else if (node.type === 'call') {
      const callee = calleeOf(node)
      if (callee === null || argumentsOf(node).length === 0) return
      makes ||= /^(set|frozenset|Counter|dict\.fromkeys)$/.test(callee.text) || /^(add|setdefault)$/.test(memberOf(callee))
    }
  })
  return makes
}

const keyType = '(?:str|int|float|bool|bytes|date|datetime|Decimal|UUID|Path)'
const scalar = new RegExp(`^${keyType}$`)
const ofKeys = new RegExp(`^\\w+(?:\\.\\w+)?\\[${keyType}(?:, (?:${keyType}|\\.\\.\\.))*\\]$`)

function hasKeysAsElements(region: Region): boolean {
  let holds: boolean | undefined
  visitRegion(region, (node) => {
    if (node.type === 'function_definition') holds ??= holdsKeys(node)
  })
  return holds === true
}

/** Whether all parameters of a function of Python say that they are such, or hold such, as never change and so can be in a set. */
export function holdsKeys(fn: Node): boolean {
  const types = (fn.childForFieldName('parameters')?.namedChildren ?? [])
    .filter((each) => each !== null && !/^(self|cls)$/.test(each.text) && each.type !== 'comment')
    .map((each) => each?.childForFieldName('type')?.text ?? '')
  return types.length > 0 && types.every((type) => scalar.test(type) || ofKeys.test(type))
}

/** Whether a type of Python is that of a list whose elements can be in a set. */
export function isKeyList(type: string): boolean {
  return /^list\b/i.test(type) && ofKeys.test(type)
}
