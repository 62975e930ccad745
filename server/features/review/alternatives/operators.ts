import type { Alternative, MutationKind, Place } from './alternative.ts'

type Replacement = readonly [text: string, kind: MutationKind]

const comparison = (...texts: string[]): Replacement[] => texts.map((text) => [text, 'comparison'])
const boundary = (text: string): Replacement => [text, 'boundary']
const boolean = (text: string): Replacement[] => [[text, 'boolean']]
const arithmetic = (...texts: string[]): Replacement[] => texts.map((text) => [text, 'arithmetic'])

/** What people write in the place of an operator by mistake. */
const replacements: ReadonlyMap<string, readonly Replacement[]> = new Map([
  ['<', [boundary('<='), ...comparison('>')]],
  ['<=', [boundary('<'), ...comparison('>=')]],
  ['>', [boundary('>='), ...comparison('<')]],
  ['>=', [boundary('>'), ...comparison('<=')]],
  ['==', comparison('!=')],
  ['!=', comparison('==')],
  ['===', comparison('!==')],
  ['!==', comparison('===')],
  ['is', comparison('is not')],
  ['is not', comparison('is')],
  ['in', comparison('not in')],
  ['not in', comparison('in')],
  ['&&', boolean('||')],
  ['||', boolean('&&')],
  ['and', boolean('or')],
  ['or', boolean('and')],
  ['+', arithmetic('-')],
  ['-', arithmetic('+')],
  ['*', arithmetic('/')],
  ['/', arithmetic('*', '%')],
  ['//', arithmetic('/', '%')],
  ['%', arithmetic('/')],
  ['+=', arithmetic('-=')],
  ['-=', arithmetic('+=')],
  ['*=', arithmetic('/=')],
  ['/=', arithmetic('*=')],
  ['++', arithmetic('--')],
  ['--', arithmetic('++')],
  ['&', arithmetic('|')],
  ['|', arithmetic('&')],
  ['<<', arithmetic('>>')],
  ['>>', arithmetic('<<')],
])

/** In these, an anonymous child of one of the texts above is an operator; elsewhere it may be a type or a pointer. */
const operatorParents: ReadonlySet<string> = new Set([
  ...['binary_expression', 'binary_operator', 'comparison_operator', 'boolean_operator', 'update_expression'],
  ...['augmented_assignment', 'augmented_assignment_expression', 'compound_assignment_expr', 'assignment_expression'],
  ...['assignment_statement', 'inc_statement', 'dec_statement', 'postfix_unary_expression', 'prefix_unary_expression'],
])

/** Comparison, boolean and arithmetic operators, each by those it is mistaken for. */
export function operatorAlternatives({ node, parent }: Place): readonly Alternative[] {
  if (node.isNamed || parent === null || !operatorParents.has(parent.type)) return []
  const known = replacements.get(node.type) ?? []
  return known
    .filter(([text]) => !(isTextual(parent.text) && /[-+]/.test(text)))
    .map(([newText, kind]) => ({ kind, startOffset: node.startIndex, endOffset: node.endIndex, newText }))
}

/** Text is joined by `+`; nobody means `-` there. */
function isTextual(expression: string): boolean {
  return /["'`]/.test(expression)
}
