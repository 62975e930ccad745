import type { Node } from '@vscode/tree-sitter-wasm'
import type { SourceText } from '../../../context/source.ts'
import type { OffsetEdit } from '../../review/restOfText.ts'

/** Where a rewrite is asked for. */
export interface RewriteSite {
  readonly source: SourceText
  readonly root: Node
  /** The selection, or twice the cursor. */
  readonly startOffset: number
  readonly endOffset: number
}

/** What a rule makes of a place; where it sees the pattern but must not touch it, the reason in one sentence. */
export type Rewrite =
  | { readonly kind: 'edit'; readonly edit: OffsetEdit; readonly notes?: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: string }

/** Gives undefined where the rule has nothing to say about the place. Without waiting and without the model. */
export type RewriteRule = (site: RewriteSite) => Rewrite | undefined

export function isPython({ source }: RewriteSite): boolean {
  return source.languageId === 'python'
}

export function refused(reason: string): Rewrite {
  return { kind: 'refused', reason }
}

/** Replaces nodes that follow each other, from the first one's beginning to the last one's end. */
export function replaced(first: Node, last: Node, newText: string, notes?: readonly string[]): Rewrite {
  const edit = { startOffset: first.startIndex, endOffset: last.endIndex, newText }
  return { kind: 'edit', edit, ...(notes === undefined ? {} : { notes }) }
}

/** The node at the site and those around it, the innermost first. White space at either end of a line belongs to that line's code. */
export function* nodesAround(site: RewriteSite): Generator<Node> {
  const start = site.startOffset === site.endOffset ? onCode(site) : site.startOffset
  for (
    let node = site.root.descendantForIndex(start, site.startOffset === site.endOffset ? start : site.endOffset);
    node !== null;
    node = node.parent
  )
    yield node
}

function onCode({ source, startOffset }: RewriteSite): number {
  const { line, character } = source.positionAt(startOffset)
  const text = source.lineText(line)
  const indent = text.length - text.trimStart().length
  const last = Math.max(indent, text.trimEnd().length - 1)
  return source.lineStart(line) + Math.min(Math.max(character, indent), last)
}

/** Whether the site is on the lines of a node's head, which end where its body begins. */
export function standsAtHead({ source, startOffset, endOffset }: RewriteSite, node: Node, body: Node | null): boolean {
  const last = source.positionAt(body === null ? node.endIndex : body.startIndex).line
  const from = source.positionAt(startOffset).line
  const covers = startOffset <= node.startIndex && node.endIndex <= endOffset
  return covers || (from >= node.startPosition.row && from <= last && source.positionAt(endOffset).line <= last)
}

/** Named children that are code. */
export function codeOf(node: Node | null): readonly Node[] {
  return (node?.namedChildren ?? []).filter((child): child is Node => child !== null && child.type !== 'comment')
}

/** The statements of a block, or the one statement that stands without braces. */
export function statementsOf(body: Node | null): readonly Node[] {
  if (body === null) return []
  return blockTypes.has(body.type) ? codeOf(body).filter(({ type }) => type !== 'empty_statement') : [body]
}

export const blockTypes: ReadonlySet<string> = new Set(['statement_block', 'block'])

export function hasComment(node: Node): boolean {
  return node.descendantsOfType('comment').length > 0
}

/** White space in front of a line's code. */
export function indentAt({ source }: RewriteSite, offset: number): string {
  return /^[ \t]*/.exec(source.lineText(source.positionAt(offset).line))?.[0] ?? ''
}

/** How much deeper a block stands than what is around it: what the file does elsewhere, else two blanks, in Python four. */
export function indentStep(site: RewriteSite): string {
  const { source } = site
  let before = ''
  for (let line = 0; line < Math.min(source.lineCount, 400); line += 1) {
    const text = source.lineText(line)
    const indent = /^[ \t]*/.exec(text)?.[0] ?? ''
    if (text.trim() === '' || /^\s*(\*|\/\/|#)/.test(text)) continue
    if (indent.length > before.length && indent.startsWith(before) && /[{:([]\s*$/.test(lineBefore(source, line)))
      return indent.slice(before.length)
    before = indent
  }
  return isPython(site) ? '    ' : '  '
}

function lineBefore(source: SourceText, line: number): string {
  for (let at = line - 1; at >= 0; at -= 1) if (source.lineText(at).trim() !== '') return source.lineText(at)
  return ''
}

/** Whether statements end with a semicolon here; the first that may have one tells. */
export function semicolon({ root }: RewriteSite): ';' | '' {
  const [first] = root.descendantsOfType(['expression_statement', 'return_statement', 'lexical_declaration', 'import_statement'])
  return first == null || first.text.endsWith(';') ? ';' : ''
}
