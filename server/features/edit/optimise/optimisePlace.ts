import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetEdit } from '../../review/restOfText.ts'
import { calleeOf, isCall, memberOf } from '../../review/sinks/syntax.ts'
import { countName } from '../refactor/rewriteSoundness.ts'

/** A way to do the same with less work that the tree knows. */
export interface OptimisedPlace {
  /** A key of the titles shown for it. */
  readonly rule: OptimiseRule
  readonly edits: readonly OffsetEdit[]
  readonly notes: readonly string[]
}

export type OptimiseRule =
  | 'setOfList'
  | 'mapOfFind'
  | 'joinTexts'
  | 'minInsteadOfSort'
  | 'findInsteadOfFilter'
  | 'someInsteadOfFilter'
  | 'flatMap'
  | 'withoutList'
  | 'keysOfDictionary'
  | 'distinct'
  | 'countOnce'

/** The statement that repeats a node: a loop, or the one that holds a callback of an array method. */
export function loopAround(node: Node, fn: Node): Node | undefined {
  let isRepeated = false
  for (let outer: Node | null = node; outer !== null && outer.id !== fn.id; outer = outer.parent) {
    isRepeated ||= /^(for|while|do)_/.test(outer.type) || (outer.type === 'arrow_function' && isArrayCallback(outer))
    const isStatement = outer.parent?.id === fn.childForFieldName('body')?.id && fn.childForFieldName('body')?.type !== outer.type
    if (isRepeated && isStatement) return outer
  }
  return undefined
}

function isArrayCallback(fn: Node): boolean {
  const call = fn.parent?.parent
  const callee = call != null && isCall(call) ? calleeOf(call) : null
  return callee !== null && /^(map|filter|forEach|some|every|find|flatMap|reduce)$/.test(memberOf(callee))
}

/** Whether an array is never handed over nor changed in a function: only read by members that change nothing. */
export function isOnlyRead(scope: Node, name: string, ...methods: readonly string[]): boolean {
  return scope.descendantsOfType('identifier').every((each) => {
    if (each === null || each.text !== name) return true
    const { parent } = each
    if (parent === null) return false
    if (/parameter|declarator/.test(parent.type) || parent.type === 'formal_parameters') return true
    if (parent.type === 'member_expression' || parent.type === 'attribute')
      return methods.includes(memberOf(parent)) || memberOf(parent) === 'length'
    return /^for_/.test(parent.type) || parent.type === 'comparison_operator' || parent.type === 'parameters'
  })
}

export function freeName(scope: Node, wanted: string): string | undefined {
  return [wanted, `known${wanted.charAt(0).toUpperCase()}${wanted.slice(1)}`].find((name) => countName(scope, name) === 0)
}

/** Whether a variable is one of a loop's own, which is not there in front of it. */
export function isDeclaredWithin(loop: Node, name: string): boolean {
  return loop
    .descendantsOfType(['identifier', 'shorthand_property_identifier_pattern'])
    .some((each) => each?.text === name && isBinding(each))
}

function isBinding(name: Node): boolean {
  if (name.type === 'shorthand_property_identifier_pattern') return true
  const { parent } = name
  if (parent === null) return false
  if (/parameter|pattern$|^import_/.test(parent.type) || parent.type === 'formal_parameters') return true
  const field = parent.type === 'for_in_statement' ? 'left' : parent.type === 'arrow_function' ? 'parameter' : 'name'
  return /declarator$|^for_in_statement$|^arrow_function$/.test(parent.type) && parent.childForFieldName(field)?.id === name.id
}
