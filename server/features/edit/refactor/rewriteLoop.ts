import type { Node } from '@vscode/tree-sitter-wasm'
import { argumentsOf, calleeOf, functionTypes, memberOf, objectOf } from '../../review/sinks/syntax.ts'
import { loopToComprehension } from './rewriteComprehension.ts'
import { type Expression, expressionOf, held, joined, negated, withoutParentheses } from './rewriteNegation.ts'
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
  statementsOf,
} from './rewriteSite.ts'
import { boundToItsPlace, callsSomething, countName, isKnownArray } from './rewriteSoundness.ts'

/** A loop that only collects, adds up or looks for something, with the parts that a pipeline is made of. */
export interface CollectingLoop {
  readonly loop: Node
  /** What each element is called: a name or a pattern. */
  readonly element: Node
  readonly over: Node
  /** Under which condition an element counts; undefined: always. */
  readonly condition: Expression | undefined
  /** The opposite of a condition that was written as one; undefined: it is made of several, or there is none. */
  readonly opposite: Expression | undefined
  readonly conditionNodes: readonly Node[]
  /** What is done with an element that counts. */
  readonly action: Node
}

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

/** `if (!c) continue` in front, or an `if` around: the condition with the one thing that is done. Undefined where more is done. */
export function collectingLoop(loop: Node): CollectingLoop | undefined {
  const [element, over] = [loop.childForFieldName('left'), loop.childForFieldName('right')]
  if (element === null || over === null) return undefined
  const python = loop.type === 'for_statement'
  const and = python ? 'and' : '&&'
  let statements = statementsOf(loop.childForFieldName('body'))
  let condition: Expression | undefined
  let opposite: Expression | undefined
  const conditionNodes: Node[] = []
  const require = (next: Expression, opposed: Expression) => {
    opposite = condition === undefined ? opposed : undefined
    condition = condition === undefined ? next : joined(condition, and, next)
  }
  for (;;) {
    const [first, ...rest] = statements
    if (first === undefined) return undefined
    if (first.type !== 'if_statement')
      return rest.length > 0 ? undefined : { loop, element, over, condition, opposite, conditionNodes, action: first }
    const [test, consequence] = [first.childForFieldName('condition'), first.childForFieldName('consequence')]
    if (test === null || consequence === null || first.childForFieldName('alternative') !== null) return undefined
    conditionNodes.push(test)
    const inner = statementsOf(consequence)
    if (inner.length === 1 && inner[0]?.type === 'continue_statement' && inner[0].namedChildCount === 0) {
      require(negated(test, false), expressionOf(withoutParentheses(test)))
      statements = rest
    } else if (rest.length === 0) {
      require(expressionOf(withoutParentheses(test)), negated(test, false))
      statements = inner
    } else return undefined
  }
}

/** The declaration right in front of a loop, of one name with a value. */
export function declarationBefore(
  loop: Node,
): { readonly statement: Node; readonly name: string; readonly value: Node } | undefined {
  const statement = loop.previousNamedSibling
  if (statement === null) return undefined
  const [declared, ...others] = codeOf(statement)
  if (declared === undefined || others.length > 0) return undefined
  const name = declared.childForFieldName('name') ?? declared.childForFieldName('left')
  const value = declared.childForFieldName('value') ?? declared.childForFieldName('right')
  return name?.type === 'identifier' && value !== null ? { statement, name: name.text, value } : undefined
}

const doesMore = 'The loop does more than collecting.'

function collected(site: RewriteSite, loop: Node): Rewrite | undefined {
  const before = declarationBefore(loop)
  const body = loop.childForFieldName('body')
  if (before === undefined || body === null) return undefined
  const { statement, name, value } = before
  const startsEmpty = value.type === 'array' && codeOf(value).length === 0
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

/** What keeps the loop's own head from becoming a call. */
function oddHead(loop: Node): string | undefined {
  const kind = loop.childForFieldName('kind')?.text
  if (loop.children.some((each) => each?.type === 'await')) return 'It waits for each element with `for await`.'
  if (loop.childForFieldName('operator')?.text === 'in') return 'It goes through keys with `for … in`, inherited ones included.'
  if (kind !== 'const' && kind !== 'let') return 'The variable of the loop lives on after it.'
  return loop.parent?.type === 'labeled_statement' ? 'The loop has a label.' : undefined
}

type Action = { readonly kind: 'push'; readonly value: Node } | { readonly kind: 'add'; readonly value: Node }

function actionOn(statement: Node, name: string): Action | undefined {
  const expression = statement.type === 'expression_statement' ? codeOf(statement)[0] : undefined
  if (expression?.type === 'augmented_assignment_expression') {
    const value = expression.childForFieldName('right')
    const isOwn = expression.childForFieldName('left')?.text === name && expression.childForFieldName('operator')?.text === '+='
    return isOwn && value !== null ? { kind: 'add', value } : undefined
  }
  if (expression?.type !== 'call_expression') return undefined
  const callee = calleeOf(expression)
  const [value, ...others] = argumentsOf(expression)
  if (callee === null || objectOf(callee)?.text !== name || memberOf(callee) !== 'push' || others.length > 0) return undefined
  return value === undefined || value.type === 'spread_element' ? undefined : { kind: 'push', value }
}

/** The pattern of an element as a parameter. */
function parameterOf(element: Node): string {
  return `(${element.text})`
}

/** An expression as the body of an arrow function. */
function bodyOf(expression: Expression): string {
  return expression.text.startsWith('{') ? `(${expression.text})` : expression.text
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

/** `for (…) { if (c) return true } return false`. */
function searched(site: RewriteSite, loop: Node): Rewrite | undefined {
  const parts = collectingLoop(loop)
  const next = loop.nextNamedSibling
  if (parts?.action.type !== 'return_statement' || parts.condition === undefined || next?.type !== 'return_statement')
    return undefined
  const [inside, behind] = [parts.action, next].map((each) => codeOf(each)[0]?.text)
  const method = methodOf(inside, behind, parts.element.text)
  if (method === undefined) return undefined
  const over = parts.over.text
  const problem = oddHead(loop) ?? boundToItsPlace(parts.conditionNodes, '', over)
  if (problem !== undefined) return refused(problem)
  if (!isKnownArray(parts.over)) return refused(`\`${over.slice(0, 40)}\` may be something else than an array.`)
  if (hasComment(loop)) return refused('A comment stands within it and would be lost.')
  const condition = method === 'every' ? parts.opposite : parts.condition
  if (condition === undefined) return undefined
  const call = `${held(expressionOf(parts.over), 'atom')}.${method}(${parameterOf(parts.element)} => ${bodyOf(condition)})`
  return replaced(loop, next, `return ${call}${semicolon(site)}`)
}

function methodOf(
  inside: string | undefined,
  behind: string | undefined,
  element: string,
): 'some' | 'every' | 'find' | undefined {
  if (inside === 'true' && behind === 'false') return 'some'
  if (inside === 'false' && behind === 'true') return 'every'
  return inside === element && (behind === undefined || behind === 'undefined') ? 'find' : undefined
}
