import type { Node } from '@vscode/tree-sitter-wasm'
import { codeOf } from './rewriteSite.ts'

/** An expression's text, and how tightly it holds together: see `levels`. */
export interface Expression {
  readonly text: string
  readonly level: number
}

/** From the loosest to the tightest, in JavaScript's and Python's order. */
const levels = { loose: 0, or: 1, and: 2, not: 3, comparison: 4, arithmetic: 5, unary: 6, atom: 7 } as const

const looseTypes: ReadonlySet<string> = new Set([
  ...[
    'ternary_expression',
    'conditional_expression',
    'assignment_expression',
    'augmented_assignment_expression',
    'arrow_function',
  ],
  ...['yield_expression', 'yield', 'sequence_expression', 'lambda', 'named_expression', 'expression_list'],
])
const comparisonSigns: ReadonlySet<string> = new Set(['==', '!=', '===', '!==', '<', '<=', '>', '>=', 'in', 'instanceof'])

/** What stands within parentheses, however many. */
export function withoutParentheses(node: Node): Node {
  let inner = node
  while (inner.type === 'parenthesized_expression') {
    const [only, ...others] = codeOf(inner)
    if (only === undefined || others.length > 0) return inner
    inner = only
  }
  return inner
}

export function signOf(node: Node): string {
  const operators = node.childrenForFieldName('operators').map((each) => each?.text ?? '')
  return node.childForFieldName('operator')?.text ?? operators.join(' ')
}

export function expressionOf(node: Node): Expression {
  return { text: node.text, level: levelOf(node) }
}

function levelOf(node: Node): number {
  const { type } = node
  if (looseTypes.has(type)) return levels.loose
  switch (type) {
    case 'boolean_operator':
      return signOf(node) === 'and' ? levels.and : levels.or
    case 'not_operator':
      return levels.not
    case 'comparison_operator':
    case 'as_expression':
    case 'satisfies_expression':
      return levels.comparison
    case 'binary_operator':
      return levels.arithmetic
    case 'unary_expression':
    case 'unary_operator':
    case 'await_expression':
    case 'await':
    case 'update_expression':
      return levels.unary
    case 'binary_expression':
      return levelOfSign(signOf(node))
    default:
      return levels.atom
  }
}

function levelOfSign(sign: string): number {
  if (sign === '||') return levels.or
  if (sign === '&&') return levels.and
  // It must not stand beside `||` without parentheses.
  if (sign === '??') return levels.loose
  if (comparisonSigns.has(sign)) return levels.comparison
  return /^[&|^]$/.test(sign) ? levels.not : levels.arithmetic
}

/** In parentheses where it would fall apart beside an operator of that level. */
export function held({ text, level }: Expression, least: keyof typeof levels): string {
  return level < levels[least] ? `(${text})` : text
}

const opposites: ReadonlyMap<string, string> = new Map([
  ...(['==', '!='] as const).map((sign) => [sign, sign === '==' ? '!=' : '=='] as const),
  ...(['===', '!=='] as const).map((sign) => [sign, sign === '===' ? '!==' : '==='] as const),
  ...[['in', 'not in'] as const, ['not in', 'in'] as const, ['is', 'is not'] as const, ['is not', 'is'] as const],
])

/**
 * The opposite of a condition. `<` is never turned into `>=`, because with NaN and undefined both are false. Unless `exact`, only whether
 * the result counts as true matters, not that it is true or false itself.
 */
export function negated(node: Node, exact: boolean): Expression {
  const inner = withoutParentheses(node)
  const python = inner.type === 'boolean_operator' || inner.type === 'not_operator' || inner.type === 'comparison_operator'
  if (isNot(inner)) {
    const operand = operandOf(inner)
    if (operand !== undefined && (!exact || isBoolean(operand))) return expressionOf(withoutParentheses(operand))
  }
  const sign = signOf(inner)
  const [left, right, ...others] = codeOf(inner)
  const isBinary = inner.type === 'binary_expression' || inner.type === 'boolean_operator' || inner.type === 'comparison_operator'
  if (isBinary && left !== undefined && right !== undefined && others.length === 0) {
    const opposite = inner.type === 'binary_expression' && sign.includes('in') ? undefined : opposites.get(sign)
    if (opposite !== undefined) return { text: `${left.text} ${opposite} ${right.text}`, level: levels.comparison }
    if (sign === '&&' || sign === 'and') return joined(negated(left, exact), python ? 'or' : '||', negated(right, exact))
    if (sign === '||' || sign === 'or') return joined(negated(left, exact), python ? 'and' : '&&', negated(right, exact))
  }
  const constant = { true: 'false', false: 'true', True: 'False', False: 'True' }[inner.text]
  if (constant !== undefined) return { text: constant, level: levels.atom }
  if (isPythonTree(inner)) return { text: `not ${held(expressionOf(inner), 'not')}`, level: levels.not }
  return { text: `!${held(expressionOf(inner), 'unary')}`, level: levels.unary }
}

/** Two expressions beside an operator of two. */
export function joined(left: Expression, sign: '&&' | '||' | 'and' | 'or', right: Expression): Expression {
  const least = sign === '&&' || sign === 'and' ? 'and' : 'or'
  return { text: `${held(left, least)} ${sign} ${held(right, least)}`, level: levels[least] }
}

/** The root of a tree tells its language: Python's is a module. */
export function isPythonTree(node: Node): boolean {
  return node.tree.rootNode.type === 'module'
}

export function isNot(node: Node): boolean {
  return node.type === 'not_operator' || (node.type === 'unary_expression' && signOf(node) === '!')
}

export function operandOf(node: Node): Node | undefined {
  return node.childForFieldName('argument') ?? node.childForFieldName('operand') ?? codeOf(node)[0]
}

/** Whether an expression is true or false and nothing else, as far as the tree tells. */
export function isBoolean(node: Node): boolean {
  const inner = withoutParentheses(node)
  if (isNot(inner) || ['true', 'false'].includes(inner.type)) return true
  switch (inner.type) {
    // Comparisons of Python's objects may give anything: arrays compare element by element.
    case 'comparison_operator':
      return /^(in|not in|is|is not)$/.test(signOf(inner)) || !/(array|frame|series|np\.|pd\.|df)/i.test(inner.text)
    case 'boolean_operator':
      return codeOf(inner).every(isBoolean)
    case 'binary_expression': {
      const sign = signOf(inner)
      return comparisonSigns.has(sign) || ((sign === '&&' || sign === '||') && codeOf(inner).every(isBoolean))
    }
    case 'call_expression':
      return inner.childForFieldName('function')?.text === 'Boolean'
    case 'call':
      return /^(bool|isinstance|issubclass|callable|hasattr|any|all)$/.test(inner.childForFieldName('function')?.text ?? '')
    case 'identifier':
      return isBooleanParameter(inner)
    default:
      return false
  }
}

/** A parameter of TypeScript that is declared as `boolean`, unless a variable of its function has the same name. */
function isBooleanParameter(name: Node): boolean {
  for (let outer = name.parent; outer !== null; outer = outer.parent) {
    const parameters = codeOf(outer.childForFieldName('parameters'))
    const own = parameters.find(
      (each) => (each.childForFieldName('pattern') ?? each.childForFieldName('name'))?.text === name.text,
    )
    if (own === undefined) continue
    const declared = own.type === 'required_parameter' && own.childForFieldName('type')?.text === ': boolean'
    const variables = outer.descendantsOfType('variable_declarator')
    return declared && !variables.some((each) => each?.childForFieldName('name')?.text === name.text)
  }
  return false
}

const conditionHolders: ReadonlySet<string> = new Set([
  ...[
    'if_statement',
    'while_statement',
    'do_statement',
    'ternary_expression',
    'elif_clause',
    'for_statement',
    'assert_statement',
  ],
])

/** Whether only the truth of an expression counts where it stands, not its value. */
export function isCondition(node: Node): boolean {
  const { parent } = node
  if (parent === null) return false
  if (parent.type === 'parenthesized_expression') return isCondition(parent)
  if (isNot(parent)) return true
  if (parent.type === 'conditional_expression') return codeOf(parent)[1]?.id === node.id
  if (parent.type === 'boolean_operator' || (parent.type === 'binary_expression' && /^(&&|\|\|)$/.test(signOf(parent))))
    return isCondition(parent)
  return conditionHolders.has(parent.type) && parent.childForFieldName('condition')?.id === node.id
}
