import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../context/syntaxWalk.ts'
import { argumentListTypes, callTypes } from '../review/alternatives/roles.ts'
import { functionTypes } from './scope.ts'
import type { Span, TextChange } from './touchedPlaces.ts'

/** A function's list of parameters was changed; its calls may need other arguments. */
export interface SignatureChange {
  readonly kind: 'signature'
  /** The function's or method's own name, without its class. */
  readonly name: string
  /** How many arguments a call had. */
  readonly before: number
  /** For each new parameter the old one's position, or the name of one that was added. */
  readonly parameters: readonly (number | string)[]
}

const parameterListTypes: ReadonlySet<string> = new Set(['formal_parameters', 'parameters', 'parameter_list'])
/** The object a method is called on, which some languages list among the parameters. */
const receivers: ReadonlySet<string> = new Set(['self', 'cls', '&self', '&mut self', 'this'])

/** What the place changed in the list of parameters around it; `undefined` when it is no list, or a caller need not care. */
export function signatureChange(
  before: Node,
  after: Node,
  place: Span & { readonly original: string },
): SignatureChange | undefined {
  const newer = parametersAround(after, place)
  const older = parametersAround(before, { start: place.start, end: place.start + place.original.length })
  const [name, oldName] = [newer && functionName(newer), older && functionName(older)]
  if (newer === undefined || older === undefined || name === undefined || name !== oldName) return undefined
  if (newer.hasError || older.hasError) return undefined
  const [oldNames, newNames] = [older, newer].map(parameterNames)
  if (oldNames === undefined || newNames === undefined) return undefined
  const parameters = newNames.map(({ name: each }) => {
    const at = oldNames.findIndex((old) => old.name === each)
    return at === -1 ? each : at
  })
  // A caller may leave out what has a default.
  if (newNames.some(({ optional }, index) => optional && typeof parameters[index] === 'string')) return undefined
  const same = parameters.length === oldNames.length && parameters.every((each, index) => each === index)
  const renamed = parameters.length === oldNames.length && parameters.some((each) => typeof each === 'string')
  return same || renamed ? undefined : { kind: 'signature', name, before: oldNames.length, parameters }
}

function parametersAround(root: Node, { start, end }: Span): Node | undefined {
  let node = root.descendantForIndex(start, end)
  while (node !== null && !parameterListTypes.has(node.type)) {
    if (/body|block|statement$/.test(node.type)) return undefined
    node = node.parent
  }
  return node ?? undefined
}

function functionName(parameters: Node): string | undefined {
  const { parent } = parameters
  if (parent === null) return undefined
  const own = parent.childForFieldName('name') ?? parent.childForFieldName('declarator')
  if (own !== null) return /^[\w$]+$/.test(own.text) ? own.text : undefined
  const holder = parent.parent
  const bound = holder?.childForFieldName('name') ?? holder?.childForFieldName('property')
  return bound?.text
}

interface Parameter {
  readonly name: string
  readonly optional: boolean
}

/** Undefined where they are not plain names, one each. */
function parameterNames(list: Node): readonly Parameter[] | undefined {
  const named = list.namedChildren.filter((child) => child !== null && !child.type.endsWith('comment'))
  const parameters = named.map((child) => (child === null ? undefined : parameterOf(child)))
  const known = parameters.filter((each) => each !== undefined)
  if (known.length !== parameters.length || new Set(known.map(({ name }) => name)).size !== known.length) return undefined
  return known.filter(({ name }) => !receivers.has(name))
}

function parameterOf(node: Node): Parameter | undefined {
  if (receivers.has(node.text)) return { name: node.text, optional: false }
  const own = node.childForFieldName('pattern') ?? node.childForFieldName('name') ?? node.childForFieldName('declarator')
  const name = own ?? (node.type === 'identifier' ? node : node.namedChild(0))
  if (name === null || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name.text)) return undefined
  return { name: name.text, optional: /optional|default/.test(node.type) || node.childForFieldName('value') !== null }
}

/** A call of a changed function, and what its list of arguments could become. */
export interface CallSite {
  readonly node: Node
  readonly options: readonly TextChange[]
}

/** Every call by that name whose arguments are as they were before the change, with the lists that would fit it now. */
export function callSites(root: Node, change: SignatureChange): readonly CallSite[] {
  const calls: { node: Node; list: Node; given: readonly string[] }[] = []
  walkSyntax(root, (cursor) => {
    if (!callTypes.has(cursor.nodeType)) return true
    const node = cursor.currentNode
    const list = node.childForFieldName('arguments')
    if (list === null || !argumentListTypes.has(list.type) || calledName(node) !== change.name) return true
    const children = list.namedChildren.filter((child) => child !== null)
    // Spread and named arguments say by themselves where they go.
    const plain = !children.some(({ type }) => /spread|splat|keyword|comment|label/.test(type))
    if (plain && !list.hasError) calls.push({ node, list, given: children.map(({ text }) => text) })
    return true
  })
  const changed = calls.find(({ given }) => given.length === change.parameters.length && given.length !== change.before)
  return calls
    .filter(({ given }) => given.length === change.before)
    .map(({ node, list, given }) => ({
      node,
      options: argumentLists(change, given, [changed?.given ?? [], namesAround(node)]).map((text) => ({
        start: list.startIndex,
        end: list.endIndex,
        text: `(${text})`,
      })),
    }))
}

function calledName(call: Node): string | undefined {
  const called = call.childForFieldName('function') ?? call.childForFieldName('name')
  if (called === null) return undefined
  const member = ['property', 'attribute', 'field', 'name'].map((field) => called.childForFieldName(field)).find((each) => each)
  return (member ?? called).text
}

/** An added parameter gets what another call gives it already, or the variable of its own name where the caller has one. */
function argumentLists(
  { parameters }: SignatureChange,
  given: readonly string[],
  [changed, around]: readonly [readonly string[], ReadonlySet<string>],
): readonly string[] {
  const one = (argumentFor: (name: string, index: number) => string | undefined) => {
    const list = parameters.map((each, index) => (typeof each === 'number' ? given[each] : argumentFor(each, index)))
    return list.every((each) => each !== undefined) ? list.join(', ') : undefined
  }
  const lists = [one((name) => (around.has(name) ? name : undefined)), one((_, index) => changed[index])]
  return [...new Set(lists.filter((list) => list !== undefined))]
}

/** Names in the function around a call, outside of the call itself and of other functions. */
function namesAround(call: Node): ReadonlySet<string> {
  let outer: Node = call
  while (outer.parent !== null && outer.childForFieldName('parameters') === null) outer = outer.parent
  const names = new Set<string>()
  walkSyntax(outer, (cursor) => {
    const holdsCall = cursor.startIndex <= call.startIndex && call.endIndex <= cursor.endIndex
    if (cursor.nodeId === call.id || (functionTypes.test(cursor.nodeType) && !holdsCall)) return false
    if (cursor.nodeType === 'identifier') names.add(cursor.nodeText)
    return true
  })
  return names
}
