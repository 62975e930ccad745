import type { Node, TreeCursor } from '@vscode/tree-sitter-wasm'
import type { CutPoint } from './cuts.ts'
import type { SourceText } from './source.ts'
import { walkSyntax } from './syntaxWalk.ts'

/** Before each line that begins with a statement or another part of the syntax; comments stay with what follows them. */
export function syntaxCutPoints(source: SourceText, root: Node): readonly CutPoint[] {
  const points: CutPoint[] = []
  let lastLine = -1
  let lineAfterComment = -1
  walkSyntax(root, (cursor) => {
    if (!cursor.nodeIsNamed) return false
    const line = source.positionAt(cursor.startIndex).line
    if (line > lastLine && beginsItsLine(source, cursor)) {
      lastLine = line
      if (line !== lineAfterComment) points.push({ offset: cursor.startIndex, depth: cursor.currentDepth })
      if (isComment(cursor)) lineAfterComment = source.positionAt(cursor.endIndex - 1).line + 1
    }
    return source.positionAt(cursor.endIndex).line > line && !isComment(cursor) && !cursor.nodeType.includes('string')
  })
  return points
}

/** Before each line that follows a blank one; and, less gladly, before any other. */
export function blankLineCutPoints(source: SourceText): readonly CutPoint[] {
  const points: CutPoint[] = []
  let afterBlank = false
  for (let line = 0; line < source.lineCount; line += 1) {
    const blank = source.lineText(line).trim() === ''
    if (!blank) points.push({ offset: source.lineStart(line), depth: afterBlank ? 0 : 1 })
    afterBlank = blank
  }
  return points
}

function beginsItsLine(source: SourceText, cursor: TreeCursor): boolean {
  const lineStart = source.lineStart(source.positionAt(cursor.startIndex).line)
  return source.text.slice(lineStart, cursor.startIndex).trim() === ''
}

function isComment(cursor: TreeCursor): boolean {
  return cursor.nodeType.includes('comment')
}
