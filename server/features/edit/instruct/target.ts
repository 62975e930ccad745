import type { Node } from '@vscode/tree-sitter-wasm'
import { functionsBelow } from '../../../context/functionNodes.ts'
import type { SyntaxTree } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import { statementsBelow } from '../../../context/statements.ts'
import type { Range } from '../../../protocol/text.ts'

/** Whole lines that are to be written anew, and nothing else. */
export interface EditTarget {
  /** Zero-based. */
  readonly startLine: number
  /** The last one; the same as the first where one line or an empty place is meant. */
  readonly lastLine: number
  /** From the first character of the first line to the last one of the last line, without its line end. */
  readonly startOffset: number
  readonly endOffset: number
  /** The lines with `\n` between them, whatever the file ends its lines with. Empty: code is to be put there. */
  readonly text: string
  /** White space that the code at this place begins with. */
  readonly indentation: string
}

/** A small model loses the thread in more, and the user waits for every line. */
export const mostTargetLines = 120
const longestFunction = 80

/**
 * The lines that an instruction is about. A selection means its lines; a cursor the function around it, where that has more than 80 lines
 * the largest smaller function or statement, outside of every function the statement, and on an empty line the place itself.
 */
export function targetOf(source: SourceText, range: Range, tree: SyntaxTree | undefined): EditTarget {
  const { start, end } = range
  const isEmpty = start.line === end.line && start.character === end.character
  if (!isEmpty) return linesBetween(source, start.line, end.character === 0 ? Math.max(start.line, end.line - 1) : end.line)
  const line = Math.min(start.line, source.lineCount - 1)
  if (source.lineText(line).trim() === '') return emptyPlace(source, line)
  const [first, last] = (tree && codeAround(source, tree.rootNode, line)) ?? [line, line]
  return linesBetween(source, first, last)
}

/** Lines without the empty ones at their edges; where all are empty, the first of them as a place. */
function linesBetween(source: SourceText, first: number, last: number): EditTarget {
  const end = Math.min(last, source.lineCount - 1)
  const isBlank = (line: number) => source.lineText(line).trim() === ''
  let startLine = first
  while (startLine < end && isBlank(startLine)) startLine += 1
  let lastLine = end
  while (lastLine > startLine && isBlank(lastLine)) lastLine -= 1
  if (isBlank(startLine)) return emptyPlace(source, first)
  const lines: string[] = []
  for (let line = startLine; line <= lastLine; line += 1) lines.push(source.lineText(line))
  return {
    startLine,
    lastLine,
    startOffset: source.lineStart(startLine),
    endOffset: source.lineStart(lastLine) + source.lineText(lastLine).length,
    text: lines.join('\n'),
    indentation: indentationOf(lines[0] ?? ''),
  }
}

/** Code put on an empty line stands as deep as its own white space says, or as the code above it. */
function emptyPlace(source: SourceText, line: number): EditTarget {
  const own = source.lineText(line)
  const startOffset = source.lineStart(line)
  let above = line - 1
  while (above >= 0 && source.lineText(above).trim() === '') above -= 1
  const indentation = own !== '' || above < 0 ? indentationOf(own) : depthAfter(source.lineText(above))
  return { startLine: line, lastLine: line, startOffset, endOffset: startOffset + own.length, text: '', indentation }
}

/** A line that opens a block is followed by deeper ones. */
function depthAfter(line: string): string {
  const indentation = indentationOf(line)
  if (!/[{([:]\s*$/.test(line)) return indentation
  return indentation + (indentation.startsWith('\t') ? '\t' : line.trimEnd().endsWith(':') ? '    ' : '  ')
}

export function indentationOf(line: string): string {
  return /^[^\S\r\n]*/.exec(line)?.[0] ?? ''
}

/** First and last line of the largest function or statement around a line that is not too long. */
function codeAround(source: SourceText, root: Node, line: number): readonly [first: number, last: number] | undefined {
  const around = (spans: readonly { readonly startOffset: number; readonly endOffset: number }[]) =>
    spans
      .map(({ startOffset, endOffset }) => [source.positionAt(startOffset).line, source.positionAt(endOffset).line] as const)
      .filter(([first, last]) => first <= line && line <= last)
      .sort(([a, b], [c, d]) => d - c - (b - a))
  const functions = around(functionsWithin(root))
  const fits = ([first, last]: readonly [number, number]) => last - first < longestFunction
  return functions.find(fits) ?? around(statementsBelow(root)).find(fits)
}

/** Functions and those within them. */
function functionsWithin(root: Node): readonly { readonly startOffset: number; readonly endOffset: number }[] {
  const outer = functionsBelow(root, '')
  return outer.flatMap((each) => [each, ...functionsBelow(each.node, '')])
}
