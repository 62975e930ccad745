import { blankLineCutPoints, syntaxCutPoints } from './cutPoints.ts'
import { type CutPoint, cut, type OffsetSpan, type PartSize } from './cuts.ts'
import { type FunctionNode, functionsBelow } from './functionNodes.ts'
import type { SyntaxTree } from './parser.ts'
import type { SourceText } from './source.ts'
import { type Statement, statementsBelow } from './statements.ts'

/** A part of a file that is looked at as a whole. Offsets are UTF-16 code units; lines are zero-based; both are half-open. */
export interface CodeUnit {
  /** `window`: code outside every function, or text of a language without a grammar. */
  readonly kind: 'function' | 'window'
  /** `Cart.total`, the same for every part of a function that was split; of a window `lines 10-80`, counted from 1. */
  readonly name: string
  readonly startOffset: number
  readonly endOffset: number
  readonly startLine: number
  /** The first line that has nothing of the unit. */
  readonly endLine: number
}

/** A longer function is split, and the functions within it stand for themselves. */
const codeSize: PartSize = { least: 40, most: 120 }
/** Deeper ones stay with the function around them: only a machine nests long functions so deep, and to no end. */
const deepestFunction = 8
const textSize: PartSize = { least: 40, most: 70 }

/**
 * What there is to review in a text, in its order and without overlaps: functions, and windows of the code between them.
 * A function within another one belongs to the outer one, unless that has more than 120 lines.
 * Without a tree (no grammar, or too long) all of the text in windows of about 60 lines, cut at blank lines where there are some.
 */
export function codeUnits(source: SourceText, tree: SyntaxTree | undefined): readonly CodeUnit[] {
  if (tree === undefined) return textWindows(source)
  const outline: Outline = {
    source,
    statements: statementsBelow(tree.rootNode),
    cutPoints: syntaxCutPoints(source, tree.rootNode),
  }
  const functions = functionsBelow(tree.rootNode, '')
  const whole = { startOffset: 0, endOffset: source.text.length }
  return inOrder([
    ...functions.flatMap((each) => functionUnits(outline, each, 1)),
    ...between(whole, functions).flatMap((gap) => codeOf(outline, gap).map((span) => unit(source, 'window', span))),
  ])
}

interface Outline {
  readonly source: SourceText
  readonly statements: readonly Statement[]
  readonly cutPoints: readonly CutPoint[]
}

function functionUnits(outline: Outline, outer: FunctionNode, depth: number): readonly CodeUnit[] {
  const { source } = outline
  const whole = unit(source, 'function', outer, outer.name)
  if (whole.endLine - whole.startLine <= codeSize.most) return [whole]
  const inner = depth < deepestFunction ? functionsBelow(outer.node, outer.name) : []
  const rest =
    inner.length === 0
      ? cut(source, outer, outline.cutPoints, codeSize).map((span) => trimmed(source, span))
      : between(outer, inner).flatMap((gap) => codeOf(outline, gap))
  return [
    ...inner.flatMap((each) => functionUnits(outline, each, depth + 1)),
    ...rest.map((span) => unit(source, 'function', span, outer.name)),
  ]
}

function between(whole: OffsetSpan, parts: readonly OffsetSpan[]): readonly OffsetSpan[] {
  const starts = [whole.startOffset, ...parts.map((part) => part.endOffset)]
  const ends = [...parts.map((part) => part.startOffset), whole.endOffset]
  return starts.map((startOffset, index) => ({ startOffset, endOffset: ends[index] ?? whole.endOffset }))
}

/** From the first statement of a gap to its last one, split where that is long; nothing when none ends in it. */
function codeOf({ source, statements, cutPoints }: Outline, gap: OffsetSpan): readonly OffsetSpan[] {
  const inside = statements.slice(firstFrom(statements, gap.startOffset), firstFrom(statements, gap.endOffset))
  const first = inside[0]
  // What only begins here, such as the call around a function, is no code of the gap.
  const end = inside.reduce((last, each) => (each.endOffset <= gap.endOffset ? Math.max(last, each.endOffset) : last), 0)
  if (first === undefined || end === 0) return []
  const lineStart = source.lineStart(source.positionAt(first.startOffset).line)
  const code = {
    // The words in front of a declared value belong to it, unless another unit ends on this line; so does its semicolon.
    startOffset: Math.max(lineStart, gap.startOffset),
    endOffset: source.text[end] === ';' ? end + 1 : end,
  }
  return cut(source, trimmed(source, code), cutPoints, codeSize).map((span) => trimmed(source, span))
}

/** `statements` are sorted by their beginnings, so that a file of many functions does not cost their product. */
function firstFrom(statements: readonly Statement[], offset: number): number {
  let low = 0
  let high = statements.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((statements[middle]?.startOffset ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

function textWindows(source: SourceText): readonly CodeUnit[] {
  const whole = trimmed(source, { startOffset: 0, endOffset: source.text.length })
  if (whole.startOffset >= whole.endOffset) return []
  return cut(source, whole, blankLineCutPoints(source), textSize).map((span) => unit(source, 'window', trimmed(source, span)))
}

/** Without white space around it, nor the comma or semicolon that ended what stands in front. */
function trimmed(source: SourceText, { startOffset, endOffset }: OffsetSpan): OffsetSpan {
  const text = source.text.slice(startOffset, endOffset)
  const skipped = /^[\s,;]*/.exec(text)?.[0].length ?? 0
  return { startOffset: startOffset + skipped, endOffset: Math.max(startOffset + skipped, startOffset + text.trimEnd().length) }
}

function unit(source: SourceText, kind: CodeUnit['kind'], { startOffset, endOffset }: OffsetSpan, name?: string): CodeUnit {
  const startLine = source.positionAt(startOffset).line
  const endLine = source.positionAt(endOffset - 1).line + 1
  return { kind, name: name ?? `lines ${startLine + 1}-${endLine}`, startOffset, endOffset, startLine, endLine }
}

function inOrder(units: readonly CodeUnit[]): readonly CodeUnit[] {
  return units.toSorted((a, b) => a.startOffset - b.startOffset)
}
