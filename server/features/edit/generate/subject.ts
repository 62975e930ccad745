import type { Node } from '@vscode/tree-sitter-wasm'
import { type FunctionNode, functionsBelow } from '../../../context/functionNodes.ts'
import type { SourceText } from '../../../context/source.ts'
import type { Range } from '../../../protocol/text.ts'

/** A function that something is written for. Offsets are UTF-16 code units of the file. */
export interface Subject {
  /** With its classes in front: `Cart.total`. */
  readonly name: string
  readonly startOffset: number
  readonly endOffset: number
  readonly startLine: number
  /** The last line that has something of it. */
  readonly lastLine: number
  /** Names of its parameters; `self` and its like left out. */
  readonly parameters: readonly string[]
  readonly givesValue: boolean
  /** What stands between the head and the end of the body; braces are not part of it. */
  readonly body: {
    readonly startOffset: number
    readonly endOffset: number
    readonly isEmpty: boolean
    readonly startsWithText: boolean
  }
}

/** The function at a range: the innermost one with a name around its beginning, else the first that begins within it. */
export function subjectAt(source: SourceText, root: Node, range: Range): Subject | undefined {
  const [start, end] = [source.offsetAt(range.start), source.offsetAt(range.end)]
  const line = source.positionAt(start).line
  const all = withInner(functionsBelow(root, ''))
  const isAround = ({ startOffset, endOffset }: FunctionNode) =>
    source.lineStart(source.positionAt(startOffset).line) <= start && line <= source.positionAt(endOffset).line
  const around = all.filter(isAround).at(-1)
  const within = all.find(({ startOffset }) => startOffset >= start && startOffset <= end)
  const found = around ?? within
  return found && subjectOf(source, found)
}

function withInner(functions: readonly FunctionNode[]): readonly FunctionNode[] {
  return functions.flatMap((each) => [each, ...withInner(functionsBelow(each.node, each.name))])
}

function subjectOf(source: SourceText, { node, name, startOffset, endOffset }: FunctionNode): Subject {
  const bodyNode = node.childForFieldName('body')
  return {
    ...{ name, startOffset, endOffset },
    startLine: source.positionAt(startOffset).line,
    lastLine: source.positionAt(Math.max(startOffset, endOffset - 1)).line,
    parameters: parameterNames(node),
    givesValue: /\breturn\s+[^\s;}]/.test(node.text) || (bodyNode !== null && !/block|body/.test(bodyNode.type)),
    body: bodyOf(bodyNode, node),
  }
}

function bodyOf(body: Node | null, whole: Node): Subject['body'] {
  if (body === null) return { startOffset: whole.endIndex, endOffset: whole.endIndex, isEmpty: false, startsWithText: false }
  const inBraces = body.text.startsWith('{') && body.text.endsWith('}')
  const [startOffset, endOffset] = inBraces ? [body.startIndex + 1, body.endIndex - 1] : [body.startIndex, body.endIndex]
  const statements = body.namedChildren.filter((child): child is Node => child !== null && !child.type.includes('comment'))
  const [first] = statements
  const startsWithText = first?.type === 'expression_statement' && first.namedChildren[0]?.type === 'string'
  const rest = startsWithText ? statements.slice(1) : statements
  return { startOffset, endOffset, isEmpty: rest.every(doesNothing), startsWithText }
}

/** What people write where code is still to come. */
function doesNothing(statement: Node): boolean {
  return (
    statement.type === 'pass_statement' ||
    /^(?:\.\.\.|throw new Error\(.*not.?implemented.*\);?|raise NotImplementedError(?:\(.*\))?|todo!\(\);?|unimplemented!\(\);?|panic\(.*\))$/is.test(
      statement.text.trim(),
    )
  )
}

const receivers: ReadonlySet<string> = new Set(['self', 'cls', 'this'])

function parameterNames(node: Node): readonly string[] {
  const list = node.childForFieldName('parameters') ?? node.childForFieldName('parameter')
  if (list === null) return []
  const children = list.namedChildCount === 0 ? [list] : list.namedChildren
  return children.flatMap((child) => {
    const name = child === null || child.type.includes('comment') ? undefined : nameOf(child)
    return name === undefined || receivers.has(name) ? [] : [name]
  })
}

/** The name that a parameter binds; undefined for a pattern that takes something apart. */
function nameOf(parameter: Node): string | undefined {
  const named =
    parameter.childForFieldName('pattern') ?? parameter.childForFieldName('name') ?? parameter.childForFieldName('declarator')
  const node =
    named ?? (parameter.type === 'identifier' ? parameter : parameter.namedChildren.find((child) => child?.type === 'identifier'))
  const name = node?.text.replace(/^\.{3}|^\*+/, '').trim()
  return name !== undefined && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : undefined
}
