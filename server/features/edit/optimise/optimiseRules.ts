import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetEdit } from '../../review/restOfText.ts'
import { argumentsOf, calleeOf, memberOf, objectOf } from '../../review/sinks/syntax.ts'
import { codeOf, indentAt, isPython, type RewriteSite } from '../refactor/rewriteSite.ts'
import { callsSomething, countName, isBuiltin, isKnownArray, scopeOf } from '../refactor/rewriteSoundness.ts'

import { mapOfFind, setOfGrowingList } from './lookups.ts'
import { countedElements, distinctElements } from './optimiseIdioms.ts'
import { freeName, isDeclaredWithin, isOnlyRead, loopAround, type OptimisedPlace } from './optimisePlace.ts'

/** All places of a function, in the order of the text. */
export function optimisedPlaces(site: RewriteSite, fn: Node): readonly OptimisedPlace[] {
  const found: OptimisedPlace[] = []
  for (const node of fn.descendantsOfType([
    'call_expression',
    'call',
    'subscript',
    'subscript_expression',
    'binary_expression',
    'comparison_operator',
    'for_statement',
    'for_in_statement',
    'lexical_declaration',
    'assignment',
  ])) {
    if (node === null) continue
    const place = isPython(site) ? pythonPlace(site, fn, node) : scriptPlace(site, fn, node)
    if (place !== undefined) found.push(place)
  }
  return found
}

function scriptPlace(site: RewriteSite, fn: Node, node: Node): OptimisedPlace | undefined {
  return (
    distinctElements(node) ??
    firstOfFilter(node) ??
    lengthOfFilter(node) ??
    flatOfMap(node) ??
    includesInLoop(site, fn, node) ??
    mapOfFind(site, fn, node) ??
    setOfGrowingList(site, fn, node)
  )
}

/** `xs.filter(f)[0]`: the rest need not be looked at. */
function firstOfFilter(node: Node): OptimisedPlace | undefined {
  if (node.type !== 'subscript_expression' || node.childForFieldName('index')?.text !== '0') return undefined
  const filter = node.childForFieldName('object')
  if (filter === null || !isQuietFilter(filter)) return undefined
  return { rule: 'findInsteadOfFilter', edits: [methodRenamed(filter, 'find', node)], notes: [] }
}

/** `xs.filter(f).length > 0`: the first one tells. */
function lengthOfFilter(node: Node): OptimisedPlace | undefined {
  if (node.type !== 'binary_expression') return undefined
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
  const sign = node.childForFieldName('operator')?.text ?? ''
  const isAny = (/^(>|!==?)$/.test(sign) && right?.text === '0') || (sign === '>=' && right?.text === '1')
  const isNone = /^===?$/.test(sign) && right?.text === '0'
  const filter = left?.type === 'member_expression' && memberOf(left) === 'length' ? objectOf(left) : null
  if (filter === null || !isQuietFilter(filter) || (!isAny && !isNone)) return undefined
  const edit = methodRenamed(filter, 'some', node)
  return { rule: 'someInsteadOfFilter', edits: [isNone ? { ...edit, newText: `!${edit.newText}` } : edit], notes: [] }
}

/** A filter by a function that nothing else hears of when it is called less often. */
function isQuietFilter(node: Node): boolean {
  if (node.type !== 'call_expression') return false
  const callee = calleeOf(node)
  const [fn, ...others] = argumentsOf(node)
  if (callee?.type !== 'member_expression' || memberOf(callee) !== 'filter' || others.length > 0 || fn?.type !== 'arrow_function')
    return false
  const body = fn.childForFieldName('body')
  const object = objectOf(callee)
  return body !== null && body.type !== 'statement_block' && !callsSomething(body) && object !== null && isKnownArray(object)
}

function methodRenamed(call: Node, name: string, replaced: Node): OffsetEdit {
  const property = calleeOf(call)?.childForFieldName('property')
  const { text, startIndex } = call
  const at = (property?.startIndex ?? startIndex) - startIndex
  const newText = text.slice(0, at) + name + text.slice(at + (property?.text.length ?? 0))
  return { startOffset: replaced.startIndex, endOffset: replaced.endIndex, newText }
}

/** `xs.map(f).flat()`. */
function flatOfMap(node: Node): OptimisedPlace | undefined {
  const callee = node.type === 'call_expression' ? calleeOf(node) : null
  if (callee?.type !== 'member_expression' || memberOf(callee) !== 'flat' || argumentsOf(node).length > 0) return undefined
  const map = objectOf(callee)
  const inner = map?.type === 'call_expression' ? calleeOf(map) : null
  if (map === null || inner?.type !== 'member_expression' || memberOf(inner) !== 'map' || argumentsOf(map).length !== 1)
    return undefined
  return { rule: 'flatMap', edits: [methodRenamed(map, 'flatMap', node)], notes: [] }
}

/** `xs.includes(y)` in a loop, of an array that is not changed meanwhile. */
function includesInLoop(site: RewriteSite, fn: Node, node: Node): OptimisedPlace | undefined {
  const callee = node.type === 'call_expression' ? calleeOf(node) : null
  if (callee?.type !== 'member_expression' || memberOf(callee) !== 'includes' || argumentsOf(node).length !== 1) return undefined
  const list = objectOf(callee)
  const loop = loopAround(node, fn)
  if (
    list?.type !== 'identifier' ||
    loop === undefined ||
    !isKnownArray(list) ||
    isDeclaredWithin(loop, list.text) ||
    !isOnlyRead(scopeOf(node), list.text, 'includes')
  )
    return undefined
  const name = freeName(scopeOf(node), `${list.text}Set`)
  if (name === undefined) return undefined
  const indent = indentAt(site, loop.startIndex)
  const end = site.source.text.slice(loop.startIndex - 1).includes(';') ? ';' : ''
  const declared = `const ${name} = new Set(${list.text})${end}${site.source.lineEnd}${indent}`
  return {
    rule: 'setOfList',
    edits: [
      { startOffset: loop.startIndex, endOffset: loop.startIndex, newText: declared },
      { startOffset: callee.startIndex, endOffset: callee.endIndex, newText: `${name}.has` },
    ],
    notes: [],
  }
}

function pythonPlace(site: RewriteSite, fn: Node, node: Node): OptimisedPlace | undefined {
  return (
    countedElements(node) ??
    firstOfSorted(node) ??
    withoutList(node) ??
    inKeys(node) ??
    joinedTexts(fn, node) ??
    setOfGrowingList(site, fn, node)
  )
}

/** `sorted(xs)[0]`. The last one is another matter: of equal ones `max` gives the first. */
function firstOfSorted(node: Node): OptimisedPlace | undefined {
  if (node.type !== 'subscript' || node.childForFieldName('subscript')?.text !== '0') return undefined
  const sorted = node.childForFieldName('value')
  const name = sorted?.childForFieldName('function')
  if (sorted?.type !== 'call' || name?.text !== 'sorted' || /reverse\s*=/.test(sorted.text)) return undefined
  if (!isBuiltin(node.tree.rootNode, 'sorted') || !isBuiltin(node.tree.rootNode, 'min')) return undefined
  const newText = `min${sorted.text.slice(name.text.length)}`
  return {
    rule: 'minInsteadOfSort',
    edits: [{ startOffset: node.startIndex, endOffset: node.endIndex, newText }],
    notes: ['Of nothing, `min` raises a ValueError and `[0]` an IndexError.'],
  }
}

/** `any([f(x) for x in xs])` builds a list that nobody keeps. */
function withoutList(node: Node): OptimisedPlace | undefined {
  const name = node.type === 'call' ? node.childForFieldName('function')?.text : undefined
  const [list, ...others] = name === undefined ? [] : argumentsOf(node)
  if (name === undefined || !isBuiltin(node.tree.rootNode, name)) return undefined
  if (list?.type !== 'list_comprehension' || others.length > 0 || codeOf(node.childForFieldName('arguments')).length !== 1)
    return undefined
  // `any` and `all` stop early, which shows where the elements call something.
  const stopsEarly = name === 'any' || name === 'all'
  if (!stopsEarly && !/^(sum|min|max|set|tuple|dict)$/.test(name)) return undefined
  if (stopsEarly && callsSomething(list)) return undefined
  if (list.descendantsOfType('await').length > 0) return undefined
  return {
    rule: 'withoutList',
    edits: [{ startOffset: list.startIndex, endOffset: list.endIndex, newText: list.text.slice(1, -1) }],
    notes: [],
  }
}

/** `key in table.keys()`. */
function inKeys(node: Node): OptimisedPlace | undefined {
  if (node.type !== 'comparison_operator') return undefined
  const call = codeOf(node)[1]
  const callee = call?.type === 'call' ? calleeOf(call) : null
  const object = callee === null ? null : objectOf(callee)
  const operator = node.childrenForFieldName('operators')[0]?.text ?? ''
  if (
    call === undefined ||
    callee === null ||
    object === null ||
    memberOf(callee) !== 'keys' ||
    argumentsOf(call).length > 0 ||
    !/in$/.test(operator)
  )
    return undefined
  return {
    rule: 'keysOfDictionary',
    edits: [{ startOffset: call.startIndex, endOffset: call.endIndex, newText: object.text }],
    notes: [`It is taken for granted that \`${object.text.slice(0, 40)}\` is a dictionary.`],
  }
}

/** `text = ''` and `text += part` in a loop, nothing else. */
function joinedTexts(fn: Node, loop: Node): OptimisedPlace | undefined {
  const before = loop.type === 'for_statement' ? loop.previousNamedSibling : null
  const start = before === null ? undefined : codeOf(before)[0]
  const name = start?.type === 'assignment' ? start.childForFieldName('left')?.text : undefined
  if (before === null || name === undefined || !/^(''|"")$/.test(start?.childForFieldName('right')?.text ?? '')) return undefined
  const [only, ...others] = codeOf(loop.childForFieldName('body'))
  const added = only?.type === 'expression_statement' ? codeOf(only)[0] : undefined
  if (others.length > 0 || added?.type !== 'augmented_assignment' || added.childForFieldName('left')?.text !== name)
    return undefined
  const [value, element, over] = [
    added.childForFieldName('right'),
    loop.childForFieldName('left'),
    loop.childForFieldName('right'),
  ]
  const isPlain = added.childForFieldName('operator')?.text === '+=' && loop.childForFieldName('alternative') === null
  if (
    !isPlain ||
    value === null ||
    element?.type !== 'identifier' ||
    over === null ||
    value.descendantsOfType(['await', 'yield', 'named_expression', 'lambda']).length > 0
  )
    return undefined
  if (countName(fn, element.text, loop) > 0 || countName(value, name) > 0 || loop.descendantsOfType('comment').length > 0)
    return undefined
  const newText = `${name} = ''.join(${value.text} for ${element.text} in ${over.text})`
  return { rule: 'joinTexts', edits: [{ startOffset: before.startIndex, endOffset: loop.endIndex, newText }], notes: [] }
}
