import type { Node } from '@vscode/tree-sitter-wasm'
import { linesOfBlock, moved } from './rewriteLines.ts'
import {
  expressionOf,
  held,
  isBoolean,
  isCondition,
  isNot,
  isPythonTree,
  joined,
  negated,
  operandOf,
  signOf,
  withoutParentheses,
} from './rewriteNegation.ts'
import {
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

/** Says a condition more simply: `if (a) return true; return false`, `!(a === b)`, `c ? true : false`, an `if` within an `if`. */
export function simplifyCondition(site: RewriteSite): Rewrite | undefined {
  for (const node of nodesAround(site)) {
    if (/function|method|lambda|class/.test(node.type) && node.type !== 'function') return undefined
    const rewrite = node.type === 'if_statement' ? simplerIf(site, node) : simplerExpression(node)
    if (rewrite !== undefined) return rewrite
  }
  return undefined
}

function simplerIf(site: RewriteSite, node: Node): Rewrite | undefined {
  const consequence = node.childForFieldName('consequence')
  const condition = node.childForFieldName('condition')
  if (condition === null || consequence === null) return undefined
  const answer = truthReturned(node)
  if (answer !== undefined) {
    if (hasComment(node)) return refused(commentWithin)
    return replaced(node, answer.last, `return ${truthOf(condition, answer.whenTrue)}${isPython(site) ? '' : semicolon(site)}`)
  }
  return standsAtHead(site, node, consequence) ? mergedIfs(site, node, condition, consequence) : undefined
}

const commentWithin = 'A comment stands within it and would be lost.'

/** `if (c) return true` with `return false` in the other branch or behind it; the last node that goes. */
function truthReturned(node: Node): { readonly whenTrue: boolean; readonly last: Node } | undefined {
  const first = onlyReturned(node.childForFieldName('consequence'))
  const alternatives = node.childrenForFieldName('alternative').filter((each) => each !== null)
  const [alternative] = alternatives
  if (first === undefined || alternatives.length > 1 || alternative?.type === 'elif_clause') return undefined
  const next = node.nextNamedSibling
  const second = alternative === undefined ? onlyReturned(next) : onlyReturned(bodyOfElse(alternative))
  if (second === undefined || second === first) return undefined
  const last = alternative === undefined ? next : node
  return last === null ? undefined : { whenTrue: first, last }
}

export function bodyOfElse(alternative: Node): Node | null {
  return (
    alternative.childForFieldName('body') ?? (alternative.type === 'else_clause' ? (codeOf(alternative)[0] ?? null) : alternative)
  )
}

/** True or false, where a statement or block does nothing but return that. */
function onlyReturned(body: Node | null): boolean | undefined {
  const [only, ...others] = statementsOf(body)
  if (only?.type !== 'return_statement' || others.length > 0) return undefined
  return truthValue(codeOf(only)[0])
}

function truthValue(node: Node | undefined): boolean | undefined {
  const text = node?.text
  if (text === 'true' || text === 'True') return true
  return text === 'false' || text === 'False' ? false : undefined
}

/** The condition, or its opposite, as a value that is true or false. */
function truthOf(condition: Node, whenTrue: boolean): string {
  if (!whenTrue) return negated(condition, true).text
  const inner = withoutParentheses(condition)
  if (isBoolean(inner)) return inner.text
  return isPythonTree(inner) ? `bool(${inner.text})` : `!!${held(expressionOf(inner), 'unary')}`
}

/** `if (a) { if (b) { … } }` without any `else`. */
function mergedIfs(site: RewriteSite, node: Node, condition: Node, consequence: Node): Rewrite | undefined {
  if (node.childForFieldName('alternative') !== null) return undefined
  const [inner, ...others] = statementsOf(consequence)
  if (inner?.type !== 'if_statement' || others.length > 0) return undefined
  const [innerCondition, body] = [inner.childForFieldName('condition'), inner.childForFieldName('consequence')]
  if (innerCondition === null || body === null || inner.childForFieldName('alternative') !== null) return undefined
  const lines = linesOfBlock(site, body)
  if (lines === undefined) return undefined
  const isLost = ({ startPosition: { row } }: Node) => row < lines.firstRow || row >= lines.firstRow + lines.lines.length
  if (node.descendantsOfType('comment').some((each) => each !== null && isLost(each))) return refused(commentWithin)
  const [left, right] = [condition, innerCondition].map((each) => expressionOf(withoutParentheses(each)))
  if (left === undefined || right === undefined) return undefined
  const indent = indentAt(site, node.startIndex)
  const block = moved(site, lines, indent + indentStep(site)).join(site.source.lineEnd)
  const text = isPython(site)
    ? `if ${joined(left, 'and', right).text}:${site.source.lineEnd}${block}`
    : `if (${joined(left, '&&', right).text}) {${site.source.lineEnd}${block}${site.source.lineEnd}${indent}}`
  return replaced(node, node, text)
}

function simplerExpression(node: Node): Rewrite | undefined {
  const rewrite =
    node.type === 'ternary_expression' || node.type === 'conditional_expression' ? chosenTruth(node) : simplerOperator(node)
  return rewrite?.kind === 'edit' && hasComment(node) ? refused(commentWithin) : rewrite
}

/** `c ? true : false`, `True if c else False`. */
function chosenTruth(node: Node): Rewrite | undefined {
  const parts = codeOf(node)
  const [condition, first, second] = isPythonTree(node) ? [parts[1], parts[0], parts[2]] : parts
  const whenTrue = truthValue(first)
  if (condition === undefined || whenTrue === undefined || truthValue(second) !== !whenTrue) return undefined
  const text = truthOf(condition, whenTrue)
  return replaced(node, node, isWhole(node) ? text : `(${text})`)
}

/** Whether nothing stands beside an expression that could take hold of a part of it. */
function isWhole({ parent }: Node): boolean {
  return (
    parent === null || !/binary|unary|operator|member|attribute|subscript|await|comparison|spread|as_expression/.test(parent.type)
  )
}

function simplerOperator(node: Node): Rewrite | undefined {
  const truth = comparedWithTruth(node)
  if (truth !== undefined) return truth
  if (!isNot(node)) return undefined
  const operand = operandOf(node)
  const inner = operand && withoutParentheses(operand)
  if (inner === undefined) return undefined
  if (isNot(inner)) {
    const value = operandOf(inner)
    if (value === undefined || (!isCondition(node) && !isBoolean(value))) return undefined
    return replaced(node, node, isWhole(node) ? withoutParentheses(value).text : value.text)
  }
  const opposite = negated(inner, !isCondition(node))
  // What still begins with "not" is no simpler.
  if (/^(!|not )/.test(opposite.text) || opposite.text.length >= node.text.length + 2) return undefined
  return replaced(node, node, isWhole(node) ? opposite.text : `(${opposite.text})`)
}

/** `(a > b) === true`. Of a value that may be other than true and false, the comparison tells more than the value. */
function comparedWithTruth(node: Node): Rewrite | undefined {
  if (node.type !== 'binary_expression' && node.type !== 'comparison_operator') return undefined
  const sign = signOf(node)
  const [left, right, ...others] = codeOf(node)
  if (!/^(===?|!==?|is|is not)$/.test(sign) || left === undefined || right === undefined || others.length > 0) return undefined
  const [value, constant] = truthValue(right) === undefined ? [right, truthValue(left)] : [left, truthValue(right)]
  if (constant === undefined) return undefined
  if (!isBoolean(value))
    return refused(`\`${value.text.slice(0, 40)}\` may be something else than true or false, which the comparison tells apart.`)
  const keeps = constant !== /!|not/.test(sign)
  const expression = keeps ? expressionOf(withoutParentheses(value)) : negated(value, true)
  return replaced(node, node, isWhole(node) ? expression.text : held(expression, 'atom'))
}
