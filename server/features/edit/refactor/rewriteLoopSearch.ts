import type { Node } from '@vscode/tree-sitter-wasm'
import { functionTypes } from '../../review/sinks/syntax.ts'
import { bodyOf, collectingLoop, oddHead, parameterOf } from './rewriteLoopParts.ts'
import { expressionOf, held, withoutParentheses } from './rewriteNegation.ts'
import { codeOf, hasComment, type Rewrite, type RewriteSite, refused, replaced, semicolon } from './rewriteSite.ts'
import { boundToItsPlace, isKnownArray } from './rewriteSoundness.ts'

/** `for (…) { if (c) return true } return false`, and the same that gives the element, or else something in its stead. */
export function searched(site: RewriteSite, loop: Node): Rewrite | undefined {
  const parts = collectingLoop(loop)
  const next = loop.nextNamedSibling
  if (parts?.action.type !== 'return_statement' || parts.condition === undefined || next?.type !== 'return_statement')
    return undefined
  const [inside, behind] = [parts.action, next].map((each) => codeOf(each)[0])
  const search = searchOf(inside?.text, behind, parts.element.text)
  if (search === undefined) return undefined
  const { method, otherwise } = search
  const over = parts.over.text
  const problem = oddHead(loop) ?? boundToItsPlace(parts.conditionNodes, '', over)
  if (problem !== undefined) return refused(problem)
  if (
    otherwise !== undefined &&
    !parts.conditionNodes.some((each) => isAskedForMember(withoutParentheses(each), parts.element.text))
  )
    return refused(`What is found may be nothing, and then \`??\` would give what stands behind the loop.`)
  if (!isKnownArray(parts.over)) return refused(`\`${over.slice(0, 40)}\` may be something else than an array.`)
  if (hasComment(loop)) return refused('A comment stands within it and would be lost.')
  const condition = method === 'every' ? parts.opposite : parts.condition
  if (condition === undefined) return undefined
  const call = `${held(expressionOf(parts.over), 'atom')}.${method}(${parameterOf(parts.element)} => ${bodyOf(condition)})`
  const value = otherwise === undefined ? call : `${call} ?? ${held(expressionOf(otherwise), 'unary')}`
  return replaced(loop, next, `return ${value}${semicolon(site)}`)
}

interface Search {
  readonly method: 'some' | 'every' | 'find'
  /** What is given where nothing is found; absent: undefined. */
  readonly otherwise?: Node
}

function searchOf(inside: string | undefined, behind: Node | undefined, element: string): Search | undefined {
  if (inside === 'true' && behind?.text === 'false') return { method: 'some' }
  if (inside === 'false' && behind?.text === 'true') return { method: 'every' }
  if (inside !== element) return undefined
  return { method: 'find', ...(behind === undefined || behind.text === 'undefined' ? {} : { otherwise: behind }) }
}

/** Whether a condition always asks an element for a member first, which fails of null and undefined: then what is found is neither. */
function isAskedForMember(condition: Node, element: string): boolean {
  if (functionTypes.has(condition.type)) return false
  const isMember =
    condition.type === 'member_expression' &&
    condition.childForFieldName('object')?.text === element &&
    !condition.children.some((each) => each?.type === 'optional_chain')
  if (isMember) return true
  const sign = condition.childForFieldName('operator')?.text ?? ''
  const evaluated =
    /^(&&|\|\||\?\?)$/.test(sign) || condition.type === 'ternary_expression' ? codeOf(condition).slice(0, 1) : codeOf(condition)
  return evaluated.some((each) => isAskedForMember(each, element))
}
