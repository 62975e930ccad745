import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../context/syntaxWalk.ts'
import { argumentsOf, calleeOf, callTypes, memberOf, memberTypes, objectOf } from '../review/sinks/syntax.ts'
import type { Region } from './behaviourFacts.ts'

/**
 * Whether code keeps equal elements apart no longer: it collects into a set what it gives back or counts. A set that is only asked what it
 * holds loses nothing; neither does one that stands for a list from which equal elements were left out before.
 */
export function losesDuplicates(before: Region, after: Region): boolean {
  return givesSetsAway(after) && !givesSetsAway(before) && !leavesOutEqual(before)
}

/** Of a set, these tell no more than what it holds. */
const asking: ReadonlySet<string> = new Set(['has', 'add', 'delete', 'discard', 'remove', 'issuperset', 'isdisjoint'])

function givesSetsAway(region: Region): boolean {
  const names = new Set<string>()
  let given = false
  visit(region, (node) => {
    if (!isSet(node)) return
    const name = nameOf(node)
    if (name !== undefined) names.add(name)
    else given ||= !isAsked(node)
  })
  if (given || names.size === 0) return given
  visit(region, (node) => {
    if (node.type === 'identifier' && names.has(node.text)) given ||= !isDeclared(node) && !isAsked(node)
  })
  return given
}

function isSet(node: Node): boolean {
  if (node.type === 'new_expression') return node.childForFieldName('constructor')?.text === 'Set'
  if (node.type === 'set' || node.type === 'set_comprehension') return true
  return node.type === 'call' && /^(set|frozenset)$/.test(calleeOf(node)?.text ?? '')
}

/** The variable that a value is given to; undefined: none. */
function nameOf({ id, parent }: Node): string | undefined {
  if (parent === null || !/^(variable_declarator|assignment|assignment_expression)$/.test(parent.type)) return undefined
  const target = parent.childForFieldName('name') ?? parent.childForFieldName('left')
  const value = parent.childForFieldName('value') ?? parent.childForFieldName('right')
  return target?.type === 'identifier' && value?.id === id ? target.text : undefined
}

function isDeclared({ id, parent }: Node): boolean {
  const is = (field: string) => parent?.childForFieldName(field)?.id === id
  return (
    parent !== null && /^(variable_declarator|assignment|assignment_expression)$/.test(parent.type) && (is('name') || is('left'))
  )
}

/** Whether nothing but its elements are asked for: `seen.has(x)`, `x in seen`. */
function isAsked(node: Node): boolean {
  const { parent } = node
  if (parent === null) return false
  if (memberTypes.has(parent.type)) return objectOf(parent)?.id === node.id && asking.has(memberOf(parent))
  return parent.type === 'comparison_operator' && /\bin\b/.test(parent.childrenForFieldName('operators')[0]?.text ?? '')
}

/** Whether code looks for an element in the very list that it collects into. */
function leavesOutEqual(region: Region): boolean {
  const [collected, searched] = [new Set<string>(), new Set<string>()]
  visit(region, (node) => {
    if (callTypes.has(node.type)) {
      const callee = calleeOf(node)
      const object = callee !== null && memberTypes.has(callee.type) ? objectOf(callee) : null
      if (callee === null || object === null || argumentsOf(node).length === 0) return
      if (/^(push|append|unshift|insert)$/.test(memberOf(callee))) collected.add(object.text)
      if (/^(includes|indexOf|index|count)$/.test(memberOf(callee))) searched.add(object.text)
    } else if (node.type === 'comparison_operator' && /\bin\b/.test(node.childrenForFieldName('operators')[0]?.text ?? '')) {
      const list = node.lastNamedChild
      if (list !== null) searched.add(list.text)
    }
  })
  return [...collected].some((name) => searched.has(name))
}

function visit({ root, startOffset, endOffset }: Region, look: (node: Node) => void): void {
  walkSyntax(root, (cursor) => {
    if (cursor.endIndex <= startOffset || cursor.startIndex >= endOffset) return false
    if (cursor.startIndex >= startOffset && cursor.endIndex <= endOffset) look(cursor.currentNode)
    return true
  })
}
