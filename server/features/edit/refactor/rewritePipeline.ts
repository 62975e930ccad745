import type { Node } from '@vscode/tree-sitter-wasm'
import { argumentsOf, calleeOf, isAsync, memberOf, objectOf } from '../../review/sinks/syntax.ts'
import { comprehensionToLoop } from './rewriteComprehensionLoop.ts'
import { expressionOf, negated } from './rewriteNegation.ts'
import { reduceToLoop } from './rewriteReduce.ts'
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
} from './rewriteSite.ts'
import { boundToItsPlace, callsSomething, countName, isKnownArray, scopeOf } from './rewriteSoundness.ts'

const stages: ReadonlySet<string> = new Set(['map', 'filter'])
const searches: ReadonlySet<string> = new Set(['some', 'every', 'find'])

/** `const names = users.filter((user) => user.active).map((user) => user.name)`, and comprehensions in Python, as a loop. */
export function pipelineToLoop(site: RewriteSite): Rewrite | undefined {
  if (isPython(site)) return comprehensionToLoop(site)
  for (const node of nodesAround(site)) {
    if (node.type === 'statement_block' || node.type === 'program') return undefined
    if (node.type === 'return_statement' || node.type === 'lexical_declaration') return statementToLoop(site, node)
  }
  return undefined
}

/** One call of a chain with the function that it is given. */
interface Stage {
  readonly method: string
  readonly parameter: string
  /** The name of its second parameter, the place of the element; absent: none. */
  readonly index?: string
  readonly body: Node
}

function statementToLoop(site: RewriteSite, statement: Node): Rewrite | undefined {
  const [declared, ...others] = codeOf(statement)
  if (declared === undefined || others.length > 0) return undefined
  const value = statement.type === 'return_statement' ? declared : declared.childForFieldName('value')
  if (value?.type !== 'call_expression') return undefined
  if (methodName(value) === 'reduce') return reduceToLoop(site, statement, declared, value)
  const chain = chainOf(value)
  if (chain === undefined) return undefined
  const last = chain.calls.at(-1)
  const method = last === undefined ? '' : methodName(last)
  if (!stages.has(method) && !searches.has(method)) return undefined
  const found = chain.calls.map(stageOf)
  const refusal = found.find((each) => typeof each === 'string')
  if (typeof refusal === 'string') return refused(refusal)
  const parts = found.filter((each) => typeof each !== 'string')
  const problem =
    boundToItsPlace(
      parts.map(({ body }) => body),
      '',
      chain.over.text,
    ) ?? nameProblem(parts, chain.over)
  if (problem !== undefined) return refused(problem)
  if (parts.filter(({ body }) => callsSomething(body)).length > 1)
    return refused('Its functions call others, and a loop would call them in another order.')
  if (hasComment(statement)) return refused('A comment stands within it and would be lost.')
  return asLoop(site, statement, declared, chain.over, parts)
}

/** The calls of a chain from the first one on, and what they begin with. Undefined unless each is one of those known here. */
function chainOf(value: Node): { readonly over: Node; readonly calls: readonly Node[] } | undefined {
  const calls: Node[] = []
  let node = value
  while (node.type === 'call_expression' && (stages.has(methodName(node)) || searches.has(methodName(node)))) {
    if (searches.has(methodName(node)) && calls.length > 0) return undefined
    calls.unshift(node)
    const object = objectOf(calleeOf(node) ?? node)
    if (object === null) return undefined
    node = object
  }
  return calls.length === 0 ? undefined : { over: node, calls }
}

function methodName(call: Node): string {
  const callee = calleeOf(call)
  if (callee?.type !== 'member_expression' || callee.children.some((each) => each?.type === 'optional_chain')) return ''
  return memberOf(callee)
}

/** A stage, or why it cannot stand in a loop. */
function stageOf(call: Node): Stage | string {
  const [fn, ...others] = argumentsOf(call)
  const method = methodName(call)
  if (fn === undefined || others.length > 0) return `\`${method}\` is given more than a function.`
  if (fn.type !== 'arrow_function') return 'It is given a function that is written elsewhere, which may take the index as well.'
  if (isAsync(fn)) return 'Its function is `async`: the calls run at once, and those of a loop one after the other.'
  const body = fn.childForFieldName('body')
  const single = fn.childForFieldName('parameter')
  const parameters = single === null ? codeOf(fn.childForFieldName('parameters')) : [single]
  const [parameter, second, ...more] = parameters
  if (body === null || body.type === 'statement_block') return 'Its function has a body of several statements.'
  const index = second === undefined ? undefined : (second.childForFieldName('pattern') ?? second)
  if (parameter === undefined || more.length > 0 || (index !== undefined && index.type !== 'identifier'))
    return 'Its function takes the index as well.'
  if (/default|rest|assignment|optional/.test(parameter.type) || parameter.childForFieldName('value') !== null)
    return 'The parameter of its function has a default.'
  const name = (parameter.childForFieldName('pattern') ?? parameter).text
  return { method, parameter: name, ...(index === undefined ? {} : { index: index.text }), body }
}

function asLoop(site: RewriteSite, statement: Node, declared: Node, over: Node, parts: readonly Stage[]): Rewrite | undefined {
  const [indent, step, end, lineEnd] = [
    indentAt(site, statement.startIndex),
    indentStep(site),
    semicolon(site),
    site.source.lineEnd,
  ]
  const last = parts.at(-1)
  const element = parts[0]?.parameter
  if (last === undefined || element === undefined) return undefined
  const isReturn = statement.type === 'return_statement'
  const name = isReturn ? freeName(statement) : (declared.childForFieldName('name')?.text ?? '')
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return refused('What it gives is taken apart at once.')
  const lines: string[] = []
  let [depth, current] = [1, element]
  const add = (text: string) => lines.push(`${indent}${step.repeat(depth)}${text}`)
  for (const [index, { method, parameter, body }] of parts.entries()) {
    // Each stage names its element anew; where the name is another one, it is a variable of its own.
    if (index > 0 && parameter !== current) add(`const ${parameter} = ${current}${end}`)
    if ([...namesIn(parameter), parts[0]?.index].includes(name)) return refused(`\`${name}\` is the name of an element as well.`)
    current = parameter
    const isLast = index === parts.length - 1
    if (method === 'filter') {
      add(`if (${negated(body, false).text}) continue${end}`)
      if (isLast) add(`${name}.push(${current})${end}`)
    } else if (method === 'map') {
      if (isLast) add(`${name}.push(${unwrappedText(body)})${end}`)
      else {
        const next = parts[index + 1]?.parameter ?? ''
        if (next === parameter) return refused(sameName)
        add(`const ${next} = ${unwrappedText(body)}${end}`)
        current = next
      }
    } else if (isReturn) add(`${searchCondition(method, body)} return ${foundBy(method, current)}${end}`)
    else {
      add(`${searchCondition(method, body)} {`)
      lines.push(...[`${name} = ${foundBy(method, current)}${end}`, `break${end}`].map((text) => indent + step.repeat(2) + text))
      add('}')
    }
  }
  const [first] = parts
  const head =
    first?.index === undefined ? `${element} of ${over.text}` : `[${first.index}, ${element}] of ${over.text}.entries()`
  const loop = [`for (const ${head}) {`, ...lines, `${indent}}`]
  const text =
    searches.has(last.method) && isReturn
      ? [...loop, `${indent}return ${notFoundBy(last.method)}${end}`]
      : [
          headOf(site, statement, declared, name, last.method),
          indent + loop[0],
          ...loop.slice(1),
          ...(isReturn ? [`${indent}return ${name}${end}`] : []),
        ]
  return replaced(statement, statement, text.join(lineEnd), notesFor(over))
}

const sameName = 'Two of its functions call different things by one name.'

/** Functions have names of their own; in a loop all of them live side by side. */
function nameProblem(parts: readonly Stage[], over: Node): string | undefined {
  const takesApart = parts.find(({ method, parameter }) => method !== 'map' && !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(parameter))
  if (takesApart !== undefined) return `\`${takesApart.method}\` takes its element apart.`
  const [first, ...later] = parts
  if (later.some((each) => each.index !== undefined)) return 'Its function takes the index as well.'
  const place = first?.index
  if (place !== undefined) {
    if (countName(over, place) > 0) return `\`${place}\` means something else in front of it.`
    if (later.some((each) => countName(each.body, place) > 0 || namesIn(each.parameter).includes(place))) return sameName
  }
  for (const [index, { parameter }] of parts.entries()) {
    for (const name of namesIn(parameter)) {
      if (countName(over, name) > 0) return `\`${name}\` means something else in front of it.`
      const others = parts.filter((each, at) => at !== index && each.parameter !== parameter)
      if (others.some((each) => countName(each.body, name) > 0 || namesIn(each.parameter).includes(name))) return sameName
      const isBack = parts.some(
        (each, at) => at > index + 1 && each.parameter === parameter && parts[at - 1]?.parameter !== parameter,
      )
      if (isBack) return sameName
    }
  }
  return undefined
}

function namesIn(parameter: string): readonly string[] {
  return parameter.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []
}

function unwrappedText(body: Node): string {
  const [only, ...others] = body.type === 'parenthesized_expression' ? codeOf(body) : [body]
  return only === undefined || others.length > 0 ? body.text : only.text
}

function searchCondition(method: string, body: Node): string {
  return `if (${(method === 'every' ? negated(body, false) : expressionOf(body)).text})`
}

function foundBy(method: string, element: string): string {
  return { some: 'true', every: 'false' }[method] ?? element
}

function notFoundBy(method: string): string {
  return { some: 'false', every: 'true' }[method] ?? 'undefined'
}

/** The declaration with an empty list in the place of the chain; what a search gives where it finds nothing gets another value later. */
function headOf(site: RewriteSite, statement: Node, declared: Node, name: string, method: string): string {
  const end = semicolon(site)
  const value = declared.childForFieldName('value')
  if (statement.type === 'return_statement' || value === null) return `const ${name} = []${end}`
  const head = site.source.text.slice(statement.startIndex, value.startIndex)
  if (!searches.has(method)) return `${head}[]${end}`
  const changing = head.replace(/^const\b/, 'let')
  return method === 'find' ? `${changing.replace(/\s*=\s*$/, '')}${end}` : `${changing}${notFoundBy(method)}${end}`
}

function freeName(statement: Node): string {
  const scope = scopeOf(statement)
  return ['result', 'results', 'collected', 'collectedResults'].find((name) => countName(scope, name) === 0) ?? 'latentResult'
}

function notesFor(over: Node): readonly string[] | undefined {
  return isKnownArray(over) ? undefined : [`It is taken for granted that \`${over.text.slice(0, 40)}\` is an array.`]
}
