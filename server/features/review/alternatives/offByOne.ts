import type { Node } from '@vscode/tree-sitter-wasm'
import { type Alternative, type Place, replacing } from './alternative.ts'
import { argumentListTypes, calledName, isMember, isOneLine } from './roles.ts'

const indexFields: ReadonlySet<string> = new Set(['index', 'subscript', 'indices'])
const lengthNames: ReadonlySet<string> = new Set(['length', 'size', 'count', 'Length', 'Count', 'len'])

/** Functions and methods whose arguments say where a part of something begins or ends. */
const partFunctions = /(^|[.:])(slice|splice|substring|substr|subarray|subList|Substring|range|charAt|charCodeAt|at)$/

/** One too many or too few: an index, a count, the bound of a loop or a part. */
export function offByOneAlternatives(place: Place): readonly Alternative[] {
  return [...withoutStep(place), ...lengths(place), ...indices(place), ...bounds(place)]
}

/** `n - 1` for which `n` may be meant; that `n + 1` may be meant is the operators' part. */
function withoutStep({ node }: Place): readonly Alternative[] {
  if (!/^binary_(expression|operator)$/.test(node.type) || !isOneLine(node)) return []
  const left = node.childForFieldName('left')
  if (left === null || !/^\s*[-+]\s*1$/.test(node.text.slice(left.endIndex - node.startIndex))) return []
  return [replacing(node, left.text, 'boundary')]
}

/** `list.length` for which `list.length - 1` may be meant. */
function lengths({ node, parent }: Place): readonly Alternative[] {
  if (!isLength(node) || parent === null || !isOneLine(node)) return []
  // A called member is the call's part; and in `list.length - 1` there is one already.
  if (/^(call|method_invocation|invocation|binary_(expression|operator))/.test(parent.type) && isStepped(node, parent)) return []
  return [replacing(node, `${node.text} - 1`, 'boundary')]
}

function isLength(node: Node): boolean {
  switch (node.type) {
    case 'member_expression':
    case 'field_access':
    case 'member_access_expression':
      return lengthNames.has(node.lastNamedChild?.text ?? '')
    case 'call':
    case 'call_expression':
      return /^len\(|\.(size|len)\(\)$/.test(node.text)
    case 'method_invocation':
      return /\.(size|length)\(\)$/.test(node.text)
    default:
      return false
  }
}

function isStepped(node: Node, parent: Node): boolean {
  if (!/^binary/.test(parent.type)) return parent.childForFieldName('function')?.id === node.id
  return /^\s*[-+]/.test(parent.text.slice(node.endIndex - parent.startIndex))
}

/** `list[i]` for which a neighbour may be meant. */
function indices(place: Place): readonly Alternative[] {
  const { node, field, parent } = place
  if (node.type !== 'identifier' || parent === null || isMember(place)) return []
  const isIndex = (field !== null && indexFields.has(field)) || isOnlyIndex(node, parent)
  return isIndex || isPartBound(node, field, parent) ? stepped(node) : []
}

function stepped(node: Node): readonly Alternative[] {
  return ['- 1', '+ 1'].map((step) => replacing(node, `${node.text} ${step}`, 'boundary'))
}

/** Where a part of a list or text begins or ends: `list.slice(from, to)`, `list[from:to]`, `range(n)`, `0..n`. */
function isPartBound(node: Node, field: string | null, parent: Node): boolean {
  switch (parent.type) {
    case 'slice':
    case 'range_expression':
      return true
    case 'slice_expression':
      return field === 'start' || field === 'end'
    case 'arguments':
    case 'argument_list':
      return partFunctions.test(calledName(parent)) && node.type === 'identifier'
    default:
      return false
  }
}

/** `i < n` in the head of a loop, for which `i < n - 1` may be meant, and a range that takes its end in or leaves it out. */
function bounds({ node, field, parent }: Place): readonly Alternative[] {
  if (parent?.type === 'range_expression' && (node.type === '..' || node.type === '..='))
    return [replacing(node, node.type === '..' ? '..=' : '..', 'boundary')]
  if (node.type !== 'identifier' || field !== 'right' || parent === null || !isLoopCondition(parent)) return []
  return [replacing(node, `${node.text} - 1`, 'boundary')]
}

function isLoopCondition(comparison: Node): boolean {
  if (!/^[<>]=?$/.test(comparison.childForFieldName('operator')?.type ?? '')) return false
  const loop = comparison.parent
  if (loop?.type === 'for_clause') return true
  return loop !== null && /^for_/.test(loop.type) && loop.childForFieldName('condition')?.id === comparison.id
}

/** C++ and C# wrap an index in a list; Rust names it by no field. */
function isOnlyIndex(node: Node, parent: Node): boolean {
  if (argumentListTypes.has(parent.type)) return false
  if (parent.type === 'index_expression')
    return parent.lastNamedChild?.id === node.id && parent.childForFieldName('index') === null
  return (
    parent.type === 'subscript_argument_list' || (parent.type === 'argument' && parent.parent?.type === 'bracketed_argument_list')
  )
}
