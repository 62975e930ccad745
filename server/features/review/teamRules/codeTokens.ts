import { CodeMask, interpolationTypes, stringTypes } from '../../../context/masks.ts'
import type { SyntaxTree } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { type Lexeme, lexemes } from './lexer.ts'

/**
 * The smallest part of the code. `declared`: a name where it is given, not used. `key`: a name of a member or an argument where it is
 * written with its value. `variable`: a name in the place of a value. `module`: the name of what is imported, without its quotes.
 */
export interface CodeToken extends Lexeme {
  readonly role: 'declared' | 'key' | 'variable' | 'module' | 'other'
}

export interface FileTokens {
  /** In the order of the text, without comments and strings. */
  readonly tokens: readonly CodeToken[]
  readonly comments: readonly Lexeme[]
}

/** A file is cut once, though it is looked at unit by unit. */
const known = new WeakMap<SourceText, FileTokens>()

/** The tokens of a file by its tree; without one, by what is known of the language's comments and strings. */
export function tokensOf(source: SourceText, tree: SyntaxTree | undefined): FileTokens {
  const before = known.get(source)
  if (before !== undefined) return before
  const mask = new CodeMask(source, tree)
  const comments = mask.comments.map(({ startOffset, endOffset }) => lexemeAt(source, startOffset, endOffset))
  const tokens = tree === undefined ? lexed(source, mask) : leaves(source, tree)
  const found = { tokens, comments }
  known.set(source, found)
  return found
}

function lexed(source: SourceText, mask: CodeMask): readonly CodeToken[] {
  return lexemes(source.text)
    .filter(({ startOffset }) => mask.isCode(startOffset))
    .map((each) => ({ ...each, role: 'other' }))
}

/** A node that is open during the walk. */
interface Open {
  readonly type: string
  readonly isText: boolean
  /** How many nodes were entered when it was. */
  readonly entered: number
}

function leaves(source: SourceText, tree: SyntaxTree): readonly CodeToken[] {
  const tokens: CodeToken[] = []
  const open: Open[] = []
  let entered = 0
  walkSyntax(
    tree.rootNode,
    (cursor) => {
      entered += 1
      const { nodeType: type, nodeIsNamed: isNamed, startIndex, endIndex } = cursor
      const outer = open.at(-1)
      const isString = isNamed && stringTypes.has(type)
      if (isString && outer?.isText !== true && isModule(cursor.currentFieldName, outer?.type, tokens)) {
        const name = lexemeAt(source, startIndex, endIndex)
        tokens.push({ ...name, text: name.text.replaceAll(/^\W*["'`<]|["'`>]$/g, ''), role: 'module' })
      }
      const isComment = isNamed && type.endsWith('comment')
      const isText = isString || isComment || (outer?.isText === true && !interpolationTypes.has(type))
      open.push({ type, isText, entered })
      return !isComment
    },
    (cursor) => {
      const node = open.pop()
      if (node === undefined || node.isText || node.entered !== entered || cursor.startIndex === cursor.endIndex) return
      const token = lexemeAt(source, cursor.startIndex, cursor.endIndex)
      const role = roleOf(node.type, cursor.currentFieldName, open.at(-1)?.type ?? '')
      // Some grammars have operators of two words.
      if (/\s/.test(token.text)) tokens.push(...lexemes(token.text).map((each) => ({ ...moved(each, token.startOffset), role })))
      else tokens.push({ ...token, role })
    },
  )
  return tokens
}

/** Node types in which a name is given rather than used. */
const declaring =
  /(?:_declaration|_definition|declarator|_item|_signature|parameter|_spec|_specifier|^class|^function|_expression)$/
const importing = /^(?:import|export)_|include|import_spec/

function roleOf(type: string, field: string | null, parent: string): CodeToken['role'] {
  if (field === 'key' || (field === 'name' && parent === 'keyword_argument')) return 'key'
  if (importing.test(parent)) return 'other'
  const isDeclared = field === 'name' || field === 'pattern' || field === 'declarator'
  if (isDeclared && declaring.test(parent) && !/(?:invocation|access|call|member)/.test(parent)) return 'declared'
  if (parent === 'formal_parameters' && type === 'identifier') return 'declared'
  return type === 'identifier' ? 'variable' : 'other'
}

/** Whether a string names what is imported: after `from`, in a declaration of imports, or as the argument of `require` or `import`. */
function isModule(field: string | null, parent: string | undefined, before: readonly CodeToken[]): boolean {
  if ((field === 'source' || field === 'path') && parent !== undefined && importing.test(parent)) return true
  return before.at(-1)?.text === '(' && ['require', 'import'].includes(before.at(-2)?.text ?? '')
}

function lexemeAt(source: SourceText, startOffset: number, endOffset: number): Lexeme {
  return { text: source.text.slice(startOffset, endOffset), startOffset, endOffset }
}

function moved({ text, startOffset, endOffset }: Lexeme, by: number): Lexeme {
  return { text, startOffset: startOffset + by, endOffset: endOffset + by }
}
