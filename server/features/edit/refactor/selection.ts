import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from '../../../context/cuts.ts'

/** Without white space around it, and without the semicolon that ends it. */
export function trimmedSpan(text: string, { startOffset, endOffset }: OffsetSpan): OffsetSpan {
  const selected = text.slice(startOffset, endOffset)
  const start = startOffset + (selected.length - selected.trimStart().length)
  return { startOffset: start, endOffset: start + selected.trim().replace(/\s*;$/, '').length }
}

/** The node that is exactly a span, the outermost of several; undefined where the span begins or ends within something. */
export function nodeOfSpan(root: Node, { startOffset, endOffset }: OffsetSpan): Node | undefined {
  if (startOffset >= endOffset) return undefined
  let node = root.namedDescendantForIndex(startOffset, endOffset)
  if (node === null || node.startIndex !== startOffset || node.endIndex !== endOffset) return undefined
  for (let { parent } = node; parent !== null && isSame(parent, node) && !isStatement(parent); { parent } = node) node = parent
  return node
}

/** Whether a node is a statement, which has no value. */
export function isStatement({ type }: Node): boolean {
  return /_statement$|_declaration$|^(program|module|block|statement_block)$/.test(type)
}

/** Whether a node of Python stands for a value wherever it stands, unlike `*rest`, `key=value` or a slice. */
export function isPythonValue({ type, parent }: Node): boolean {
  return pythonValues.has(type) && parent?.type !== 'concatenated_string' && parent?.type !== 'type'
}

const pythonValues: ReadonlySet<string> = new Set([
  ...['integer', 'float', 'string', 'concatenated_string', 'true', 'false', 'none', 'call', 'attribute', 'subscript', 'list'],
  ...['tuple', 'dictionary', 'set', 'list_comprehension', 'set_comprehension', 'dictionary_comprehension', 'binary_operator'],
  ...['boolean_operator', 'not_operator', 'unary_operator', 'comparison_operator', 'conditional_expression', 'lambda', 'await'],
  ...['parenthesized_expression', 'expression_list'],
])

/** The name at an offset, its end included. */
export function nameAt(root: Node, offset: number): Node | undefined {
  const node = root.namedDescendantForIndex(offset, offset)
  const before = offset > 0 ? root.namedDescendantForIndex(offset - 1, offset - 1) : null
  return [node, before].find((each) => each !== null && nameTypes.has(each.type) && each.endIndex >= offset) ?? undefined
}

export const nameTypes: ReadonlySet<string> = new Set([
  ...['identifier', 'property_identifier', 'shorthand_property_identifier', 'shorthand_property_identifier_pattern'],
  ...['type_identifier', 'field_identifier', 'private_property_identifier'],
])

function isSame(a: Node, b: Node): boolean {
  return a.startIndex === b.startIndex && a.endIndex === b.endIndex
}
