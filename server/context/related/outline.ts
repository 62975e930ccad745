import type { Node } from '@vscode/tree-sitter-wasm'
import type { Grammar } from '../languages.ts'
import type { SourceText } from '../source.ts'
import { withoutBodies } from './bodies.ts'
import { namedIn } from './namedIn.ts'

export interface Member {
  readonly name: string
  /** Whole lines, indented as within their declaration. */
  readonly text: string
}

/** A declaration without the bodies of its functions, in parts so that members can be left out. Line ends are `\n`. */
export interface Outline {
  readonly head: string
  readonly members: readonly Member[]
  readonly tail: string
}

/** Longer texts are cut. */
const mostHeadLines = 25
const longestLine = 240
/** Values of Python's constants are mostly calls and tables, of which the beginning says what they are. */
const mostValueLines = 6

const memberBodies: ReadonlySet<string> = new Set([
  ...['class_body', 'interface_body', 'enum_body', 'object_type', 'object', 'declaration_list', 'field_declaration_list'],
  ...['enum_variant_list', 'enumerator_list', 'enum_member_declaration_list', 'interface_type', 'statement_block'],
])
/** Where a declaration's members may lie: `type A = { … }`, `const a = { … } as const`, `type A struct { … }`. */
const waysToMembers = ['body', 'value', 'type']

/** `whole` is the declaration with `export`, decorators and the like; `declared` is what has the name and the body. */
export function outlineOf(source: SourceText, whole: Node, declared: Node, grammar: Grammar): Outline {
  const container = memberContainer(declared, grammar)
  const members = container === undefined ? [] : membersOf(source, whole, container, grammar)
  if (container === undefined || members.length === 0) {
    const most = declared.type === 'assignment' ? mostValueLines : mostHeadLines
    return { head: cutLines(plain(source, whole, whole.startIndex, whole.endIndex, grammar), most), members: [], tail: '' }
  }
  const brace = grammar === 'python' ? container.startIndex : source.text.indexOf('{', container.startIndex) + 1
  const closed = grammar !== 'python' && source.text[container.endIndex - 1] === '}'
  const ended = closed && source.text[whole.endIndex] === ';' ? ';' : ''
  return {
    head: cutLines(plain(source, whole, whole.startIndex, brace, grammar)),
    members,
    tail: closed ? plain(source, whole, container.endIndex - 1, whole.endIndex, grammar) + ended : '',
  }
}

function memberContainer(declared: Node, grammar: Grammar): Node | undefined {
  if (declared.startPosition.row === declared.endPosition.row) return undefined
  if (grammar === 'python')
    return declared.type === 'class_definition' ? (declared.childForFieldName('body') ?? undefined) : undefined
  let node: Node | null = declared
  for (let depth = 0; depth < 6 && node !== null; depth += 1) {
    if (memberBodies.has(node.type)) return node
    const inner: Node = node
    const next = waysToMembers.map((field) => inner.childForFieldName(field)).find((each) => each !== null) ?? onlyInner(inner)
    // A statement block is a function's body except in a TypeScript namespace.
    node = next?.type === 'statement_block' && inner.type !== 'internal_module' ? null : next
  }
  return undefined
}

function onlyInner(node: Node): Node | null {
  const wraps = /^(struct_type|as_expression|satisfies_expression|lexical_declaration|variable_declaration|type_declaration)$/
  return wraps.test(node.type) ? node.firstNamedChild : null
}

function membersOf(source: SourceText, whole: Node, container: Node, grammar: Grammar): readonly Member[] {
  const members: Member[] = []
  let hidden = false
  for (const child of namedIn(container)) {
    if (child.type === 'access_specifier') hidden = child.text === 'private'
    if (child.type.endsWith('comment') || child.type === 'attribute_item' || hidden) continue
    const text = memberText(source, whole, child, grammar)
    const name = memberName(child, text)
    if (text.trim() !== '' && !isPrivate(text, name, grammar)) members.push({ name, text })
  }
  return members
}

function memberText(source: SourceText, whole: Node, child: Node, grammar: Grammar): string {
  if (grammar === 'python' && isString(child)) return indentOf(source, child, whole) + firstDocLine(child.text)
  const separator = /^[,;:]/.exec(source.text.slice(child.endIndex, child.endIndex + 1))?.[0] ?? ''
  const text = plain(source, child, child.startIndex, child.endIndex, grammar) + separator
  const shifted = dedented(text, indentOf(source, child, child), indentOf(source, child, whole))
  return cutLines(indentOf(source, child, whole) + shifted)
}

const isString = (node: Node) =>
  node.type === 'string' || (node.type === 'expression_statement' && node.firstNamedChild?.type === 'string')

/** The first line of a Python docstring, closed again. */
function firstDocLine(text: string): string {
  const [, quotes = '"""', line = ''] = /^[A-Za-z]*("""|'''|"|')\s*([^\r\n]*)/.exec(text) ?? []
  return `${quotes}${line.endsWith(quotes) ? line.slice(0, -quotes.length) : line}${quotes}`.replace(/\s+(["']+)$/, '$1')
}

/** White space in front of a node's line, less that of the line on which the whole declaration begins. */
function indentOf(source: SourceText, node: Node, whole: Node): string {
  const own = lineIndent(source, node)
  const outer = node === whole ? '' : lineIndent(source, whole)
  return own.startsWith(outer) ? own.slice(outer.length) : own
}

function lineIndent(source: SourceText, node: Node): string {
  const start = source.lineStart(source.positionAt(node.startIndex).line)
  return /^[ \t]*/.exec(source.text.slice(start, node.startIndex))?.[0] ?? ''
}

function dedented(text: string, from: string, to: string): string {
  const [first = '', ...others] = text.split('\n')
  return [first, ...others.map((line) => (line.startsWith(from) ? to + line.slice(from.length) : line))].join('\n')
}

function memberName(child: Node, text: string): string {
  const inner = child.childForFieldName('definition') ?? child
  const named = inner.childForFieldName('name') ?? inner.childForFieldName('property') ?? inner.childForFieldName('key')
  if (named !== null) return named.text
  return /([\p{L}_$][\p{L}\p{N}_$]*)\s*[?!]?\s*(?:[(:=;,{]|$)/u.exec(text)?.[1] ?? ''
}

function isPrivate(text: string, name: string, grammar: Grammar): boolean {
  if (grammar === 'python') return name.startsWith('_') && !name.startsWith('__')
  const [declared = ''] = text.split(/[(={:]/, 1)
  return /(^|\s)(private\s|#[\p{L}_$])/u.test(declared) || /^\s*static\s*$/.test(declared)
}

/** Text without bodies, comments and the blank lines that they leave. */
function plain(source: SourceText, node: Node, start: number, end: number, grammar: Grammar): string {
  const lines = withoutBodies(source, node, start, end, grammar).split(/\r\n|\n|\r/)
  const [first = '', ...others] = lines.map((line) => line.trimEnd()).filter((line) => line.trim() !== '')
  return [first.trimStart(), ...others].join('\n')
}

function cutLines(text: string, most = mostHeadLines): string {
  const lines = text.split('\n')
  const kept = lines.length > most ? [...lines.slice(0, most - 1), '...'] : lines
  return kept.map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}...` : line)).join('\n')
}
