import type { Node } from '@vscode/tree-sitter-wasm'
import type { Alternative, Place } from './alternative.ts'

/** One branch of a `switch` whose statements run on into the next one. */
const caseTypes: ReadonlySet<string> = new Set([
  ...['switch_case', 'switch_default', 'switch_block_statement_group', 'case_statement'],
])
const blockTypes: ReadonlySet<string> = new Set(['statement_block', 'block', 'compound_statement'])
const loopTypes = /^(for|while|do|enhanced_for|foreach|loop)_/
/** Statements after which one may leave; after another choice or loop it is hard to say what was meant. */
const plainStatements: ReadonlySet<string> = new Set([
  ...[
    'expression_statement',
    'assignment_statement',
    'local_variable_declaration',
    'lexical_declaration',
    'variable_declaration',
  ],
])
const fallsThrough = /fall(s|ing)?.?(through|s)|no.?break/i

/** A forgotten `break`: at the end of a branch of a `switch`, and where a loop has found what it looks for. */
export function missingBreakAlternatives({ node, parent }: Place): readonly Alternative[] {
  if (caseTypes.has(node.type)) return atEndOfCase(node, parent)
  if (blockTypes.has(node.type) && parent !== null) return whereLoopFound(node, parent)
  return []
}

function atEndOfCase(node: Node, body: Node | null): readonly Alternative[] {
  const before = previousCode(node)
  if (body === null || before === null || !caseTypes.has(before.type)) return []
  const between = body.text.slice(before.startIndex - body.startIndex, node.startIndex - body.startIndex)
  if (fallsThrough.test(between)) return []
  const last = lastStatement(before)
  if (last === null || !plainStatements.has(last.type) || leaves(last)) return []
  const colon = node.children.find((child) => child?.type === ':')
  const label = node.children[0]?.type === 'switch_label' ? node.children[0] : null
  const endOffset = colon?.endIndex ?? label?.endIndex ?? node.startIndex + 'case'.length
  return breakBefore(body, last, node.startIndex, endOffset)
}

/** `if (…) { found = x }` in a loop: a search that goes on keeps the last one rather than the first. */
function whereLoopFound(block: Node, choice: Node): readonly Alternative[] {
  if (!/^if_(statement|expression)$/.test(choice.type) || choice.childForFieldName('alternative') !== null) return []
  const last = lastStatement(block)
  const assignment = last?.type === 'expression_statement' ? last.firstNamedChild : last
  if (last === null || !assignment || !/^assignment/.test(assignment.type)) return []
  const loop = loopAround(choice)
  if (loop === null) return []
  const closing = block.lastChild
  if (closing?.type === '}') return breakBefore(loop, last, closing.startIndex, closing.endIndex)
  // Without braces the block ends where the next statement begins.
  const next = followingLeaf(block)
  if (next === null || next.startPosition.row !== block.endPosition.row + 1) return []
  return breakBefore(commonAncestor(next, loop), last, next.startIndex, next.endIndex)
}

/**
 * `break` on a line of its own, indented as `last`, in front of what begins its line at `startOffset`. The edit replaces what stands there
 * by itself with the new line in front, so that it has a text to show.
 */
function breakBefore(whole: Node, last: Node, startOffset: number, endOffset: number): readonly Alternative[] {
  const outer = indentationAt(whole, startOffset)
  const inner = indentationAt(whole, last.startIndex)
  if (outer === undefined || !inner?.startsWith(outer)) return []
  const written = whole.text.slice(startOffset - whole.startIndex, endOffset - whole.startIndex)
  const lineEnd = whole.text.includes('\r\n') ? '\r\n' : '\n'
  const end = last.text.endsWith(';') ? ';' : ''
  const newText = `${inner.slice(outer.length)}break${end}${lineEnd}${outer}${written}`
  return [{ kind: 'break', startOffset, endOffset, newText }]
}

/** White space in front of the first character of a line; `undefined` where something else stands there. */
function indentationAt(whole: Node, offset: number): string | undefined {
  const before = whole.text.slice(0, offset - whole.startIndex)
  const line = before.lastIndexOf('\n')
  if (line === -1) return undefined
  const indentation = before.slice(line + 1)
  return /^\s*$/.test(indentation) ? indentation : undefined
}

/** The last statement of a branch or block, also where the grammar wraps it once more. */
function lastStatement(node: Node): Node | null {
  const last = lastCode(node)
  return last !== null && (blockTypes.has(last.type) || last.type === 'statement_list') ? lastCode(last) : last
}

function lastCode(node: Node): Node | null {
  return node.namedChildren.findLast((child) => child !== null && !child.type.includes('comment')) ?? null
}

function previousCode(node: Node): Node | null {
  let previous = node.previousNamedSibling
  while (previous?.type.includes('comment')) previous = previous.previousNamedSibling
  return previous
}

/** Calls by which a program or a test ends, as their names tell. */
function leaves(statement: Node): boolean {
  return /\b(exit|abort|fail|panic|unreachable|assertNever)\w*!?\s*\(/i.test(statement.text)
}

function loopAround(node: Node): Node | null {
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    if (loopTypes.test(outer.type)) return outer
    if (/function|method|lambda|arrow|closure|switch/.test(outer.type)) return null
  }
  return null
}

function followingLeaf(node: Node): Node | null {
  let outer: Node | null = node
  while (outer !== null && outer.nextSibling === null) outer = outer.parent
  let leaf = outer?.nextSibling ?? null
  while (leaf?.firstChild) leaf = leaf.firstChild
  return leaf
}

function commonAncestor(node: Node, other: Node): Node {
  let outer = other
  while (outer.parent !== null && outer.endIndex < node.endIndex) outer = outer.parent
  return outer
}
