import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from '../../../context/cuts.ts'
import type { MechanicalResult } from '../../../context/refactorings.ts'
import type { SourceText } from '../../../context/source.ts'
import { namesIn } from './names.ts'
import { freeName } from './pythonExtractVariable.ts'
import { type DataFlow, dataFlow, whyNotMovable } from './pythonFlow.ts'
import { isFunction, scopeOf } from './pythonNames.ts'
import { isPythonValue, nodeOfSpan, trimmedSpan } from './selection.ts'

/** Code that is moved into a function of its own: an expression, or statements that follow each other in one block. */
export interface MovedCode {
  readonly nodes: readonly [Node, ...Node[]]
  readonly isExpression: boolean
  /** The innermost function around. */
  readonly owner: Node
}

/** Makes a function of the file out of code of a function, with the names that it reads as parameters. Refused where that cannot be told. */
export function extractedPythonFunction(source: SourceText, root: Node, span: OffsetSpan): MechanicalResult {
  const moved = movedCode(root, trimmedSpan(source.text, span))
  if (typeof moved === 'string') return refused(moved)
  const flow = whyNotMovable(moved) ?? dataFlow(moved)
  if (typeof flow === 'string') return refused(flow)
  const [first] = moved.nodes
  const last = moved.nodes.at(-1) ?? first
  const lineStart = source.lineStart(source.positionAt(first.startIndex).line)
  const indentation = /^[ \t]*/.exec(source.text.slice(lineStart, first.startIndex))?.[0] ?? ''
  if (!moved.isExpression && indentation.length !== first.startIndex - lineStart) return refused(reasons.sameLine)
  const name = freeName('extracted_function', namesIn(root))
  const unit = indentationUnit(source.text)
  const body = moved.isExpression
    ? [`${unit}return ${first.text.includes('\n') ? `(${first.text})` : first.text}`]
    : bodyLines(source, moved, indentation, unit, flow.outputs)
  const end = source.lineEnd
  const definition = [`def ${name}(${flow.inputs.join(', ')}):`, ...body, '', '', ''].join(end)
  const at = statementOfFile(moved.owner).startIndex
  const call = callOf(name, flow, last)
  const callStart = first.startIndex + definition.length + call.indexOf(name)
  const text =
    source.text.slice(0, at) + definition + source.text.slice(at, first.startIndex) + call + source.text.slice(last.endIndex)
  const declaration = { startOffset: at + 'def '.length, endOffset: at + 'def '.length + name.length }
  const use = { startOffset: callStart, endOffset: callStart + name.length }
  return { kind: 'made', text, given: { name, places: [declaration, use], declaration } }
}

const reasons = {
  notWhole: 'Select whole statements of one block, or one whole expression.',
  outside: 'Only code within a function can become a function of its own.',
  sameLine: 'Another statement stands in front of it on its line.',
} as const

function movedCode(root: Node, span: OffsetSpan): MovedCode | string {
  const node = nodeOfSpan(root, span)
  const isValue = node !== undefined && isPythonValue(node)
  const statements = isValue ? undefined : statementsOfSpan(root, span)
  const nodes: readonly [Node, ...Node[]] | undefined = isValue ? [node] : statements
  if (nodes === undefined) return reasons.notWhole
  let owner = scopeOf(nodes[0])
  while (owner.parent !== null && owner.type !== 'function_definition') {
    if (owner.type === 'class_definition') return reasons.outside
    owner = scopeOf(owner)
  }
  return isFunction(owner) ? { nodes, isExpression: statements === undefined, owner } : reasons.outside
}

/** The statements that a span begins and ends with, and those between them. */
function statementsOfSpan(root: Node, { startOffset, endOffset }: OffsetSpan): readonly [Node, ...Node[]] | undefined {
  let block = root.descendantForIndex(startOffset, Math.max(startOffset, endOffset - 1))
  while (block !== null && block.type !== 'block' && block.type !== 'module') block = block.parent
  // A block that is exactly the selection holds its statements.
  const inside = (block?.namedChildren ?? []).filter(
    (each): each is Node =>
      each !== null && each.endIndex > startOffset && each.startIndex < endOffset && each.type !== 'comment',
  )
  const [first, ...rest] = inside
  const last = inside.at(-1)
  return first !== undefined && first.startIndex === startOffset && last?.endIndex === endOffset ? [first, ...rest] : undefined
}

function bodyLines(
  source: SourceText,
  { nodes }: MovedCode,
  indentation: string,
  unit: string,
  outputs: readonly string[],
): readonly string[] {
  const [first] = nodes
  const last = nodes.at(-1) ?? first
  const from = source.positionAt(first.startIndex).line
  const inTexts = linesWithinTexts(nodes, source)
  const lines = (indentation + source.text.slice(first.startIndex, last.endIndex)).split(/\r\n|\n|\r/).map((line, index) => {
    // What a text of several lines says begins at the line's very start.
    if (inTexts.has(from + index)) return line
    return line.startsWith(indentation) ? unit + line.slice(indentation.length) : line.trim() === '' ? '' : line
  })
  return outputs.length === 0 ? lines : [...lines, `${unit}return ${outputs.join(', ')}`]
}

function linesWithinTexts(nodes: readonly Node[], source: SourceText): ReadonlySet<number> {
  const lines = new Set<number>()
  for (const text of nodes.flatMap((node) => node.descendantsOfType('string'))) {
    if (text === null) continue
    const last = source.positionAt(text.endIndex).line
    for (let line = source.positionAt(text.startIndex).line + 1; line <= last; line += 1) lines.add(line)
  }
  return lines
}

function callOf(name: string, { inputs, outputs }: DataFlow, last: Node): string {
  const call = `${name}(${inputs.join(', ')})`
  if (last.type === 'return_statement') return `return ${call}`
  return outputs.length === 0 ? call : `${outputs.join(', ')} = ${call}`
}

/** The statement of the file that a node belongs to, with its decorators. */
function statementOfFile(node: Node): Node {
  let statement = node
  for (let { parent } = statement; parent !== null && parent.parent !== null; { parent } = statement) statement = parent
  return statement
}

function indentationUnit(text: string): string {
  return /^(\t| {2,8})(?=\S)/m.exec(text)?.[0] ?? '    '
}

function refused(reason: string): MechanicalResult {
  return { kind: 'refused', reason }
}
