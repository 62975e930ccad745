import { type Change, changedLines, joined, type LineSpan, overlap } from '../../../context/changes.ts'
import type { OffsetSpan } from '../../../context/cuts.ts'
import { codeUnits } from '../../../context/functions.ts'
import { generatedReason } from '../../../context/generated.ts'
import type { SyntaxParser, SyntaxTree } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import { statementsBelow } from '../../../context/statements.ts'

/** Longer statements are data, such as tables: one changed line does not make all of them worth a look. */
const longestStatement = 12

/** A text that was changed, laid out for a review. */
export interface ChangedText {
  readonly source: SourceText
  readonly change: Change
  /** Lines that findings must touch: the changed ones, with the rest of the statements that they belong to. */
  readonly lines: readonly LineSpan[]
  /** The parts of the text that these lines touch, in its order. */
  readonly pieces: readonly Piece[]
  /** Why the text is not looked at. */
  readonly generated?: string
}

/** One function or window of a changed text, with what stands around it up to the next one. */
export interface Piece {
  /** Of the function, or `lines 10-80`. */
  readonly name: string
  readonly span: OffsetSpan
  readonly lines: LineSpan
}

/** Reads the changed text. One without a syntax is cut into windows, and only its changed lines count. */
export async function changedText(source: SourceText, change: Change, parser: SyntaxParser): Promise<ChangedText> {
  const tree = await parser.parse(source)
  try {
    const changed = changedLines(change, source.lineCount)
    const lines = tree === undefined ? changed : joined([...changed, ...statementsTouched(source, tree, changed)])
    const generated = generatedReason(source)
    if (generated !== undefined) return { source, change, lines, pieces: [], generated }
    return { source, change, lines, pieces: piecesOf(source, tree, lines) }
  } finally {
    tree?.dispose()
  }
}

/** The lines of statements that go over several lines, some of them changed. Of one with others inside only its head counts. */
function statementsTouched(source: SourceText, tree: SyntaxTree, changed: readonly LineSpan[]): readonly LineSpan[] {
  const statements = statementsBelow(tree.rootNode)
  return statements.flatMap(({ startOffset, endOffset }, index) => {
    const next = statements[index + 1]
    const startLine = source.positionAt(startOffset).line
    const lastLine = source.positionAt(endOffset - 1).line
    const isOuter = next !== undefined && next.startOffset < endOffset
    const endLine = isOuter ? Math.max(startLine + 1, source.positionAt(next.startOffset).line) : lastLine + 1
    const head = { startLine, endLine }
    return endLine - startLine <= longestStatement && changed.some((span) => overlap(span, head)) ? [head] : []
  })
}

function piecesOf(source: SourceText, tree: SyntaxTree | undefined, lines: readonly LineSpan[]): readonly Piece[] {
  const units = codeUnits(source, tree)
  const starts = [0, ...units.slice(1).map(({ startOffset }) => startOffset)]
  return starts.flatMap((startOffset, index) => {
    const endOffset = starts[index + 1] ?? source.text.length
    const around = linesBetween(source, startOffset, endOffset)
    if (!lines.some((span) => overlap(span, around))) return []
    const unit = units[index]
    const isTouched = unit !== undefined && lines.some((span) => overlap(span, unit))
    const name = isTouched ? unit.name : `lines ${around.startLine + 1}-${around.endLine}`
    return [{ name, span: { startOffset, endOffset }, lines: isTouched ? unit : around }]
  })
}

function linesBetween(source: SourceText, startOffset: number, endOffset: number): LineSpan {
  const last = Math.max(startOffset, endOffset - 1)
  return { startLine: source.positionAt(startOffset).line, endLine: source.positionAt(last).line + 1 }
}
