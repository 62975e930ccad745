import type { OffsetSpan } from '../../context/cuts.ts'
import type { CodeUnit } from '../../context/functions.ts'
import type { SyntaxTree } from '../../context/parser.ts'
import type { SourceText } from '../../context/source.ts'
import { walkSyntax } from '../../context/syntaxWalk.ts'
import { windowOf } from './betweenUnits.ts'

/** Shorter ones are macros and the like, over which a parser stumbles in good code as well. */
const fewestLines = 2

/**
 * The stretches of a text, of two lines or more, in which the parser recognised nothing, so that no unit stands there: where a bracket is open, that is
 * often a function and all of the next one. In the order of the text. `units`: all of the text's, in their order.
 */
export function unparsedStretches(source: SourceText, tree: SyntaxTree, units: readonly CodeUnit[]): readonly CodeUnit[] {
  if (!tree.rootNode.hasError) return []
  return outside(errorsIn(tree), units)
    .flatMap(({ startOffset, endOffset }) => windowOf(source, startOffset, endOffset))
    .filter(({ startLine, endLine }) => endLine - startLine >= fewestLines)
}

/** The outermost ones, in the order of the text. */
function errorsIn(tree: SyntaxTree): readonly OffsetSpan[] {
  const errors: OffsetSpan[] = []
  walkSyntax(tree.rootNode, (cursor) => {
    const isError = cursor.nodeType === 'ERROR'
    if (isError) errors.push({ startOffset: cursor.startIndex, endOffset: cursor.endIndex })
    return !isError
  })
  return errors
}

/** What the units leave of the spans. Both are in order and without overlaps, and looked through once, however broken a text is. */
function outside(spans: readonly OffsetSpan[], units: readonly CodeUnit[]): readonly OffsetSpan[] {
  const left: OffsetSpan[] = []
  let next = 0
  for (const span of spans) {
    let startOffset = span.startOffset
    for (; (units[next]?.startOffset ?? Number.POSITIVE_INFINITY) < span.endOffset; next++) {
      const { startOffset: from = 0, endOffset: to = 0 } = units[next] ?? {}
      if (from > startOffset) left.push({ startOffset, endOffset: from })
      startOffset = Math.max(startOffset, to)
      // It reaches into what follows.
      if (to > span.endOffset) break
    }
    if (startOffset < span.endOffset) left.push({ startOffset, endOffset: span.endOffset })
  }
  return left
}
