import type { TreeCursor } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from './cuts.ts'
import { languageOf } from './languages.ts'
import { type Masked, scanMasked } from './maskScan.ts'
import type { SyntaxTree } from './parser.ts'
import type { SourceText } from './source.ts'
import { walkSyntax } from './syntaxWalk.ts'

/** Node types of all grammars together whose text is no code, save what is interpolated. */
export const stringTypes: ReadonlySet<string> = new Set([
  ...['string', 'template_string', 'regex', 'jsx_text'], // JavaScript, TypeScript, Python
  ...['string_literal', 'raw_string_literal', 'character_literal'], // Java, Go, C++, Rust, C#
  ...['interpreted_string_literal', 'rune_literal'], // Go
  ...['char_literal', 'system_lib_string'], // C++, Rust
  ...['verbatim_string_literal', 'interpolated_string_expression'], // C#
])
export const interpolationTypes: ReadonlySet<string> = new Set(['template_substitution', 'interpolation', 'string_interpolation'])

/** Which parts of a text are comments and strings. Both include their delimiters; an expression within a string is code. */
export class CodeMask {
  readonly comments: readonly OffsetSpan[]
  /** Strings, characters, regular expressions and the text of markup; a string around an expression is two. */
  readonly strings: readonly OffsetSpan[]
  readonly #masked: readonly OffsetSpan[]

  /** From the tree; without one from the language's comment and quote characters, as far as they are known. */
  constructor(source: SourceText, tree: SyntaxTree | undefined) {
    const { comments, strings } = tree === undefined ? scanMasked(source.text, languageOf(source.languageId)) : maskedIn(tree)
    this.comments = comments
    this.strings = strings
    this.#masked = [...comments, ...strings].sort((a, b) => a.startOffset - b.startOffset)
  }

  /** Whether the character at this offset is neither in a comment nor in a string. */
  isCode(offset: number): boolean {
    let low = 0
    let high = this.#masked.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#masked[middle]?.startOffset ?? 0) <= offset) low = middle + 1
      else high = middle
    }
    return offset >= (this.#masked[low - 1]?.endOffset ?? 0)
  }
}

function maskedIn(tree: SyntaxTree): Masked {
  const comments: OffsetSpan[] = []
  const strings: OffsetSpan[] = []
  // Where the text of each open string goes on: at its beginning, then after each interpolation.
  const open: number[] = []
  const close = (endOffset: number) => {
    const startOffset = open.pop() ?? endOffset
    if (startOffset < endOffset) strings.push({ startOffset, endOffset })
  }
  walkSyntax(
    tree.rootNode,
    (cursor) => {
      if (isComment(cursor)) {
        comments.push({ startOffset: cursor.startIndex, endOffset: cursor.endIndex })
        return false
      }
      if (isString(cursor)) open.push(cursor.startIndex)
      else if (interpolationTypes.has(cursor.nodeType)) close(cursor.startIndex)
      return true
    },
    (cursor) => {
      if (isString(cursor)) close(cursor.endIndex)
      else if (interpolationTypes.has(cursor.nodeType)) open.push(cursor.endIndex)
    },
  )
  return { comments, strings }
}

const isComment = (cursor: TreeCursor) => cursor.nodeIsNamed && cursor.nodeType.endsWith('comment')

// The type `string` of TypeScript is a node of that name, too, but not a named one.
const isString = (cursor: TreeCursor) => cursor.nodeIsNamed && stringTypes.has(cursor.nodeType)
