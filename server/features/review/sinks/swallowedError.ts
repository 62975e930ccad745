import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import type { Sink, SinkFinder } from './sink.ts'
import { argumentsOf, calleeOf, children, functionTypes, isCall, memberOf, memberTypes, optionOf } from './syntax.ts'
import { title } from './wording.ts'

/** Work whose failure nobody would want to miss. Reading what may be missing and tidying up are commonly tried and let go. */
const weighty =
  /save|write|insert|update|delete|remove|commit|charge|pay|refund|send|post|publish|put\b|upload|create|execute|submit|transfer|persist|store|migrate|\bsync|notify|enqueue|dispatch|apply|\bimport|mail|order|record|register|revoke|grant|copy|move|backup/i
const tidying =
  /close|destroy|cleanup|clean_up|unlink|rm\b|rmSync|kill|terminate|abort|dispose|release|disconnect|shutdown|cancel|remove(Listener|EventListener|Item)|unsubscribe|detach|\bend\b|\bstop\b|rmtree|unref/i
const broad = /^(Exception|BaseException)$/

export const swallowedError: SinkFinder = {
  nodeTypes: new Set(['catch_clause', 'except_clause', 'finally_clause', 'call_expression', 'call']),
  find(node, facts): Sink | undefined {
    switch (node.type) {
      case 'catch_clause':
        return caught(node)
      case 'except_clause':
        return excepted(node)
      case 'finally_clause':
        return overridden(node)
      default:
        return facts.isPython
          ? (suppressed(node, facts) ?? ungathered(node, facts))
          : (settled(node) ?? rejected(node) ?? unheard(node) ?? unread(node))
    }
  },
}

function caught(clause: Node): Sink | undefined {
  const body = clause.childForFieldName('body')
  const work = clause.parent?.childForFieldName('body')?.text ?? ''
  if (body === null || !isSilent(body)) return undefined
  return swallowed(clause, work, hasComment(body))
}

function excepted(clause: Node): Sink | undefined {
  const body = children(clause).find(({ type }) => type === 'block')
  const caughtTypes = children(clause).filter(({ type }) => type !== 'block')
  if (body === undefined || !isSilent(body)) return undefined
  const only = caughtTypes[0]
  const name = only?.type === 'as_pattern' ? only.firstNamedChild?.text : only?.text
  // Who names an error means that one.
  if (name !== undefined && !broad.test(name)) return undefined
  // Without a type it takes even the interrupt of the keyboard.
  const work = clause.parent?.childForFieldName('body')?.text ?? ''
  return swallowed(clause, work, hasComment(clause), name === undefined ? 0.83 : 0)
}

/** `promise.catch(() => {})` */
function rejected(call: Node): Sink | undefined {
  const callee = calleeOf(call)
  if (callee === null || !memberTypes.has(callee.type) || memberOf(callee) !== 'catch') return undefined
  const [handler] = argumentsOf(call)
  const body = handler !== undefined && functionTypes.has(handler.type) ? handler.childForFieldName('body') : null
  if (body === null || !(body.type === 'statement_block' ? isSilent(body) : /^(null|undefined|false)$/.test(body.type)))
    return undefined
  return swallowed(call, callee.childForFieldName('object')?.text ?? '', hasComment(body))
}

/** A `return` at the end of `finally` takes the place of the error that is on its way. */
function overridden(clause: Node): Sink | undefined {
  const body = clause.childForFieldName('body') ?? children(clause)[0] ?? null
  const last = children(body).at(-1)
  return last?.type === 'return_statement' ? swallowed(last, '', hasComment(clause), 0.88) : undefined
}

/** `with suppress(Exception):` */
function suppressed(call: Node, facts: FileFacts): Sink | undefined {
  if (!/^(contextlib\.)?suppress$/.test(facts.called(call)) || !argumentsOf(call).some(({ text }) => broad.test(text)))
    return undefined
  let statement: Node | null = call
  while (statement !== null && statement.type !== 'with_statement') statement = statement.parent
  return statement === null ? undefined : swallowed(call, statement.childForFieldName('body')?.text ?? '', false)
}

/** `await asyncio.gather(…, return_exceptions=True)` whose exceptions nobody looks at. */
function ungathered(call: Node, facts: FileFacts): Sink | undefined {
  const isDropped = call.parent?.type === 'await' && call.parent.parent?.type === 'expression_statement'
  const isAsked = facts.called(call) === 'asyncio.gather' && optionOf(call, 'return_exceptions')?.text === 'True'
  return isDropped && isAsked ? swallowed(call, '', false, 0.81) : undefined
}

/** `await Promise.allSettled(…)` whose results nobody looks at. */
function settled(call: Node): Sink | undefined {
  const isDropped = call.parent?.type === 'await_expression' && call.parent.parent?.type === 'expression_statement'
  return isDropped && calleeOf(call)?.text === 'Promise.allSettled' ? swallowed(call, '', false, 0.7) : undefined
}

/** `stream.on('error', () => {})` */
function unheard(call: Node): Sink | undefined {
  const callee = calleeOf(call)
  const [event, handler] = argumentsOf(call)
  if (
    callee === null ||
    event === undefined ||
    handler === undefined ||
    !memberTypes.has(callee.type) ||
    !/^(on|once|addEventListener)$/.test(memberOf(callee))
  )
    return undefined
  const body = functionTypes.has(handler.type) ? handler.childForFieldName('body') : null
  if (!/^['"]error['"]$/.test(event.text) || body === null || body.type !== 'statement_block' || !isSilent(body)) return undefined
  return swallowed(call, callee.text, hasComment(handler), 0.81)
}

/** `readFile(path, (error, data) => use(data))`: nobody looks at the error. */
function unread(call: Node): Sink | undefined {
  const handler = argumentsOf(call).at(-1)
  if (handler === undefined || !functionTypes.has(handler.type)) return undefined
  const [first, second] = children(handler.childForFieldName('parameters'))
  const body = handler.childForFieldName('body')
  const name = first?.childForFieldName('pattern')?.text ?? first?.text ?? ''
  if (second === undefined || body === null || !/^(err|error|e)$/.test(name) || new RegExp(`\\b${name}\\b`).test(body.text))
    return undefined
  return children(body).length === 0 ? undefined : swallowed(call, calleeOf(call)?.text ?? '', false, 0.82)
}

/** Does nothing, or goes on as if nothing had happened. */
function isSilent(body: Node): boolean {
  const statements = children(body)
  return statements.every(
    (each) =>
      /^(pass_statement|empty_statement|continue_statement)$/.test(each.type) || each.text === '...' || isEmptyReturn(each),
  )
}

function isEmptyReturn(statement: Node): boolean {
  return (
    statement.type === 'return_statement' &&
    children(statement).every(({ type }) => /^(null|none|undefined|false|true|array|list|object|dictionary)$/.test(type))
  )
}

function hasComment(node: Node): boolean {
  return node.descendantsOfType('comment').length > 0
}

function swallowed(node: Node, work: string, isExplained: boolean, least = 0): Sink | undefined {
  const isWeighty = weighty.test(work) && !tidying.test(work)
  const isEmpty = !/\breturn\b/.test(node.text)
  const certainty = isExplained
    ? 0.2
    : Math.max(
        least,
        isEmpty && !tidying.test(work) && statementsIn(node) > 1 ? 0.81 : 0,
        isWeighty ? (isEmpty ? 0.86 : 0.82) : isEmpty ? 0.55 : 0.4,
      )
  return {
    ruleId: 'bug.swallowed-error',
    startOffset: node.startIndex,
    endOffset: node.endIndex,
    title: titleOf(node, work),
    reason: 'Whatever fails there is neither told, logged nor passed on',
    signals: { certainty },
  }
}

/** What all may have failed. */
function statementsIn(clause: Node): number {
  return children(clause.parent?.childForFieldName('body') ?? null).length
}

function titleOf(node: Node, work: string): string {
  const body = node.parent?.childForFieldName('body') ?? null
  const call = isCall(node) ? null : (body?.descendantsOfType(['call_expression', 'call'])[0] ?? null)
  const failing = call === null ? (isCall(node) ? work : undefined) : calleeOf(call)?.text
  return failing === undefined || failing === '' ? 'An error is swallowed' : title('An error of ', failing, ' is swallowed')
}
