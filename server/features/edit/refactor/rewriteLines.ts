import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { isPython, type RewriteSite } from './rewriteSite.ts'

/** What stands in a block, comments and blank lines included. */
export interface BlockLines {
  readonly lines: readonly string[]
  readonly firstRow: number
  /** White space in front of its first line of code. */
  readonly indent: string
}

/** Undefined where a block shares its lines with what is around it in a way that cannot be moved. */
export function linesOfBlock(site: RewriteSite, block: Node): BlockLines | undefined {
  const { source } = site
  const python = isPython(site)
  const isBraced = block.type === 'statement_block'
  if (block.startPosition.row === block.endPosition.row && (isBraced || sharesLine(site, block)))
    return onOneLine(block, isBraced)
  if (!python && !isBraced) return onOwnLines(site, block.startPosition.row, block.endPosition.row)
  if (python) return onOwnLines(site, firstRowOfPython(site, block), block.endPosition.row)
  const [open, close] = [block.startPosition, block.endPosition]
  const opened = source.lineText(open.row).slice(open.column + 1)
  const closed = source.lineText(close.row).slice(0, close.column - 1)
  if (opened.trim() !== '' || closed.trim() !== '') return undefined
  return onOwnLines(site, open.row + 1, close.row - 1)
}

function sharesLine({ source }: RewriteSite, { startPosition }: Node): boolean {
  return source.lineText(startPosition.row).slice(0, startPosition.column).trim() !== ''
}

function onOneLine(block: Node, isBraced: boolean): BlockLines {
  const text = (isBraced ? block.text.slice(1, -1) : block.text).trim()
  return { lines: text === '' ? [] : [text], firstRow: block.startPosition.row, indent: '' }
}

/** Comments in front of a block's first statement are not part of the block in Python's grammar. */
function firstRowOfPython({ source }: RewriteSite, block: Node): number {
  let row = block.startPosition.row
  while (row > 0 && /^\s*(#|$)/.test(source.lineText(row - 1))) row -= 1
  return row
}

function onOwnLines({ source }: RewriteSite, firstRow: number, lastRow: number): BlockLines {
  const lines: string[] = []
  for (let row = firstRow; row <= lastRow; row += 1) lines.push(source.lineText(row))
  const firstCode = lines.find((line) => line.trim() !== '') ?? ''
  return { lines, firstRow, indent: /^[ \t]*/.exec(firstCode)?.[0] ?? '' }
}

/** The lines of a block with another indentation. Lines that begin within a text stay: its white space is part of it. */
export function moved(site: RewriteSite, { lines, firstRow, indent }: BlockLines, to: string): readonly string[] {
  const inText = rowsWithinTexts(site, firstRow, firstRow + lines.length)
  return lines.map((line, index) => {
    if (line.trim() === '' || inText.has(firstRow + index)) return line
    return line.startsWith(indent) ? to + line.slice(indent.length) : line
  })
}

function rowsWithinTexts({ root }: RewriteSite, firstRow: number, endRow: number): ReadonlySet<number> {
  const rows = new Set<number>()
  walkSyntax(root, (cursor) => {
    const [start, end] = [cursor.startPosition.row, cursor.endPosition.row]
    if (end < firstRow || start >= endRow) return false
    if (!/string/.test(cursor.nodeType) || start === end) return start !== end
    for (let row = start + 1; row <= end; row += 1) rows.add(row)
    return false
  })
  return rows
}
