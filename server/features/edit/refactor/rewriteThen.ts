import type { Node } from '@vscode/tree-sitter-wasm'
import { argumentsOf, calleeOf, functionTypes, isAsync, memberOf, objectOf } from '../../review/sinks/syntax.ts'
import { expressionOf, held } from './rewriteNegation.ts'
import {
  codeOf,
  hasComment,
  indentAt,
  indentStep,
  nodesAround,
  type Rewrite,
  type RewriteSite,
  refused,
  semicolon,
  standsAtHead,
  statementsOf,
} from './rewriteSite.ts'
import { countName } from './rewriteSoundness.ts'

/**
 * A function that ends with `return load().then((a) => …).catch(() => …)` waits with `await` instead. TypeScript does it where it knows that
 * `load` gives a promise; here the function has to give the chain back, and each step has to be an arrow function of one expression.
 */
export function thenToAwait(site: RewriteSite): Rewrite | undefined {
  for (const node of nodesAround(site)) {
    if (!functionTypes.has(node.type)) continue
    const body = node.childForFieldName('body')
    if (body === null || !standsAtHead(site, node, body)) continue
    return body.type === 'statement_block' ? endingInChain(site, node, body) : undefined
  }
  return undefined
}

function endingInChain(site: RewriteSite, fn: Node, body: Node): Rewrite | undefined {
  const last = statementsOf(body).at(-1)
  const value = last?.type === 'return_statement' ? codeOf(last)[0] : undefined
  const chain = value === undefined ? undefined : chainOf(value)
  if (last === undefined || chain === undefined || chain.steps.length === 0) return undefined
  const others = body.descendantsOfType('return_statement').filter((each) => each !== null && each.id !== last.id)
  if (fn.type.startsWith('generator') || isAccessor(fn)) return refused('A constructor or an accessor cannot be `async`.')
  if (others.length > 0) return refused('It gives something back at another place, which would become a promise.')
  if (hasComment(last)) return refused('A comment stands within it and would be lost.')
  const steps = chain.steps.map(stepOf)
  const odd = steps.find((each) => typeof each === 'string')
  if (typeof odd === 'string') return refused(odd)
  const known = steps.filter((each) => typeof each !== 'string')
  const clash = known.map(({ name }) => name).find((name) => name !== '' && isUsedElsewhere(fn, name, known))
  if (clash !== undefined) return refused(`\`${clash}\` means something else in the function as well.`)
  const text = `${site.source.text.slice(fn.startIndex, last.startIndex)}${waiting(site, last, chain.over, known)}${site.source.text.slice(last.endIndex, fn.endIndex)}`
  const newText = isAsync(fn) ? text : withAsync(fn, text)
  return newText === undefined
    ? undefined
    : { kind: 'edit', edit: { startOffset: fn.startIndex, endOffset: fn.endIndex, newText } }
}

function isAccessor(fn: Node): boolean {
  return (
    fn.childForFieldName('name')?.text === 'constructor' || fn.children.some((each) => /^(get|set|\*)$/.test(each?.type ?? ''))
  )
}

/** `async` stands in front of a function, and in a class behind what is said of its place. */
function withAsync(fn: Node, text: string): string | undefined {
  if (fn.type !== 'method_definition') return `async ${text}`
  const name = fn.childForFieldName('name')
  if (name === null) return undefined
  const at = name.startIndex - fn.startIndex
  return `${text.slice(0, at)}async ${text.slice(at)}`
}

/** The calls of `then`, with one of `catch` behind them at most, and what they begin with. */
function chainOf(value: Node): { readonly over: Node; readonly steps: readonly Node[] } | undefined {
  const steps: Node[] = []
  let node = value
  for (;;) {
    const callee = node.type === 'call_expression' ? calleeOf(node) : null
    const method = callee?.type === 'member_expression' ? memberOf(callee) : ''
    if (method !== 'then' && !(method === 'catch' && steps.length === 0)) return { over: node, steps }
    const object = callee === null ? null : objectOf(callee)
    if (object === null) return undefined
    steps.unshift(node)
    node = object
  }
}

interface Step {
  readonly method: string
  /** Empty where the function takes nothing. */
  readonly name: string
  readonly body: Node
}

function stepOf(call: Node): Step | string {
  const [fn, ...others] = argumentsOf(call)
  const method = memberOf(calleeOf(call) ?? call)
  if (fn === undefined || others.length > 0) return `\`${method}\` is given more than a function.`
  if (fn.type !== 'arrow_function') return 'It is given a function that is written elsewhere.'
  const body = fn.childForFieldName('body')
  if (body === null || body.type === 'statement_block') return 'Its function has a body of several statements.'
  const single = fn.childForFieldName('parameter')
  const [parameter, ...more] = single === null ? codeOf(fn.childForFieldName('parameters')) : [single]
  const name = parameter === undefined ? '' : (parameter.childForFieldName('pattern') ?? parameter).text
  if (more.length > 0 || (name !== '' && !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)))
    return `\`${method}\` takes its element apart.`
  return { method, name, body }
}

/** Functions have names of their own; in one block all of them live side by side. */
function isUsedElsewhere(fn: Node, name: string, steps: readonly Step[]): boolean {
  if (steps.filter((each) => each.name === name).length > 1) return true
  const own = steps.find((each) => each.name === name)
  // Once as the parameter, and wherever its own step reads it.
  return own === undefined || countName(fn, name) !== countName(own.body, name) + 1
}

function waiting(site: RewriteSite, last: Node, over: Node, steps: readonly Step[]): string {
  const [end, lineEnd, indent, step] = [semicolon(site), site.source.lineEnd, indentAt(site, last.startIndex), indentStep(site)]
  const handler = steps.at(-1)?.method === 'catch' ? steps.at(-1) : undefined
  const thens = handler === undefined ? steps : steps.slice(0, -1)
  const inner = handler === undefined ? indent : indent + step
  let value = `await ${held(expressionOf(over), 'unary')}`
  const lines: string[] = []
  for (const [index, { name, body }] of thens.entries()) {
    lines.push(name === '' ? `${value}${end}` : `const ${name} = ${value}${end}`)
    const isLast = index === thens.length - 1
    const inside = body.type === 'parenthesized_expression' ? { text: body.text, level: 7 } : expressionOf(body)
    // Only what is waited for within the `try` has its errors caught there.
    value = isLast && handler === undefined ? inside.text : `await ${held(inside, 'unary')}`
  }
  lines.push(`return ${value}${end}`)
  if (handler === undefined) return lines.join(lineEnd + indent)
  const caught = handler.name === '' ? '' : ` (${handler.name})`
  const block = lines.map((line) => inner + line).join(lineEnd)
  return [`try {`, block, `${indent}} catch${caught} {`, `${inner}return ${handler.body.text}${end}`, `${indent}}`].join(lineEnd)
}
