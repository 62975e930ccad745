import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from './cuts.ts'
import { type Language, languageOf } from './languages.ts'
import { scanMasked } from './maskScan.ts'
import { interpolationTypes, stringTypes } from './masks.ts'
import type { SyntaxTree } from './parser.ts'
import type { SourceText } from './source.ts'

/** Which of a few characters are code. Looks only where it is asked, unlike a CodeMask, because a key may cost no more. */
export interface CursorMask {
  /** The comment that the character is part of; for Python also the text that documents a function or class. */
  commentAt(offset: number): OffsetSpan | undefined
  /** What text typed at the offset would be part of. */
  kindOf(offset: number): 'string' | 'comment' | 'code'
}

/** From the tree; without one from the language's comment and quote characters, as far as they are known. */
export function cursorMask(source: SourceText, tree: SyntaxTree | undefined): CursorMask {
  return tree === undefined ? scannedMask(source) : treeMask(source, tree.rootNode)
}

function treeMask({ text, languageId }: SourceText, root: Node): CursorMask {
  const language = languageOf(languageId)
  const leafAt = (offset: number) => root.descendantForIndex(offset, offset + 1)
  const commentAt = (offset: number) => {
    const node = ancestor(leafAt(offset), (each) => isComment(each) || (language?.id === 'python' && isDocumentation(each)))
    return node && { startOffset: node.startIndex, endOffset: withoutLineEnd(text, node.endIndex) }
  }
  const kindOf = (offset: number) => {
    if (offset === 0) return 'code'
    const leaf = leafAt(offset - 1)
    const comment = ancestor(leaf, isComment)
    if (comment !== undefined) return isWithinComment(text, comment, offset, language) ? 'comment' : 'code'
    const string = stringAround(leaf)
    if (string !== undefined && (offset < string.endIndex || isContent(leaf))) return 'string'
    return root.hasError ? kindOnLine(text, offset, language) : 'code'
  }
  return { commentAt, kindOf }
}

function scannedMask({ text, languageId }: SourceText): CursorMask {
  const language = languageOf(languageId)
  const { comments } = scanMasked(text, language)
  return {
    commentAt: (offset) => comments.find(({ startOffset, endOffset }) => startOffset <= offset && offset < endOffset),
    kindOf: (offset) => kindAtEnd(text.slice(0, offset), language),
  }
}

function ancestor(leaf: Node | null, fits: (node: Node) => boolean): Node | undefined {
  for (let node = leaf; node !== null; node = node.parent) if (fits(node)) return node
  return undefined
}

/** The string that a leaf is text of. While a string is not closed yet, only its content may be known as such. */
function stringAround(leaf: Node | null): Node | undefined {
  const node = ancestor(leaf, (each) => interpolationTypes.has(each.type) || isString(each) || isContent(each))
  return node !== undefined && !interpolationTypes.has(node.type) ? node : undefined
}

const isComment = (node: Node) => node.isNamed && node.type.endsWith('comment')
const isString = (node: Node) => node.isNamed && stringTypes.has(node.type) && node.type !== 'jsx_text'
const isContent = (node: Node | null) => node !== null && /string_fragment$|string_content$|literal_content$/.test(node.type)
const isDocumentation = (node: Node) => node.type === 'string' && node.parent?.type === 'expression_statement'

/** At its end only a comment that ends with the line goes on. */
function isWithinComment(text: string, comment: Node, offset: number, language: Language | undefined): boolean {
  const end = withoutLineEnd(text, comment.endIndex)
  if (offset !== end) return offset < end
  const [open, close] = language?.blockComment ?? []
  const written = text.slice(comment.startIndex, end)
  return open === undefined || close === undefined || !written.startsWith(open) || !written.endsWith(close)
}

/** Rust counts the end of the line as part of a documentation comment. */
function withoutLineEnd(text: string, end: number): number {
  let at = end
  while (at > 0 && (text[at - 1] === '\n' || text[at - 1] === '\r')) at -= 1
  return at
}

/** A parser may take what follows an opening quote for code: then the line itself tells. */
function kindOnLine(text: string, offset: number, language: Language | undefined): 'string' | 'comment' | 'code' {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  return kindAtEnd(text.slice(lineStart, offset), language)
}

function kindAtEnd(text: string, language: Language | undefined): 'string' | 'comment' | 'code' {
  // What is still open takes in one more character.
  const { comments, strings } = scanMasked(`${text} `, language)
  const takesMore = (spans: readonly OffsetSpan[]) => (spans.at(-1)?.endOffset ?? 0) > text.length
  if (takesMore(comments)) return 'comment'
  return takesMore(strings) ? 'string' : 'code'
}
