import type { Node } from '@vscode/tree-sitter-wasm'
import { memberTypes, subscriptTypes } from '../../review/sinks/syntax.ts'
import { effectOf } from './evaluation.ts'
import { evaluationPlace, isOptional, whyNotEarlier } from './position.ts'
import { isStatement } from './selection.ts'

/**
 * Why an expression cannot be given a name in front of its statement without changing what the program does; undefined where it can.
 * `isStable` as for effectOf.
 */
export function whyNotExtracted(expression: Node | undefined, isStable: (name: string) => boolean): string | undefined {
  if (expression === undefined || isStatement(expression)) return extractReasons.notWhole
  const misuse = whyNotAValue(expression)
  if (misuse !== undefined) return misuse
  const place = evaluationPlace(expression)
  if (place.kind === 'notOnce') return place.reason
  return whyNotEarlier(effectOf(expression, isStable), place.before, isStable)
}

const extractReasons = {
  notWhole: 'Select one whole expression.',
  optional: 'What follows it is skipped where it has no value.',
  callee: 'As a variable it would be called without its object.',
  target: 'It is what is assigned to, and not a value.',
} as const

function whyNotAValue(expression: Node): string | undefined {
  const { parent } = expression
  if (parent === null) return extractReasons.notWhole
  const is = (field: string) => parent.childrenForFieldName(field).some((each) => each?.id === expression.id)
  const isMember = memberTypes.has(expression.type) || subscriptTypes.has(expression.type)
  if (isMember && (parent.type === 'call_expression' || parent.type === 'call') && is('function')) return extractReasons.callee
  if ((is('object') || is('function')) && isOptional(expression)) return extractReasons.optional
  switch (parent.type) {
    case 'assignment_expression':
    case 'augmented_assignment_expression':
    case 'assignment':
    case 'augmented_assignment':
    case 'for_in_statement':
    case 'for_in_clause':
      return is('left') ? extractReasons.target : undefined
    case 'update_expression':
    case 'delete_statement':
      return extractReasons.target
    case 'unary_expression':
      return parent.childForFieldName('operator')?.type === 'delete' ? extractReasons.target : undefined
    case 'keyword_argument':
    case 'member_expression':
    case 'attribute':
    case 'pair':
      return is('name') || is('property') || is('attribute') || is('key') ? extractReasons.notWhole : undefined
    default:
      return undefined
  }
}
