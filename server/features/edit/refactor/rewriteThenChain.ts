import type { Node } from '@vscode/tree-sitter-wasm'
import { argumentsOf, calleeOf, functionTypes, memberOf, objectOf } from '../../review/sinks/syntax.ts'
import { codeOf, statementsOf } from './rewriteSite.ts'
import { countName } from './rewriteSoundness.ts'

/** `over.then(…).then(…).catch(…).finally(…)`; what is no call of `then` may be absent. */
export interface Chain {
  readonly over: Node
  readonly thens: readonly Step[]
  readonly caught?: Step
  readonly last?: Step
}

/** One call of a chain with the arrow function that it is given. */
export interface Step {
  readonly fn: Node
  /** What the function takes, as it is declared, with its type; empty where it takes nothing. */
  readonly taken: string
  readonly names: readonly string[]
  /** An expression or a block. */
  readonly body: Node
}

/** The chain that an expression is; a reason where it is one that cannot be taken apart; undefined where it is none. */
export function chainOf(value: Node): Chain | string | undefined {
  let node = value
  const take = (...methods: readonly string[]): Node | undefined => {
    const callee = node.type === 'call_expression' ? calleeOf(node) : null
    const object = callee?.type === 'member_expression' ? objectOf(callee) : null
    if (callee === null || object === null || !methods.includes(memberOf(callee))) return undefined
    const call = node
    node = object
    return call
  }
  const last = take('finally')
  const caught = take('catch')
  const thens: Node[] = []
  for (let call = take('then'); call !== undefined; call = take('then')) thens.unshift(call)
  if (thens.length === 0) return undefined
  const steps = thens.map(stepOf)
  const [catching, ending] = [caught, last].map((call) => (call === undefined ? undefined : stepOf(call)))
  const odd = [...steps, catching, ending].find((each) => typeof each === 'string')
  if (typeof odd === 'string') return odd
  const known = steps.filter((each) => typeof each !== 'string')
  return {
    over: node,
    thens: known,
    ...(typeof catching === 'object' ? { caught: catching } : {}),
    ...(typeof ending === 'object' ? { last: ending } : {}),
  }
}

function stepOf(call: Node): Step | string {
  const [fn, ...others] = argumentsOf(call)
  const method = memberOf(calleeOf(call) ?? call)
  if (fn === undefined || others.length > 0) return `\`${method}\` is given more than a function.`
  if (fn.type !== 'arrow_function') return 'It is given a function that is written elsewhere.'
  const body = fn.childForFieldName('body')
  const single = fn.childForFieldName('parameter')
  const [parameter, ...more] = single === null ? codeOf(fn.childForFieldName('parameters')) : [single]
  if (body === null || more.length > 0) return `\`${method}\` is given more than a function.`
  if (parameter === undefined) return { fn, taken: '', names: [], body }
  const pattern = parameter.childForFieldName('pattern') ?? parameter
  const isPlain = /^(identifier|object_pattern|array_pattern)$/.test(pattern.type) && !hasDefault(parameter)
  if (!isPlain) return 'The parameter of its function has a default.'
  return { fn, taken: pattern.text + (parameter.childForFieldName('type')?.text ?? ''), names: namesOf(pattern), body }
}

function hasDefault(parameter: Node): boolean {
  return parameter.childForFieldName('value') !== null || parameter.type === 'assignment_pattern'
}

function namesOf(pattern: Node): readonly string[] {
  if (pattern.type === 'identifier') return [pattern.text]
  return pattern
    .descendantsOfType(['identifier', 'shorthand_property_identifier_pattern'])
    .flatMap((each) => (each === null ? [] : [each.text]))
}

/** The returns of a function itself, without those of the functions within. */
export function returnsOf(fn: Node): readonly Node[] {
  return fn.descendantsOfType('return_statement').filter((each): each is Node => {
    for (let outer = each?.parent ?? null; outer !== null; outer = outer.parent)
      if (functionTypes.has(outer.type)) return outer.id === fn.id
    return false
  })
}

/**
 * A name that some steps of a chain bind and that means something else in the function as well: functions have names of their own, in one
 * block all of them live side by side. What catches and what comes last keep a block of their own.
 */
export function clashOf(fn: Node, steps: readonly Step[]): string | undefined {
  const bound = steps.flatMap((step) => [...step.names, ...declaredIn(step.body)].map((name) => ({ name, step })))
  return bound.find(
    ({ name, step }, index) =>
      countName(fn, name) !== countName(step.fn, name) || bound.some((each, at) => at !== index && each.name === name),
  )?.name
}

function declaredIn(body: Node): readonly string[] {
  if (body.type !== 'statement_block') return []
  return statementsOf(body).flatMap((statement) => {
    if (/^(function|class|generator_function)_declaration$/.test(statement.type))
      return [statement.childForFieldName('name')?.text ?? '']
    return codeOf(statement).flatMap((each) => {
      const name = each.type === 'variable_declarator' ? each.childForFieldName('name') : null
      return name === null ? [] : namesOf(name)
    })
  })
}
