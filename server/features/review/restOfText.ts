import type { SyntaxTree } from '../../context/parser.ts'
import { walkSyntax } from '../../context/syntaxWalk.ts'

/** An edit by offsets of the text that it applies to. */
export interface OffsetEdit {
  readonly startOffset: number
  readonly endOffset: number
  readonly newText: string
}

/** Words and signs of a text, each told by where it stands and whether it is code, a comment or a string. */
export type Tokens = readonly {
  readonly startOffset: number
  readonly endOffset: number
  readonly kind: 'code' | 'comment' | 'string'
}[]

export function tokensOf(tree: SyntaxTree): Tokens {
  const tokens: Tokens[number][] = []
  walkSyntax(tree.rootNode, (cursor) => {
    const { startIndex: startOffset, endIndex: endOffset, nodeType } = cursor
    // Grammars add tokens of no length, such as those that end a line.
    if (cursor.currentNode.childCount === 0 && startOffset < endOffset)
      tokens.push({ startOffset, endOffset, kind: kindOf(nodeType) })
    return true
  })
  return tokens
}

function kindOf(nodeType: string): Tokens[number]['kind'] {
  if (nodeType.includes('comment')) return 'comment'
  return /string|regex|char|^["'`]/.test(nodeType) ? 'string' : 'code'
}

/**
 * Whether every token outside of an edit is the same one after it. A fix that opens a comment or a string may parse and still take in what
 * follows it; one that ends a name in the middle may join it to its neighbour.
 */
export function restIsUnchanged(before: Tokens, after: Tokens, { startOffset, endOffset, newText }: OffsetEdit): boolean {
  const shift = newText.length - (endOffset - startOffset)
  const rest = [...outside(before, startOffset, endOffset, 0)]
  const now = [...outside(after, startOffset, endOffset + shift, shift)]
  return rest.length === now.length && rest.every((token, index) => token === now[index])
}

/** Tokens in front of a range and behind it, those behind as they stood before the shift. */
function* outside(tokens: Tokens, start: number, end: number, shift: number): Generator<string> {
  for (const { startOffset, endOffset, kind } of tokens) {
    if (endOffset <= start) yield `${startOffset} ${endOffset} ${kind}`
    else if (startOffset >= end) yield `${startOffset - shift} ${endOffset - shift} ${kind}`
  }
}
