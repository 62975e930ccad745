import type { Node } from '@vscode/tree-sitter-wasm'
import { argumentsOf, calleeOf, functionTypes, isAsync, memberOf, objectOf } from '../../review/sinks/syntax.ts'
import {
  blockTypes,
  codeOf,
  hasComment,
  indentAt,
  indentStep,
  type Rewrite,
  type RewriteSite,
  refused,
  replaced,
  semicolon,
} from './rewriteSite.ts'
import { boundToItsPlace, callsSomething, countName, isKnownArray, scopeOf } from './rewriteSoundness.ts'

/** `return words.reduce((sum, word) => sum + word.length, 0)`, and the same as the value of a variable, as a loop. */
export function reduceToLoop(site: RewriteSite, statement: Node, declared: Node, call: Node): Rewrite | undefined {
  const callee = calleeOf(call)
  const over = callee?.type === 'member_expression' && memberOf(callee) === 'reduce' ? objectOf(callee) : null
  const { parent } = statement
  if (over === null || parent === null || !(blockTypes.has(parent.type) || parent.type === 'program')) return undefined
  if (callee?.children.some((each) => each?.type === 'optional_chain') === true) return undefined
  const step = stepOf(call)
  if (typeof step === 'string') return refused(step)
  const name = nameOfResult(statement, declared, step)
  const problem = boundToItsPlace([step.body], '', over.text) ?? problemOf(step, name, over)
  if (problem !== undefined) return refused(problem)
  if (hasComment(statement)) return refused('A comment stands within it and would be lost.')
  return asLoop(site, statement, declared, over, step, name)
}

/** What is done with each element. */
interface Step {
  /** The name of what is known so far. */
  readonly sum: string
  readonly element: string
  readonly body: Node
  readonly start: Node
  /** With the colon; empty where it is not said. */
  readonly type: string
}

/** The step, or why it cannot stand in a loop. */
function stepOf(call: Node): Step | string {
  const [fn, start, ...others] = argumentsOf(call)
  if (fn === undefined || start === undefined || others.length > 0)
    return 'Without a value to begin with, it begins with the first element, and fails where there is none.'
  if (fn.type !== 'arrow_function') return 'It is given a function that is written elsewhere, which may take the index as well.'
  if (isAsync(fn)) return 'Its function is `async`: the calls run at once, and those of a loop one after the other.'
  const body = fn.childForFieldName('body')
  const [sum, element, index] = codeOf(fn.childForFieldName('parameters')).map(
    (each) => (each.childForFieldName('pattern') ?? each).text,
  )
  if (body === null || body.type === 'statement_block') return 'Its function has a body of several statements.'
  if (sum === undefined || element === undefined || index !== undefined) return 'Its function takes the index as well.'
  const type = codeOf(call.childForFieldName('type_arguments'))[0]?.text
  return { sum, element, body, start, type: type === undefined ? '' : `: ${type}` }
}

/** The variable's own name, or that of the function's parameter where it means nothing else around. */
function nameOfResult(statement: Node, declared: Node, { sum, body }: Step): string {
  if (statement.type !== 'return_statement') return declared.childForFieldName('name')?.text ?? ''
  const scope = scopeOf(statement)
  const outside = countName(scope, sum, body.parent ?? body)
  return outside === 0 ? sum : (['result', 'total', 'collected'].find((each) => countName(scope, each) === 0) ?? '')
}

function problemOf({ sum, element, body, start }: Step, name: string, over: Node): string | undefined {
  const isPlain = (each: string) => /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(each)
  if (!isPlain(name) || !isPlain(sum)) return 'What it gives is taken apart at once.'
  if (!isPlain(element) && element.split(/[^\p{L}\p{N}_$]+/u).includes(name))
    return `\`${name}\` is the name of an element as well.`
  if (element === name || element === sum) return `\`${element}\` is the name of an element as well.`
  if (countName(over, element) > 0) return `\`${element}\` means something else in front of it.`
  if (name !== sum && countName(body, name) > 0) return `\`${name}\` means something else in front of it.`
  if (countName(start, name) > 0 || countName(over, name) > 0) return `\`${name}\` means something else in front of it.`
  if (callsSomething(over) && callsSomething(start))
    return 'Its functions call others, and a loop would call them in another order.'
  const keeps = body.descendantsOfType([...functionTypes]).some((each) => each !== null && countName(each, sum) > 0)
  if (keeps) return `\`${sum}\` is used by a function within, which would see another value.`
  const isShort = body.descendantsOfType('shorthand_property_identifier').some((each) => each?.text === sum)
  return name !== sum && isShort ? `\`${sum}\` is the name of a property as well.` : undefined
}

function asLoop(site: RewriteSite, statement: Node, declared: Node, over: Node, step: Step, name: string): Rewrite {
  const [indent, end, lineEnd] = [indentAt(site, statement.startIndex), semicolon(site), site.source.lineEnd]
  const isReturn = statement.type === 'return_statement'
  const type = declared.childForFieldName('type')?.text ?? step.type
  const lines = [
    `let ${name}${isReturn ? step.type : type} = ${step.start.text}${end}`,
    `for (const ${step.element} of ${over.text}) {`,
    `${indentStep(site)}${assignment(step, name)}${end}`,
    '}',
    ...(isReturn ? [`return ${name}${end}`] : []),
  ]
  const notes = isKnownArray(over) ? undefined : [`It is taken for granted that \`${over.text.slice(0, 40)}\` is an array.`]
  return replaced(statement, statement, lines.join(`${lineEnd}${indent}`), notes)
}

/** `sum += x` for `sum + x`, where the rest does not look at the sum. */
function assignment({ sum, body }: Step, name: string): string {
  const [left, right] = [body.childForFieldName('left'), body.childForFieldName('right')]
  const sign = body.childForFieldName('operator')?.text ?? ''
  const isSum = body.type === 'binary_expression' && left?.type === 'identifier' && left.text === sum && /^[-+*]$/.test(sign)
  if (isSum && right !== null && countName(right, sum) === 0) return `${name} ${sign}= ${right.text}`
  return `${name} = ${renamed(body, sum, name)}`
}

function renamed(body: Node, from: string, to: string): string {
  const unwrapped = body.type === 'parenthesized_expression' ? (codeOf(body)[0] ?? body) : body
  return unwrapped
    .descendantsOfType('identifier')
    .filter((each): each is Node => each !== null && each.text === from)
    .toSorted((a, b) => b.startIndex - a.startIndex)
    .reduce(
      (text, { startIndex, endIndex }) =>
        text.slice(0, startIndex - unwrapped.startIndex) + to + text.slice(endIndex - unwrapped.startIndex),
      unwrapped.text,
    )
}
