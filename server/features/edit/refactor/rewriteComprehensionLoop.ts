import type { Node } from '@vscode/tree-sitter-wasm'
import {
  codeOf,
  hasComment,
  indentAt,
  indentStep,
  nodesAround,
  type Rewrite,
  type RewriteSite,
  refused,
  replaced,
} from './rewriteSite.ts'
import { countName, scopeOf } from './rewriteSoundness.ts'

const containers: Readonly<Record<string, { readonly empty: string; readonly add: (name: string, element: Node) => string }>> = {
  list_comprehension: { empty: '[]', add: (name, element) => `${name}.append(${element.text})` },
  set_comprehension: { empty: 'set()', add: (name, element) => `${name}.add(${element.text})` },
  dictionary_comprehension: {
    empty: '{}',
    add: (name, pair) => `${name}[${pair.childForFieldName('key')?.text}] = ${pair.childForFieldName('value')?.text}`,
  },
}

/** `names = [user.name for user in users]` as a loop of Python. */
export function comprehensionToLoop(site: RewriteSite): Rewrite | undefined {
  for (const node of nodesAround(site)) {
    if (node.type === 'block' || node.type === 'module') return undefined
    if (node.type === 'return_statement' || node.type === 'expression_statement') return statementToLoop(site, node)
  }
  return undefined
}

function statementToLoop(site: RewriteSite, statement: Node): Rewrite | undefined {
  const [inner, ...others] = codeOf(statement)
  if (inner === undefined || others.length > 0) return undefined
  const isReturn = statement.type === 'return_statement'
  const value = isReturn ? inner : inner.type === 'assignment' ? inner.childForFieldName('right') : null
  const container = value === null ? undefined : containers[value.type]
  if (value === null || container === undefined) return undefined
  const [body, ...clauses] = codeOf(value)
  const target = isReturn ? undefined : inner.childForFieldName('left')
  if (body === undefined || (target !== undefined && target?.type !== 'identifier')) return undefined
  const name = target?.text ?? freeName(statement)
  const problem = problemOf(statement, value, target?.text)
  if (problem !== undefined) return refused(problem)
  const [indent, step, lineEnd] = [indentAt(site, statement.startIndex), indentStep(site), site.source.lineEnd]
  const head = isReturn ? `${name} = ` : site.source.text.slice(statement.startIndex, value.startIndex)
  const lines = clauses.map((clause, depth) => `${indent}${step.repeat(depth)}${clause.text}:`)
  const added = `${indent}${step.repeat(clauses.length)}${container.add(name, body)}`
  const text = [`${head}${container.empty}`, ...lines, added, ...(isReturn ? [`${indent}return ${name}`] : [])]
  return replaced(statement, statement, text.join(lineEnd))
}

/** The variables of a comprehension end with it, those of a loop stay. */
function problemOf(statement: Node, value: Node, target: string | undefined): string | undefined {
  if (hasComment(statement)) return 'A comment stands within it and would be lost.'
  const scope = scopeOf(statement)
  if (scope.type === 'lambda') return 'A lambda has no statements.'
  const names = value.descendantsOfType('for_in_clause').flatMap((clause) => namesOf(clause?.childForFieldName('left') ?? null))
  // What is gone through first is evaluated outside, where the name means something else.
  const first = value.descendantsOfType('for_in_clause')[0]?.childForFieldName('right') ?? null
  const kept = names.find((name) => countName(scope, name, value) > 0 || (first !== null && countName(first, name) > 0))
  if (kept !== undefined) return `\`${kept}\` is used outside of it as well.`
  if (value.descendantsOfType(['lambda', 'named_expression']).length > 0)
    return 'A function within it may see other values of its variables.'
  return target !== undefined && countName(value, target) > 0
    ? `It reads \`${target}\`, which the loop would have emptied.`
    : undefined
}

function namesOf(pattern: Node | null): readonly string[] {
  if (pattern === null) return []
  return pattern.type === 'identifier'
    ? [pattern.text]
    : pattern.descendantsOfType('identifier').flatMap((each) => (each === null ? [] : [each.text]))
}

function freeName(statement: Node): string {
  const scope = scopeOf(statement)
  return ['result', 'results', 'collected', 'collected_results'].find((name) => countName(scope, name) === 0) ?? 'latent_result'
}
