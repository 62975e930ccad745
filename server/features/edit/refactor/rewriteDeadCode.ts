import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetEdit } from '../../review/restOfText.ts'
import { bindingsOf } from '../../review/sinks/scopes.ts'
import { functionTypes } from '../../review/sinks/syntax.ts'
import { linesOfBlock, moved } from './rewriteLines.ts'
import { codeOf, indentAt, isPython, nodesAround, type Rewrite, type RewriteSite, refused, statementsOf } from './rewriteSite.ts'
import { countName, scopeOf } from './rewriteSoundness.ts'

const jumps: ReadonlySet<string> = new Set(['return_statement', 'raise_statement', 'continue_statement', 'break_statement'])

/**
 * Takes away code of Python that can never run: what follows a `return`, `raise`, `continue` or `break` in its block, and branches of `if False`
 * and `while False`. (Of TypeScript and JavaScript its own language service does it.)
 */
export function removeDeadCode(site: RewriteSite): Rewrite | undefined {
  if (!isPython(site)) return undefined
  for (const node of nodesAround(site)) {
    const rewrite =
      node.type === 'if_statement' || node.type === 'while_statement' ? neverTaken(site, node) : afterJump(site, node)
    if (rewrite !== undefined) return rewrite
    if (functionTypes.has(node.type)) return insideOf(site, node)
  }
  return undefined
}

/** With the cursor elsewhere in a function, its first dead code. */
function insideOf(site: RewriteSite, fn: Node): Rewrite | undefined {
  for (const block of fn.descendantsOfType('block')) {
    const rewrite = block === null ? undefined : afterJumpIn(site, block)
    if (rewrite !== undefined) return rewrite
  }
  for (const node of fn.descendantsOfType(['if_statement', 'while_statement'])) {
    const rewrite = node === null ? undefined : neverTaken(site, node)
    if (rewrite !== undefined) return rewrite
  }
  return undefined
}

function afterJump(site: RewriteSite, node: Node): Rewrite | undefined {
  return node.type === 'block' ? afterJumpIn(site, node) : undefined
}

function afterJumpIn(site: RewriteSite, block: Node): Rewrite | undefined {
  const statements = statementsOf(block)
  const at = statements.findIndex(({ type }) => jumps.has(type))
  const dead = at === -1 ? [] : statements.slice(at + 1)
  const [jump, last] = [statements[at], dead.at(-1)]
  if (jump === undefined || last === undefined) return undefined
  // A comment behind the jump, on its line, is about the jump.
  const line = site.source.positionAt(jump.endIndex).line
  const endOfLine = site.source.lineStart(line) + site.source.lineText(line).length
  const startOffset = (dead[0]?.startIndex ?? 0) > endOfLine ? endOfLine : jump.endIndex
  return removed(dead, { startOffset, endOffset: last.endIndex, newText: '' })
}

/** `if False:` without other branches, `if True:` with one, `while False:`. */
function neverTaken(site: RewriteSite, node: Node): Rewrite | undefined {
  const condition = node.childForFieldName('condition')?.type
  const body = node.childForFieldName('consequence') ?? node.childForFieldName('body')
  const alternatives = node.childrenForFieldName('alternative').filter((each): each is Node => each !== null)
  if (body === null || (condition !== 'false' && condition !== 'true')) return undefined
  const [other, ...more] = alternatives
  if (condition === 'true') {
    if (node.type === 'while_statement' || other === undefined) return undefined
    return kept(site, node, body, alternatives)
  }
  if (more.length > 0 || other?.type === 'elif_clause') return undefined
  if (other !== undefined) return kept(site, node, other.childForFieldName('body'), [body])
  const { source } = site
  const isAlone = node.parent?.type === 'block' && statementsOf(node.parent).length === 1
  if (isAlone) return removed([body], { startOffset: node.startIndex, endOffset: node.endIndex, newText: 'pass' })
  const line = source.positionAt(node.endIndex).line
  return removed([body], {
    startOffset: source.lineStart(node.startPosition.row),
    endOffset: source.lineStart(line + 1),
    newText: '',
  })
}

/** The branch that is always taken, in the place of all. */
function kept(site: RewriteSite, node: Node, body: Node | null, dead: readonly Node[]): Rewrite | undefined {
  const lines = body === null ? undefined : linesOfBlock(site, body)
  if (lines === undefined) return undefined
  const text = moved(site, lines, indentAt(site, node.startIndex)).join(site.source.lineEnd).trimStart()
  return removed(dead, { startOffset: node.startIndex, endOffset: node.endIndex, newText: text })
}

/** Unless code that never runs decides, by standing there, what the rest of the function is. */
function removed(dead: readonly Node[], edit: OffsetEdit): Rewrite {
  const shapes = dead
    .flatMap((node) => [node, ...node.descendantsOfType([...shaping])])
    .find((node) => node !== null && shaping.has(node.type))
  if (shapes?.type === 'yield') return refused('With the `yield` that never runs, the function would stop being a generator.')
  if (shapes?.type === 'await') return refused('It holds an `await`; look whether the function should stay `async`.')
  if (shapes != null) return refused('It says what the names of the function are, although it never runs.')
  const name = boundOnlyIn(dead)
  if (name !== undefined) return refused(`It makes \`${name}\` a variable of the function, although it never runs.`)
  return { kind: 'edit', edit }
}

const shaping: ReadonlySet<string> = new Set(['yield', 'await', 'global_statement', 'nonlocal_statement'])

/** A name that only dead code binds and other code of the function reads: without it, that would be a name from outside. */
function boundOnlyIn(dead: readonly Node[]): string | undefined {
  const [first] = dead
  const last = dead.at(-1)
  if (first === undefined || last === undefined) return undefined
  const span = { startIndex: first.startIndex, endIndex: last.endIndex }
  const scope = scopeOf(first)
  const names = dead
    .flatMap((node) => node.descendantsOfType([...bindingTypes]))
    .flatMap((node) => {
      const left = node?.childForFieldName('left') ?? node?.childForFieldName('alias') ?? node?.childForFieldName('name')
      if (left == null) return []
      return left.type === 'identifier'
        ? [left.text]
        : codeOf(left).flatMap((each) => (each.type === 'identifier' ? [each.text] : []))
    })
  const bindings = bindingsOf(scope)
  const isBoundAlive = (name: string) =>
    (bindings.get(name) ?? []).some(({ node }) => node.endIndex <= span.startIndex || node.startIndex >= span.endIndex)
  return names.find((name) => countName(scope, name, span) > 0 && !isBoundAlive(name))
}

const bindingTypes: ReadonlySet<string> = new Set([
  ...['assignment', 'augmented_assignment', 'for_statement', 'named_expression', 'function_definition', 'class_definition'],
  ...['import_statement', 'import_from_statement', 'aliased_import'],
])
