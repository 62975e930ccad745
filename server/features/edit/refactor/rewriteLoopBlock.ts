import type { Node } from '@vscode/tree-sitter-wasm'
import { actionOn, type CollectingLoop, collectingBy, type DeclarationBefore, oddHead, parameterOf } from './rewriteLoopParts.ts'
import { expressionOf, held } from './rewriteNegation.ts'
import {
  hasComment,
  indentAt,
  indentStep,
  type Rewrite,
  type RewriteSite,
  refused,
  replaced,
  semicolon,
  statementsOf,
} from './rewriteSite.ts'
import { boundToItsPlace, countName, isKnownArray } from './rewriteSoundness.ts'

/**
 * A loop that names some values of each element before it collects: `for (const x of xs) { const y = f(x); if (y) out.push(y.z) }`. Each
 * element becomes a list of one or none, so that all that is called is called as often and in the same order. Undefined where the loop is
 * another one.
 */
export function mappedByBlock(site: RewriteSite, loop: Node, { statement, name, value }: DeclarationBefore): Rewrite | undefined {
  const all = statementsOf(loop.childForFieldName('body'))
  const firstOther = all.findIndex((each) => !isConstant(each))
  if (firstOther < 1) return undefined
  const named = all.slice(0, firstOther)
  const parts = collectingBy(loop, all.slice(firstOther))
  const action = parts && actionOn(parts.action, name)
  if (parts === undefined || action?.kind !== 'push') return undefined
  const problem = oddHead(loop) ?? boundToItsPlace([...named, ...parts.conditionNodes, action.value], name, parts.over.text)
  if (problem !== undefined) return refused(problem)
  if (hasComment(loop) || hasComment(statement)) return refused('A comment stands within it and would be lost.')
  if (named.some((each) => countName(each, name) > 0)) return refused(`It reads \`${name}\` while it is being collected.`)
  const declared = site.source.text.slice(statement.startIndex, value.startIndex)
  return replaced(statement, loop, `${declared}${pipelineOf(site, named, parts, action.value)}${semicolon(site)}`)
}

function isConstant(statement: Node): boolean {
  return statement.type === 'lexical_declaration' && statement.childForFieldName('kind')?.text === 'const'
}

function pipelineOf(
  site: RewriteSite,
  named: readonly Node[],
  { loop, element, over, condition }: CollectingLoop,
  value: Node,
): string {
  const [indent, step, end, lineEnd] = [indentAt(site, loop.startIndex), indentStep(site), semicolon(site), site.source.lineEnd]
  const list = isKnownArray(over) ? held(expressionOf(over), 'atom') : `[...${over.text}]`
  const given = condition === undefined ? value.text : `${held(condition, 'or')} ? [${value.text}] : []`
  return [
    `${list}.${condition === undefined ? 'map' : 'flatMap'}(${parameterOf(element)} => {`,
    ...named.map(({ text }) => `${indent}${step}${text}`),
    `${indent}${step}return ${given}${end}`,
    `${indent}})`,
  ].join(lineEnd)
}
