import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from '../../../context/cuts.ts'
import type { MechanicalResult } from '../../../context/refactorings.ts'
import type { SourceText } from '../../../context/source.ts'
import { namesIn } from './names.ts'
import { evaluationPlace } from './position.ts'
import { documentationReason, isDocumentation } from './pythonFlow.ts'
import { scopeOf } from './pythonNames.ts'
import { isPythonValue, nodeOfSpan, trimmedSpan } from './selection.ts'

/** Gives an expression a name in front of its statement. Whether that changes what the program does is not looked at here. */
export function extractedPythonVariable(source: SourceText, root: Node, span: OffsetSpan): MechanicalResult {
  const expression = nodeOfSpan(root, trimmedSpan(source.text, span))
  if (expression?.type === 'identifier') return refused(reasons.name)
  if (expression === undefined || !isPythonValue(expression)) return refused(reasons.notWhole)
  if (isDocumentation(expression)) return refused(documentationReason)
  const place = evaluationPlace(expression)
  if (place.kind === 'notOnce') return refused(place.reason)
  const { statement } = place
  if (scopeOf(statement).type === 'class_definition') return refused(reasons.inClass)
  const lineStart = source.lineStart(source.positionAt(statement.startIndex).line)
  const indentation = source.text.slice(lineStart, statement.startIndex)
  if (indentation.trim() !== '') return refused(reasons.sameLine)
  const name = freeName('extracted_value', namesIn(root))
  const value = standingAlone(expression)
  const isWhole = statement.startIndex === expression.startIndex && statement.endIndex === expression.endIndex
  const declaration = { startOffset: lineStart + indentation.length, endOffset: lineStart + indentation.length + name.length }
  if (isWhole) {
    const text = spliced(source.text, expression, `${name} = ${value}`)
    return { kind: 'made', text, given: { name, places: [declaration], declaration } }
  }
  const line = `${indentation}${name} = ${value}${source.lineEnd}`
  const text = source.text.slice(0, lineStart) + line + spliced(source.text, expression, name).slice(lineStart)
  const use = { startOffset: expression.startIndex + line.length, endOffset: expression.startIndex + line.length + name.length }
  return { kind: 'made', text, given: { name, places: [declaration, use], declaration } }
}

/** The first of `name`, `name_2`, `name_3` … that is not taken. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}_${number}`
    if (!taken.has(candidate)) return candidate
  }
}

const reasons = {
  notWhole: 'Select one whole expression.',
  name: 'It is a name already.',
  inClass: 'It would become an attribute of the class.',
  sameLine: 'Another statement stands in front of it on its line.',
} as const

/** Several lines, and a list of values without brackets, need brackets of their own. */
function standingAlone({ text, type }: Node): string {
  const isBracketed = /^[[({]/.test(text) && /[\])}]$/.test(text)
  const isCall = type === 'call' || type === 'subscript'
  return (text.includes('\n') && !isBracketed && !isCall) || type === 'expression_list' ? `(${text})` : text
}

function spliced(text: string, { startIndex, endIndex }: Node, newText: string): string {
  return text.slice(0, startIndex) + newText + text.slice(endIndex)
}

function refused(reason: string): MechanicalResult {
  return { kind: 'refused', reason }
}
