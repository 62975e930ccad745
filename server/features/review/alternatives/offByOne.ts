import type { Node } from '@vscode/tree-sitter-wasm'
import { type Alternative, type Place, replacing } from './alternative.ts'
import { argumentListTypes, integerTypes, isMember, isOneLine } from './roles.ts'

const indexFields: ReadonlySet<string> = new Set(['index', 'subscript', 'indices'])
const lengthNames: ReadonlySet<string> = new Set(['length', 'size', 'count', 'Length', 'Count', 'len'])

/** One too many or too few: an index, a count, a small constant. */
export function offByOneAlternatives(place: Place): readonly Alternative[] {
  if (integerTypes.has(place.node.type)) return constants(place)
  return [...withoutStep(place), ...lengths(place), ...indices(place)]
}

function constants({ node, parent }: Place): readonly Alternative[] {
  const value = /^\d{1,4}$/.test(node.text) ? Number(node.text) : undefined
  if (value === undefined || parent === null || value > 10) return []
  const negated = /unary/.test(parent.type)
  const near = value === 0 ? [1] : [value - 1, value + 1]
  return near.filter((each) => !(negated && each === 0)).map((each) => replacing(node, String(each), 'boundary'))
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
  return isIndex ? ['- 1', '+ 1'].map((step) => replacing(node, `${node.text} ${step}`, 'boundary')) : []
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
