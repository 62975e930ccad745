import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from '../../../context/cuts.ts'
import { functionsBelow } from '../../../context/functionNodes.ts'
import type { SourceText } from '../../../context/source.ts'
import type { NamedCode } from './naming.ts'
import { withReplaced } from './textEdits.ts'

const hidden = '_'
const mostUses = 8

/** Code that a rewriting gives a name for the first time. */
export function selectedCode(root: Node, source: SourceText, span: OffsetSpan, kind: 'value' | 'body'): NamedCode {
  const code = source.text.slice(span.startOffset, span.endOffset).trim()
  return { kind, code, within: functionAround(root, span.startOffset) }
}

/** What has the name at `spans`: the value of a variable or the body of a function where it has one, else the lines that use it. */
export function namedCode(root: Node, source: SourceText, spans: readonly OffsetSpan[]): NamedCode {
  const [first] = spans
  const name = first === undefined ? null : root.namedDescendantForIndex(first.startOffset, first.endOffset)
  const declaration = name?.parent?.childForFieldName('name')?.id === name?.id ? name?.parent : undefined
  const assignment = name?.parent?.type === 'assignment' ? name.parent.childForFieldName('right') : null
  const value = declaration?.childForFieldName('value') ?? assignment
  const body = declaration?.childForFieldName('body') ?? value?.childForFieldName('body')
  const within = functionAround(root, first?.startOffset ?? 0)
  // The model must not see the name: it would only repeat it.
  const codeOf = ({ startIndex, endIndex }: Node) =>
    withReplaced(source.text.slice(startIndex, endIndex), inside(spans, startIndex, endIndex), hidden)
  if (body != null) return { kind: 'body', code: codeOf(body).replace(/^\{\s*|\s*\}$/g, ''), within: fileWord }
  if (value != null) return { kind: 'value', code: codeOf(value), within }
  const lines = [...new Set(spans.map(({ startOffset }) => source.positionAt(startOffset).line))].slice(0, mostUses + 1)
  const uses = lines.slice(lines.length > 1 ? 1 : 0).map((line) => {
    const start = source.lineStart(line)
    return withReplaced(source.lineText(line), inside(spans, start, start + source.lineText(line).length), hidden).trim()
  })
  return { kind: 'uses', code: uses.join('\n  '), within }
}

const fileWord = 'file'

function functionAround(root: Node, offset: number): string {
  const around = functionsBelow(root, '').find(({ startOffset, endOffset }) => startOffset < offset && offset < endOffset)
  return around?.name.split('.').at(-1) ?? fileWord
}

function inside(spans: readonly OffsetSpan[], start: number, end: number): readonly OffsetSpan[] {
  return spans
    .filter(({ startOffset, endOffset }) => start <= startOffset && endOffset <= end)
    .map(({ startOffset, endOffset }) => ({ startOffset: startOffset - start, endOffset: endOffset - start }))
}
