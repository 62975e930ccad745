import type { Node } from '@vscode/tree-sitter-wasm'
import { argumentsOf, calleeOf, memberOf, objectOf } from '../../review/sinks/syntax.ts'
import { type Expression, expressionOf, joined, negated, withoutParentheses } from './rewriteNegation.ts'
import { codeOf, statementsOf } from './rewriteSite.ts'

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

/** `if (!c) continue` in front, or an `if` around: the condition with the one thing that is done. Undefined where more is done. */
export function collectingLoop(loop: Node): CollectingLoop | undefined {
  return collectingBy(loop, statementsOf(loop.childForFieldName('body')))
}

/** The same of some statements of the loop's body. */
export function collectingBy(loop: Node, body: readonly Node[]): CollectingLoop | undefined {
  const [element, over] = [loop.childForFieldName('left'), loop.childForFieldName('right')]
  if (element === null || over === null) return undefined
  const python = loop.type === 'for_statement'
  const and = python ? 'and' : '&&'
  let statements = body
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

/** A declaration of one name with a value. */
export interface DeclarationBefore {
  readonly statement: Node
  readonly name: string
  readonly value: Node
}

/** The declaration right in front of a loop, of one name with a value. */
export function declarationBefore(loop: Node): DeclarationBefore | undefined {
  const statement = loop.previousNamedSibling
  if (statement === null) return undefined
  const [declared, ...others] = codeOf(statement)
  if (declared === undefined || others.length > 0) return undefined
  const name = declared.childForFieldName('name') ?? declared.childForFieldName('left')
  const value = declared.childForFieldName('value') ?? declared.childForFieldName('right')
  return name?.type === 'identifier' && value !== null ? { statement, name: name.text, value } : undefined
}

/** What keeps the loop's own head from becoming a call. */
export function oddHead(loop: Node): string | undefined {
  const kind = loop.childForFieldName('kind')?.text
  if (loop.children.some((each) => each?.type === 'await')) return 'It waits for each element with `for await`.'
  if (loop.childForFieldName('operator')?.text === 'in') return 'It goes through keys with `for … in`, inherited ones included.'
  if (kind !== 'const' && kind !== 'let') return 'The variable of the loop lives on after it.'
  return loop.parent?.type === 'labeled_statement' ? 'The loop has a label.' : undefined
}

export type Action = { readonly kind: 'push'; readonly value: Node } | { readonly kind: 'add'; readonly value: Node }

export function actionOn(statement: Node, name: string): Action | undefined {
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
export function parameterOf(element: Node): string {
  return `(${element.text})`
}

/** An expression as the body of an arrow function. */
export function bodyOf(expression: Expression): string {
  return expression.text.startsWith('{') ? `(${expression.text})` : expression.text
}
