import type { Node } from '@vscode/tree-sitter-wasm'
import type { MechanicalResult } from '../../../context/refactorings.ts'
import type { SourceText } from '../../../context/source.ts'
import type { InlinedVariable } from './inlinable.ts'
import { looksAtNames, scopeOf } from './pythonNames.ts'

/** Puts a variable's value where the variable is read, and takes its statement away. Whether the program stays the same is not looked at here. */
export function inlinedPythonVariable(source: SourceText, { statement, value, uses }: InlinedVariable): MechanicalResult {
  if (looksAtNames(scopeOf(statement))) return refused('The function looks at its variables by their names.')
  const line = wholeLine(source, statement)
  if (line === undefined) return refused('Another statement stands on the same line.')
  const inText = uses.filter((use) => isInText(use))
  if (inText.length > 0 && /["'\\\n{}]/.test(value.text)) return refused('It is read within a text that cannot hold its value.')
  const edits = [
    { ...line, newText: '' },
    ...uses.map((use) => ({ start: use.startIndex, end: use.endIndex, newText: valueFor(use, value) })),
  ].toSorted((a, b) => b.start - a.start)
  const text = edits.reduce(
    (result, { start, end, newText }) => result.slice(0, start) + newText + result.slice(end),
    source.text,
  )
  return { kind: 'made', text }
}

/** A statement's lines with their ends; undefined where something else stands on them. A comment behind it stays, on a line of its own. */
function wholeLine(
  source: SourceText,
  { startIndex, endIndex }: Node,
): { readonly start: number; readonly end: number } | undefined {
  const start = source.lineStart(source.positionAt(startIndex).line)
  const end = source.lineStart(source.positionAt(endIndex).line + 1)
  if (source.text.slice(start, startIndex).trim() !== '') return undefined
  const behind = source.text.slice(endIndex, end)
  if (behind.trim() === '') return { start, end }
  return behind.trimStart().startsWith('#') ? { start: startIndex, end: end - behind.trimStart().length } : undefined
}

/** Values that no operator around them can tear apart. */
const closedTypes: ReadonlySet<string> = new Set([
  ...[
    'identifier',
    'integer',
    'float',
    'string',
    'true',
    'false',
    'none',
    'call',
    'attribute',
    'subscript',
    'list',
    'dictionary',
  ],
  ...['set', 'tuple', 'parenthesized_expression', 'list_comprehension', 'set_comprehension', 'dictionary_comprehension'],
])
/** Places that hold any value whole. */
const openTypes: ReadonlySet<string> = new Set([
  'return_statement',
  'argument_list',
  'parenthesized_expression',
  'list',
  'assignment',
])

function valueFor({ parent }: Node, value: Node): string {
  const { text, type } = value
  if (type === 'expression_list') return `(${text})`
  // `1.real` is no attribute of 1.
  const isMember = parent?.type === 'attribute' && (type === 'integer' || type === 'float')
  if (closedTypes.has(type) && !isMember) return text
  return parent !== null && openTypes.has(parent.type) && !text.includes('\n') ? text : `(${text})`
}

function isInText(use: Node): boolean {
  for (let { parent } = use; parent !== null; { parent } = parent) {
    if (parent.type === 'interpolation') return true
    if (parent.type === 'block') return false
  }
  return false
}

function refused(reason: string): MechanicalResult {
  return { kind: 'refused', reason }
}
