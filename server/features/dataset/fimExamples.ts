import type { Node } from '@vscode/tree-sitter-wasm'
import { functionsBelow } from '../../context/functionNodes.ts'
import type { SyntaxTree } from '../../context/parser.ts'
import type { SourceText } from '../../context/source.ts'
import { statementsBelow } from '../../context/statements.ts'
import { walkSyntax } from '../../context/syntaxWalk.ts'
import { exactHash } from '../review/fingerprint.ts'
import { type FimExample, type SpanKind, spanKinds } from './examples.ts'

/** A hole: offsets are UTF-16 code units, half-open. */
export interface Hole {
  readonly span: SpanKind
  readonly startOffset: number
  readonly endOffset: number
}

/** What a completion sees around the cursor: about 1,000 and 500 tokens. */
const prefixCharacters = 3000
const suffixCharacters = 1500
/** Holes that a completion would fill: neither a single mark nor a page. */
const lengths: Readonly<Record<SpanKind, readonly [least: number, most: number]>> = {
  expression: [6, 160],
  statement: [12, 500],
  block: [20, 800],
  functionBody: [20, 1200],
}
/** One example for so many lines, so that a long file does not drown the others. */
const linesPerExample = 12

/**
 * Fill-in-the-middle examples of a file: holes of all kinds in turn, at most `most`. Which ones follows from the text alone, so that the same
 * repository gives the same examples.
 */
export function fimExamples(source: SourceText, tree: SyntaxTree, commit: string, most: number): readonly (FimExample & Hole)[] {
  const count = Math.min(most, Math.ceil(source.lineCount / linesPerExample))
  const holes = inTurn(holesIn(source, tree), source.path).slice(0, count)
  return holes.map((hole) => {
    const prefix = endOf(source.text.slice(0, hole.startOffset))
    const middle = source.text.slice(hole.startOffset, hole.endOffset)
    const suffix = startOf(source.text.slice(hole.endOffset))
    const id = exactHash(JSON.stringify([source.path, prefix, middle, suffix])).slice(0, 16)
    const { path, languageId: language } = source
    return { kind: 'fim', id, path, language, commit, prefix, middle, suffix, ...hole }
  })
}

/** Every place of the tree that could be a hole, in the order of the text. */
export function holesIn(source: SourceText, { rootNode }: SyntaxTree): readonly Hole[] {
  const bodies = functionsBelow(rootNode, '').flatMap(({ node }) => inside(node.childForFieldName('body')))
  const found: Hole[] = [
    ...bodies.map((body) => ({ span: 'functionBody' as const, ...body })),
    ...statementsBelow(rootNode).map((statement) => ({ span: 'statement' as const, ...statement })),
  ]
  walkSyntax(rootNode, ({ nodeType, nodeIsNamed, currentNode }) => {
    if (nodeIsNamed && isBlock(nodeType)) {
      for (const block of inside(currentNode)) found.push({ span: 'block', ...block })
    } else if (nodeIsNamed && isExpression(nodeType)) {
      found.push({ span: 'expression', startOffset: currentNode.startIndex, endOffset: currentNode.endIndex })
    }
    return true
  })
  const once = new Map(found.reverse().map((hole) => [`${hole.startOffset}-${hole.endOffset}`, hole]))
  return [...once.values()]
    .filter((hole) => isOfUse(source.text.slice(hole.startOffset, hole.endOffset), hole.span))
    .sort((a, b) => a.startOffset - b.startOffset || a.endOffset - b.endOffset)
}

function isOfUse(text: string, span: SpanKind): boolean {
  const [least, most] = lengths[span]
  if (text.length < least || text.length > most || text.trim() === '') return false
  return span !== 'expression' || !text.includes('\n')
}

function isBlock(type: string): boolean {
  return type === 'block' || type === 'statement_block' || type === 'compound_statement'
}

function isExpression(type: string): boolean {
  return type === 'call' || (type.endsWith('_expression') && type !== 'parenthesized_expression')
}

/** What stands between the brackets of a block; all of one without brackets, as in Python. */
function inside(block: Node | null): readonly { readonly startOffset: number; readonly endOffset: number }[] {
  const [first, last] = [block?.namedChildren.at(0), block?.namedChildren.at(-1)]
  return first == null || last == null ? [] : [{ startOffset: first.startIndex, endOffset: last.endIndex }]
}

/** One of each kind, then the next of each; within a kind in an order that is no order of the text. */
function inTurn(holes: readonly Hole[], path: string): readonly Hole[] {
  const shuffled = holes
    .map((hole) => ({ hole, place: exactHash(`${path} ${hole.startOffset} ${hole.endOffset}`) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ hole }) => hole)
  const kinds = spanKinds.map((kind) => shuffled.filter(({ span }) => span === kind))
  const rounds = Math.max(...kinds.map(({ length }) => length), 0)
  return Array.from({ length: rounds }, (_, round) => kinds.flatMap((kind) => kind[round] ?? [])).flat()
}

/** The end of a text, from the beginning of a line. */
function endOf(text: string): string {
  if (text.length <= prefixCharacters) return text
  const cut = text.slice(-prefixCharacters)
  return cut.slice(cut.indexOf('\n') + 1)
}

/** The start of a text, up to the end of a line. */
function startOf(text: string): string {
  if (text.length <= suffixCharacters) return text
  const cut = text.slice(0, suffixCharacters)
  return cut.includes('\n') ? cut.slice(0, cut.lastIndexOf('\n') + 1) : cut
}
