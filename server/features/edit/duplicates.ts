import type { Node } from '@vscode/tree-sitter-wasm'
import { argumentsOf, calleeOf, callTypes, memberOf, memberTypes, objectOf } from '../review/sinks/syntax.ts'
import { type Region, visitRegion } from './behaviourFacts.ts'

/**
 * Why two pieces of code do not give equal elements equally often, in one sentence; undefined where their words tell nothing of the kind.
 * Code keeps each once where it gives a set away, or looks for an element in the very list that it collects into; a set that is only asked
 * what it holds says nothing.
 */
export function duplicatesDifference(before: Region, after: Region): string | undefined {
  const [old, now] = [keepsEachOnce(before), keepsEachOnce(after)]
  if (old === now) return undefined
  return now ? 'It keeps equal elements only once, unlike before.' : 'It no longer leaves out equal elements.'
}

function keepsEachOnce(region: Region): boolean {
  return givesSetsAway(region) || leavesOutEqual(region)
}

/** Of a set, these tell no more than what it holds. */
const asking: ReadonlySet<string> = new Set(['has', 'add', 'delete', 'discard', 'remove', 'issuperset', 'isdisjoint'])

function givesSetsAway(region: Region): boolean {
  const names = new Set<string>()
  let given = false
  visitRegion(region, (node) => {
    if (!isSet(node)) return
    const name = nameOf(node)
    if (name !== undefined) names.add(name)
    else given ||= !isAsked(node)
  })
  if (given || names.size === 0) return given
  visitRegion(region, (node) => {
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
  return parent.type === 'comparison_operator' && /\bin\b/.test(operatorOf(parent))
}

/** Whether code looks for an element in the very list that it collects into, or goes by a set of what was there already. */
function leavesOutEqual(region: Region): boolean {
  const [collected, searched, added, passedOver] = [new Set<string>(), new Set<string>(), new Set<string>(), new Set<string>()]
  visitRegion(region, (node) => {
    if (callTypes.has(node.type)) {
      const callee = calleeOf(node)
      const object = callee !== null && memberTypes.has(callee.type) ? objectOf(callee) : null
      if (callee === null || object === null || argumentsOf(node).length === 0) return
      const method = memberOf(callee)
      if (/^(push|append|unshift|insert)$/.test(method)) collected.add(object.text)
      if (/^(includes|indexOf|index|count)$/.test(method)) searched.add(object.text)
      if (method === 'add') added.add(object.text)
      if (method === 'has' && (isNegated(node) || isPassedOver(node))) passedOver.add(object.text)
    } else if (node.type === 'comparison_operator') {
      const sign = operatorOf(node)
      const holder = node.lastNamedChild?.text ?? ''
      if (/\bin\b/.test(sign)) searched.add(holder)
      if (/^not\s+in$/.test(sign) || (sign === 'in' && isPassedOver(node))) passedOver.add(holder)
    }
  })
  return [...collected].some((name) => searched.has(name)) || [...added].some((name) => passedOver.has(name))
}

function isNegated({ parent }: Node): boolean {
  return parent?.type === 'unary_expression' && parent.childForFieldName('operator')?.text === '!'
}

/** Whether what follows is left out where a condition holds: `if (seen.has(x)) continue`. */
function isPassedOver(node: Node): boolean {
  const condition = node.parent?.type === 'parenthesized_expression' ? node.parent : node
  const { parent } = condition
  if (parent?.type !== 'if_statement' || parent.childForFieldName('condition')?.id !== condition.id) return false
  const body = parent.childForFieldName('consequence')
  return (body?.type === 'continue_statement' ? body : body?.firstNamedChild)?.type === 'continue_statement'
}

function operatorOf(comparison: Node): string {
  return comparison.childrenForFieldName('operators')[0]?.text ?? ''
}
