import type { Node } from '@vscode/tree-sitter-wasm'
import { functionTypes } from '../../review/sinks/syntax.ts'
import { type Effect, effectOf } from './evaluation.ts'

/** Where an expression stands in the order of evaluation. */
export type EvaluationPlace =
  /** Whenever `statement` runs, the expression is evaluated exactly once, after `before`. */
  | { readonly kind: 'once'; readonly statement: Node; readonly before: readonly Node[] }
  /** It may be evaluated never, later or several times. */
  | { readonly kind: 'notOnce'; readonly reason: string }

const blockTypes: ReadonlySet<string> = new Set(['statement_block', 'program', 'block', 'module'])

/** The statement that evaluates an expression, and what it evaluates before. */
export function evaluationPlace(expression: Node): EvaluationPlace {
  const before: Node[] = []
  for (let node = expression; ; ) {
    const { parent } = node
    if (parent === null) return { kind: 'notOnce', reason: reasons.noStatement }
    if (isBlockLike(parent, node)) return { kind: 'once', statement: node, before }
    if (parent.type === 'arrow_function' && isField(parent, 'body', node)) return { kind: 'once', statement: node, before }
    const reason = whyNotOnce(parent, node)
    if (reason !== undefined) return { kind: 'notOnce', reason }
    before.unshift(...evaluatedBefore(parent, node))
    node = parent
  }
}

/**
 * Why an expression cannot be evaluated before all that stands in front of it in its statement; undefined where nobody could tell the
 * difference.
 */
export function whyNotEarlier(effect: Effect, before: readonly Node[], isStable: (name: string) => boolean): string | undefined {
  if (effect === 'none') return undefined
  const effects = before.map((node) => effectOf(node, isStable))
  if (effects.includes('acts')) return reasons.order
  return effect === 'acts' && effects.includes('reads') ? reasons.order : undefined
}

const reasons = {
  noStatement: 'It is not part of a statement.',
  conditional: 'It is evaluated under a condition only.',
  repeated: 'It is evaluated again and again.',
  later: 'It is evaluated when the function is called.',
  declaration: 'It is part of a declaration that is evaluated elsewhere.',
  order: 'Something in front of it would be evaluated after it.',
} as const

function isBlockLike(parent: Node, child: Node): boolean {
  if (blockTypes.has(parent.type)) return true
  const isCase = parent.type === 'switch_case' || parent.type === 'switch_default'
  return isCase && !isField(parent, 'value', child)
}

function whyNotOnce(parent: Node, child: Node): string | undefined {
  const at = (...fields: readonly string[]) => fields.some((field) => isField(parent, field, child))
  switch (parent.type) {
    case 'binary_expression':
    case 'boolean_operator':
    case 'augmented_assignment_expression': {
      const operator = parent.childForFieldName('operator')?.type ?? ''
      return at('right') && /^(&&|\|\||\?\?|and$|or$)/.test(operator) ? reasons.conditional : undefined
    }
    case 'ternary_expression':
      return at('condition') ? undefined : reasons.conditional
    case 'conditional_expression':
      return parent.namedChild(1)?.id === child.id ? undefined : reasons.conditional
    case 'comparison_operator':
      return parent.namedChild(0)?.id === child.id || parent.namedChild(1)?.id === child.id ? undefined : reasons.conditional
    case 'if_statement':
      return at('condition') ? undefined : reasons.conditional
    case 'call_expression':
    case 'subscript_expression':
      return at('arguments', 'index') && isOptional(parent) ? reasons.conditional : undefined
    case 'for_statement':
      // JavaScript's loop with three parts, or Python's over a collection.
      return at('initializer', 'right') ? undefined : reasons.repeated
    case 'for_in_statement':
      return at('right') ? undefined : reasons.repeated
    case 'for_in_clause':
      return at('right') && isFirstClause(parent) ? undefined : reasons.repeated
    case 'while_statement':
    case 'do_statement':
    case 'list_comprehension':
    case 'set_comprehension':
    case 'dictionary_comprehension':
    case 'generator_expression':
      return child.type === 'for_in_clause' && isFirstClause(child) ? undefined : reasons.repeated
    case 'assert_statement':
      return parent.namedChild(0)?.id === child.id ? undefined : reasons.conditional
    case 'else_clause':
    case 'elif_clause':
    case 'if_clause':
    case 'except_clause':
    case 'switch_case':
    case 'case_clause':
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      return reasons.conditional
    case 'class_body':
    case 'decorator':
    case 'default_parameter':
    case 'typed_default_parameter':
    case 'formal_parameters':
    case 'parameters':
      return reasons.declaration
    default:
      return functionTypes.has(parent.type) ? reasons.later : undefined
  }
}

/** The brothers in front of a node that its parent evaluates first. */
function evaluatedBefore(parent: Node, child: Node): readonly Node[] {
  const brothers = parent.namedChildren.filter((each): each is Node => each !== null && each.endIndex <= child.startIndex)
  // Python evaluates the value first. What is called is looked up first, but nobody changes methods between that and the call.
  if (parent.type === 'assignment' || parent.type === 'augmented_assignment') return []
  if (parent.type === 'variable_declarator' || parent.type === 'for_statement' || parent.type === 'for_in_statement') return []
  if (parent.type === 'call_expression' || parent.type === 'call' || parent.type === 'new_expression')
    return brothers
      .filter((each) => !isField(parent, 'function', each) && !isField(parent, 'constructor', each))
      .concat(calledOn(parent))
  return brothers
}

/** What is evaluated to find what is called: `make()` of `make().add(x)`. */
function calledOn(call: Node): readonly Node[] {
  const callee = call.childForFieldName('function')
  const object = callee?.childForFieldName('object')
  return object == null || object.type === 'identifier' || object.type === 'this' ? [] : isPlainChain(object) ? [] : [object]
}

/** `a.b.c`: members of a name. */
function isPlainChain(node: Node): boolean {
  const object = node.childForFieldName('object')
  if (node.type !== 'member_expression' && node.type !== 'attribute') return node.type === 'identifier' || node.type === 'this'
  return object !== null && isPlainChain(object)
}

/** Whether what follows an expression is skipped together with it: `a?.b` in `a?.b.c`. */
export function isOptional(node: Node): boolean {
  for (let inner: Node | null = node; inner !== null; ) {
    if (inner.children.some((each) => each?.type === 'optional_chain')) return true
    inner = inner.childForFieldName('function') ?? inner.childForFieldName('object')
  }
  return false
}

function isFirstClause(clause: Node): boolean {
  return clause.parent?.namedChildren.find((each) => each?.type === 'for_in_clause')?.id === clause.id
}

function isField(parent: Node, field: string, child: Node): boolean {
  return parent.childrenForFieldName(field).some((each) => each?.id === child.id)
}
