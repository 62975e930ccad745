import type { Node } from '@vscode/tree-sitter-wasm'
import { functionTypes } from '../../review/sinks/syntax.ts'
import { bodyOfElse } from './rewriteCondition.ts'
import { linesOfBlock, moved } from './rewriteLines.ts'
import { negated } from './rewriteNegation.ts'
import {
  blockTypes,
  codeOf,
  hasComment,
  indentAt,
  indentStep,
  isPython,
  nodesAround,
  type Rewrite,
  type RewriteSite,
  refused,
  replaced,
  semicolon,
  standsAtHead,
  statementsOf,
} from './rewriteSite.ts'

const jumps: ReadonlySet<string> = new Set([
  ...['return_statement', 'throw_statement', 'raise_statement', 'continue_statement', 'break_statement'],
])
const loops: ReadonlySet<string> = new Set(['for_statement', 'for_in_statement', 'while_statement', 'do_statement'])

/**
 * Lets the short way out come first, so that the rest needs no indentation: an `if` around all that is left of a function or a loop becomes
 * a guard clause, and an `else` behind a branch that leaves anyway goes.
 */
export function earlyReturn(site: RewriteSite): Rewrite | undefined {
  for (const node of nodesAround(site)) {
    if (functionTypes.has(node.type)) return undefined
    if (node.type !== 'if_statement') continue
    const consequence = node.childForFieldName('consequence')
    if (!standsAtHead(site, node, consequence) && !standsAtElse(site, node)) continue
    if (node.parent?.type === 'else_clause' || node.parent?.type === 'labeled_statement') return undefined
    return sooner(site, node) ?? elseAfterJump(site, node) ?? shortElseFirst(site, node) ?? guardClause(site, node)
  }
  return undefined
}

/** Of two branches that both leave, a long one needs no indentation when the short one comes first. */
function sooner(site: RewriteSite, node: Node): Rewrite | undefined {
  const consequence = node.childForFieldName('consequence')
  if (consequence === null || (statementsOf(consequence).length < 2 && !holdsBlock(consequence))) return undefined
  const rewrite = shortElseFirst(site, node)
  return rewrite?.kind === 'refused' ? undefined : rewrite
}

function standsAtElse(site: RewriteSite, node: Node): boolean {
  const alternative = node.childForFieldName('alternative')
  return alternative !== null && standsAtHead(site, alternative, bodyOfElse(alternative))
}

function leaves(body: Node | null): boolean {
  const last = statementsOf(body).at(-1)
  return last !== undefined && jumps.has(last.type)
}

/** `if (c) { return a } else { … }`: what stands in the other branch follows. */
function elseAfterJump(site: RewriteSite, node: Node): Rewrite | undefined {
  const consequence = node.childForFieldName('consequence')
  const [alternative, ...later] = node.childrenForFieldName('alternative').filter((each): each is Node => each !== null)
  if (consequence === null || alternative === undefined || !leaves(consequence)) return undefined
  const head = site.source.text.slice(node.startIndex, consequence.endIndex)
  const indent = indentAt(site, node.startIndex)
  const { lineEnd } = site.source
  if (alternative.type === 'elif_clause') {
    const rest = site.source.text.slice(alternative.startIndex, node.endIndex)
    return replaced(node, node, `${head}${lineEnd}${indent}${rest.replace(/^elif/, 'if')}`)
  }
  if (later.length > 0) return undefined
  const body = bodyOfElse(alternative)
  if (body?.type === 'if_statement') return replaced(node, node, `${head}${lineEnd}${indent}${body.text}`)
  const rest = body === null ? undefined : unwrapped(site, node, body, indent)
  if (rest === undefined || rest.kind === 'refused') return rest
  return replaced(node, node, `${head}${lineEnd}${rest.text}`)
}

/** `if (c) { … } else { return a }`: the other way round. */
function shortElseFirst(site: RewriteSite, node: Node): Rewrite | undefined {
  const [condition, consequence] = [node.childForFieldName('condition'), node.childForFieldName('consequence')]
  const [alternative, ...later] = node.childrenForFieldName('alternative').filter((each): each is Node => each !== null)
  const body = alternative?.type === 'else_clause' ? bodyOfElse(alternative) : null
  if (condition === null || consequence === null || body === null || later.length > 0) return undefined
  const [jump, ...others] = statementsOf(body)
  if (jump === undefined || !jumps.has(jump.type) || others.length > 0) return undefined
  if (hasComment(condition) || comments(node) > comments(consequence))
    return refused('A comment stands within it and would be lost.')
  const rest = unwrapped(site, node, consequence, indentAt(site, node.startIndex))
  if (rest === undefined || rest.kind === 'refused') return rest
  return replaced(node, node, `${guard(site, node, condition, jump.text)}${site.source.lineEnd}${rest.text}`)
}

/** An `if` without `else` around the last statements of a function or a loop. */
function guardClause(site: RewriteSite, node: Node): Rewrite | undefined {
  const [condition, consequence] = [node.childForFieldName('condition'), node.childForFieldName('consequence')]
  if (condition === null || consequence === null || node.childForFieldName('alternative') !== null) return undefined
  if (statementsOf(consequence).length < 2 && !holdsBlock(consequence)) return undefined
  const way = wayOut(site, node, consequence)
  if (way === undefined) return undefined
  if (hasComment(condition)) return refused('A comment stands within it and would be lost.')
  const rest = unwrapped(site, node, consequence, indentAt(site, node.startIndex))
  if (rest === undefined || rest.kind === 'refused') return rest
  return replaced(node, way.last, `${guard(site, node, condition, way.jump)}${site.source.lineEnd}${rest.text}`)
}

function holdsBlock(consequence: Node): boolean {
  return statementsOf(consequence).some((each) => codeOf(each).some(({ type }) => blockTypes.has(type)))
}

/** How to leave where the condition does not hold, and the last node that the guard makes superfluous. */
function wayOut(site: RewriteSite, node: Node, consequence: Node): { readonly jump: string; readonly last: Node } | undefined {
  const end = isPython(site) ? '' : semicolon(site)
  const block = node.parent
  const owner = block !== null && blockTypes.has(block.type) ? block.parent : null
  if (block === null || owner === null || owner.childForFieldName('body')?.id !== block.id) return undefined
  const [next, ...others] = statementsOf(block).filter(({ startIndex }) => startIndex > node.startIndex)
  if (next === undefined) {
    if (functionTypes.has(owner.type)) return { jump: `return${end}`, last: node }
    return loops.has(owner.type) ? { jump: `continue${end}`, last: node } : undefined
  }
  // With a way out of its own, the branch does not need what follows, and the guard can leave by that.
  const isShort = next.startPosition.row === next.endPosition.row
  if (others.length > 0 || !jumps.has(next.type) || !isShort || !leaves(consequence)) return undefined
  return site.source.text.slice(node.endIndex, next.startIndex).trim() === '' ? { jump: next.text, last: next } : undefined
}

function guard(site: RewriteSite, node: Node, condition: Node, jump: string): string {
  const { text } = negated(condition, false)
  if (isPython(site))
    return `if ${text}:${site.source.lineEnd}${indentAt(site, node.startIndex)}${indentStep(site)}${jump}${site.source.lineEnd}`
  return `if (${text}) ${jump}`
}

function comments(node: Node): number {
  return node.descendantsOfType('comment').length
}

type Unwrapped = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'refused'; readonly reason: string }

/** The statements of a branch without the branch around them. */
function unwrapped(site: RewriteSite, node: Node, body: Node, indent: string): Unwrapped | undefined {
  const lines = linesOfBlock(site, body)
  if (lines === undefined) return undefined
  const clash = isPython(site) ? undefined : clashingName(node, body)
  if (clash !== undefined)
    return { kind: 'refused', reason: `\`${clash}\` is declared in the branch, and the name is used outside of it as well.` }
  return { kind: 'text', text: moved(site, lines, indent).join(site.source.lineEnd) }
}

/** A name that a branch declares for itself and that means something else, or something more, in the function around it. */
function clashingName(node: Node, body: Node): string | undefined {
  const declared = statementsOf(body).flatMap((statement) => {
    if (/^(function|class|generator_function|enum|interface|type_alias)/.test(statement.type))
      return [statement.childForFieldName('name')?.text ?? '']
    if (statement.type !== 'lexical_declaration') return []
    return codeOf(statement).flatMap((each) => namesOf(each.childForFieldName('name')))
  })
  if (declared.length === 0) return undefined
  let outer: Node = node
  while (outer.parent !== null && !functionTypes.has(outer.type)) outer = outer.parent
  const names = outer.descendantsOfType(['identifier', 'shorthand_property_identifier', 'shorthand_property_identifier_pattern'])
  const outside = names.filter(
    (each): each is Node => each !== null && (each.startIndex < body.startIndex || each.endIndex > body.endIndex),
  )
  return declared.find((name) => outside.some(({ text }) => text === name))
}

function namesOf(pattern: Node | null): readonly string[] {
  if (pattern === null) return []
  if (pattern.type === 'identifier') return [pattern.text]
  return pattern
    .descendantsOfType(['identifier', 'shorthand_property_identifier_pattern'])
    .flatMap((each) => (each === null ? [] : [each.text]))
}
