import type { Node } from '@vscode/tree-sitter-wasm'
import { type Fault, type FaultKind, replacing, without } from './fault.ts'

const comparisons: Readonly<Record<string, readonly string[]>> = {
  '<': ['>', '>='],
  '<=': ['>=', '>'],
  '>': ['<', '<='],
  '>=': ['<=', '<'],
  '==': ['!='],
  '!=': ['=='],
  '===': ['!=='],
  '!==': ['==='],
  in: ['not in'],
  'not in': ['in'],
}
const boundaries: Readonly<Record<string, readonly string[]>> = { '<': ['<='], '<=': ['<'], '>': ['>='], '>=': ['>'] }
const booleans: Readonly<Record<string, readonly string[]>> = { '&&': ['||'], '||': ['&&'], and: ['or'], or: ['and'] }
const arithmetics: Readonly<Record<string, readonly string[]>> = {
  '+': ['-'],
  '-': ['+'],
  '*': ['/', '+'],
  '/': ['*'],
  '//': ['*', '%'],
  '%': ['/'],
  '+=': ['-=', '='],
  '-=': ['+='],
  '*=': ['/='],
  '++': ['--'],
  '--': ['++'],
}
const tables = { comparison: comparisons, boundary: boundaries, boolean: booleans, arithmetic: arithmetics } as const
const inverted: Readonly<Record<string, string>> = {
  ...{ '===': '!==', '!==': '===', '==': '!=', '!=': '==', is: 'is not', 'is not': 'is' },
}
const operations: ReadonlySet<string> = new Set([
  ...['binary_expression', 'augmented_assignment_expression', 'update_expression'],
  ...['comparison_operator', 'boolean_operator', 'binary_operator', 'augmented_assignment'],
])
const nothing = /^(null|undefined|None)$/

/** Operators in the place of others; comparisons with nothing are a kind of their own. */
export function operatorFaults(node: Node): readonly Fault[] {
  const { parent } = node
  if (node.isNamed || parent === null || !operations.has(parent.type)) return []
  const operator = node.type
  // JavaScript has no `not in`.
  if (operator === 'in' && parent.type === 'binary_expression') return []
  if (inverted[operator] !== undefined && parent.namedChildren.some((each) => each !== null && nothing.test(each.text)))
    return [replacing('nullCheck', node, inverted[operator])]
  // Text is joined by `+`: taken from each other, two texts give an error that nobody overlooks.
  if (/^[+]=?$/.test(operator) && /["'`]/.test(parent.text)) return []
  return (Object.keys(tables) as (keyof typeof tables)[]).flatMap((kind) =>
    (tables[kind][operator] ?? []).map((newText) => replacing(kind satisfies FaultKind, node, newText)),
  )
}

/** `x - 1` and `x + 1` without the one. */
export function stepFaults(node: Node): readonly Fault[] {
  if (node.type !== 'binary_expression' && node.type !== 'binary_operator') return []
  const [left, right] = [node.childForFieldName('left'), node.childForFieldName('right')]
  const operator = node.childForFieldName('operator')?.type
  if (left === null || right?.text !== '1' || (operator !== '+' && operator !== '-')) return []
  return [without('boundary', left.endIndex, right.endIndex)]
}

/** Integers one off, and the other truth value. */
export function constantFaults(node: Node): readonly Fault[] {
  if (node.parent?.type === 'literal_type' || node.parent?.parent?.type === 'literal_type') return []
  if (/^(true|false)$/.test(node.type)) return [replacing('constant', node, otherTruth[node.text] ?? 'true')]
  if ((node.type !== 'number' && node.type !== 'integer') || !/^\d{1,6}$/.test(node.text)) return []
  const value = Number(node.text)
  return value === 0
    ? [replacing('constant', node, '1')]
    : [value + 1, value - 1].map((each) => replacing('constant', node, `${each}`))
}

const otherTruth: Readonly<Record<string, string>> = { true: 'false', false: 'true', True: 'False', False: 'True' }
