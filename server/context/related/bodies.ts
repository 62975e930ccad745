import type { Node } from '@vscode/tree-sitter-wasm'
import type { Grammar } from '../languages.ts'
import type { SourceText } from '../source.ts'
import { walkSyntax } from '../syntaxWalk.ts'
import { namedIn } from './namedIn.ts'

// Node types of all grammars together: where grammars share a name, they mean the same by it.
const functionTypes: ReadonlySet<string> = new Set([
  ...['function_declaration', 'generator_function_declaration', 'function_expression', 'generator_function', 'arrow_function'],
  ...['method_definition', 'function_definition', 'function_item', 'method_declaration', 'constructor_declaration'],
  ...['compact_constructor_declaration', 'destructor_declaration', 'operator_declaration', 'conversion_operator_declaration'],
  ...['accessor_declaration', 'func_literal', 'lambda_expression', 'local_function_statement', 'class_static_block'],
])

interface Cut {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Arrow functions of one short line say what they do and stay. */
const longestArrowBody = 60
/** A constructor's assignments tell a Python class's attributes. */
const mostAttributes = 12

/** The text from `start` to `end`, which lies in `node`, without comments and with an ellipsis or an end for each function's body. */
export function withoutBodies(source: SourceText, node: Node, start: number, end: number, grammar: Grammar): string {
  const cuts: Cut[] = []
  const bodies = new Set<number>()
  walkSyntax(node, (cursor) => {
    if (cursor.startIndex >= end || cursor.endIndex <= start || bodies.has(cursor.nodeId)) return false
    if (cursor.nodeType.endsWith('comment')) {
      cuts.push({ start: cursor.startIndex, end: cursor.endIndex, text: '' })
      return false
    }
    if (!functionTypes.has(cursor.nodeType)) return true
    const body = cursor.currentNode.childForFieldName('body')
    const cut = body === null ? undefined : cutOf(source, cursor.currentNode, body, grammar)
    if (body === null || cut === undefined) return true
    bodies.add(body.id)
    cuts.push(cut)
    return true
  })
  return applied(source.text, cuts, start, end)
}

function applied(text: string, cuts: readonly Cut[], start: number, end: number): string {
  let result = ''
  let read = start
  for (const cut of [...cuts].sort((a, b) => a.start - b.start)) {
    if (cut.start < read || cut.start >= end) continue
    result += text.slice(read, cut.start) + cut.text
    read = cut.end
  }
  return result + text.slice(read, Math.max(read, end))
}

function cutOf(source: SourceText, node: Node, body: Node, grammar: Grammar): Cut | undefined {
  if (grammar === 'python') return pythonCut(source, node, body)
  if (node.type === 'arrow_function' || node.type === 'lambda_expression') {
    const short = body.endIndex - body.startIndex <= longestArrowBody && body.startPosition.row === body.endPosition.row
    return short ? undefined : { start: body.startIndex, end: body.endIndex, text: '...' }
  }
  const isValue = node.parent?.type === 'object' || /^(function_expression|generator_function|func_literal)$/.test(node.type)
  if (isValue) return { start: body.startIndex, end: body.endIndex, text: '{ ... }' }
  // A C++ constructor's initialisers are part of what it does.
  const initialisers = namedIn(node).find(({ type }) => type === 'field_initializer_list')
  const from = (initialisers ?? body).startIndex
  const blanks = source.text.slice(node.startIndex, from)
  return { start: node.startIndex + blanks.trimEnd().length, end: body.endIndex, text: grammar === 'go' ? '' : ';' }
}

/** ` ...` on the line of the colon, or for a constructor the lines that give the object its attributes. */
function pythonCut(source: SourceText, node: Node, body: Node): Cut {
  const isConstructor = node.childForFieldName('name')?.text === '__init__'
  const attributes = namedIn(body)
    .filter((each) => each.startPosition.row === each.endPosition.row && /^self\.[\p{L}_]\w*\s*[:=]/u.test(each.text))
    .slice(0, isConstructor ? mostAttributes : 0)
  const line = source.positionAt(attributes[0]?.startIndex ?? 0).line
  const indent = /^[ \t]*/.exec(source.lineText(line))?.[0] ?? ''
  if (attributes.length > 0) {
    return { start: body.startIndex, end: body.endIndex, text: attributes.map((each) => each.text).join(`\n${indent}`) }
  }
  // Comments may stand between the colon and the first statement.
  const colon = node.children.findLast((child) => child?.type === ':' && child.endIndex <= body.startIndex)
  return { start: colon?.endIndex ?? body.startIndex, end: body.endIndex, text: ' ...' }
}
