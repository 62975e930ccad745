import type { Node } from '@vscode/tree-sitter-wasm'
import { functionTypes } from '../../review/sinks/syntax.ts'
import { loopToComprehension } from './rewriteComprehension.ts'
import { mappedByBlock } from './rewriteLoopBlock.ts'
import {
  type Action,
  actionOn,
  bodyOf,
  type CollectingLoop,
  collectingLoop,
  declarationBefore,
  oddHead,
  parameterOf,
} from './rewriteLoopParts.ts'
import { searched } from './rewriteLoopSearch.ts'
import { expressionOf, held } from './rewriteNegation.ts'
import {
  codeOf,
  hasComment,
  isPython,
  nodesAround,
  type Rewrite,
  type RewriteSite,
  refused,
  replaced,
  semicolon,
  standsAtHead,
} from './rewriteSite.ts'
import { boundToItsPlace, callsSomething, countName, isKnownArray } from './rewriteSoundness.ts'

const loopTypes: ReadonlySet<string> = new Set(['for_in_statement', 'for_statement'])

/** A loop over elements becomes array methods; in Python a comprehension. */
export function loopToPipeline(site: RewriteSite): Rewrite | undefined {
  for (const node of nodesAround(site)) {
    if (functionTypes.has(node.type)) return undefined
    if (!loopTypes.has(node.type) || node.childForFieldName('right') === null) continue
    if (!standsAtHead(site, node, null)) continue
    return isPython(site) ? loopToComprehension(site, node) : (collected(site, node) ?? searched(site, node))
  }
  return undefined
}

const doesMore = 'The loop does more than collecting.'

function collected(site: RewriteSite, loop: Node): Rewrite | undefined {
  const before = declarationBefore(loop)
  const body = loop.childForFieldName('body')
  if (before === undefined || body === null) return undefined
  const { statement, name, value } = before
  const startsEmpty = value.type === 'array' && codeOf(value).length === 0
  const byBlock = startsEmpty ? mappedByBlock(site, loop, before) : undefined
  if (byBlock !== undefined) return byBlock
  const startsAtNumber = value.type === 'number' || (value.type === 'string' && codeOf(value).length === 0)
  if (!startsEmpty && !startsAtNumber) return undefined
  if (countName(body, name) === 0) return undefined
  const parts = collectingLoop(loop)
  const action = parts && actionOn(parts.action, name)
  const over = parts?.over.text ?? ''
  const problem =
    oddHead(loop) ??
    (parts === undefined || action === undefined || (action.kind === 'push') !== startsEmpty
      ? (boundToItsPlace([body], '', over) ?? doesMore)
      : boundToItsPlace([...parts.conditionNodes, action.value], action.kind === 'push' ? name : '', over))
  if (problem !== undefined || parts === undefined || action === undefined) return refused(problem ?? doesMore)
  if (hasComment(loop) || hasComment(statement)) return refused('A comment stands within it and would be lost.')
  const declared = site.source.text.slice(statement.startIndex, value.startIndex)
  const pipeline = action.kind === 'push' ? pushed(parts, action.value) : summed(parts, name, value, action)
  return replaced(statement, loop, `${declared}${pipeline}${semicolon(site)}`)
}

function pushed({ element, over, condition, conditionNodes }: CollectingLoop, value: Node): string {
  const parameter = parameterOf(element)
  const isElement = value.text === element.text
  const source = isKnownArray(over) ? over.text : undefined
  if (condition === undefined) {
    if (isElement) return `[...${over.text}]`
    const mapped = bodyOf(expressionOf(value))
    return source === undefined
      ? `Array.from(${over.text}, ${parameter} => ${mapped})`
      : `${held(expressionOf(over), 'atom')}.map(${parameter} => ${mapped})`
  }
  const list = source === undefined ? `[...${over.text}]` : held(expressionOf(over), 'atom')
  if (isElement) return `${list}.filter(${parameter} => ${bodyOf(condition)})`
  // Filtering first and mapping then would change the order of what both call.
  if (conditionNodes.some(callsSomething) && callsSomething(value))
    return `${list}.flatMap(${parameter} => (${held(condition, 'or')} ? [${value.text}] : []))`
  return `${list}.filter(${parameter} => ${bodyOf(condition)}).map(${parameter} => ${bodyOf(expressionOf(value))})`
}

function summed({ element, over, condition }: CollectingLoop, name: string, start: Node, { value }: Action): string {
  const list = isKnownArray(over) ? held(expressionOf(over), 'atom') : `[...${over.text}]`
  const sum = `${name} + ${held(expressionOf(value), 'unary')}`
  const body = condition === undefined ? sum : `(${held(condition, 'or')} ? ${sum} : ${name})`
  return `${list}.reduce((${name}, ${element.text}) => ${body}, ${start.text})`
}
