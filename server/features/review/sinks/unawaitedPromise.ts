import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import type { FileFacts } from './facts.ts'
import type { Sink, SinkFinder, SinkMend } from './sink.ts'
import {
  argumentsOf,
  calleeOf,
  callTypes,
  enclosingFunction,
  functionTypes,
  isAsync,
  memberOf,
  memberTypes,
  objectOf,
  subscriptTypes,
} from './syntax.ts'
import { calleeText, quoted, title } from './wording.ts'

/** Functions of standard libraries that give a promise or a coroutine. */
const promising =
  /^(fs|fs-extra|fse)\.promises\.\w+$|^timers\.promises\.\w+$|^stream\.promises\.\w+$|^(globalThis\.)?fetch$|^asyncio\.(sleep|gather|wait|wait_for|open_connection|create_subprocess_\w+)$|^aiofiles\.\w+(\.\w+)?$|^axios(\.(get|post|put|patch|delete|request))?$|^navigator\.clipboard\.\w+$|^mongoose\.connect$/
/** Methods of lists that do not wait for their callback, and those that take its promise for an answer. */
const notWaiting = /^forEach$/
const judging = /^(filter|some|every|find|findIndex|findLast)$/
/** What a task of asyncio or of a library has itself. */
const taskMembers =
  /^(cancel|done|result|exception|add_done_callback|abort|send|throw|close|on|once|pipe|stdout|stderr|stdin|kill)$/
/** Functions that tell what they are given as text. */
const telling = /(^|\.)(json|send|stringify|render|write|end|log|info)$/
/** Methods that nobody calls without waiting, where others of the same object are awaited. */
const storing =
  /^(join|commit|rollback|flush|drain|refresh|save|delete|deleteOne|deleteMany|insert|insertOne|insertMany|update|updateOne|updateMany|send|publish|create|remove|connect|disconnect|persist|sync|upsert)$/
const chained = /^(then|catch|finally)$/

/** Why a call is known to give a promise, and how sure that is. */
interface Promising {
  readonly certainty: number
  readonly why: string
  /** By its declaration, not by how others use it. */
  readonly isCertain?: boolean
  /** Too little to go on where something is done with it. */
  readonly onlyDropped?: boolean
}

export const unawaitedPromise: SinkFinder = {
  nodeTypes: callTypes,
  find(call, facts): Sink | undefined {
    if (call.type === 'new_expression') return undefined
    const scope = enclosingFunction(call)
    const list = listSink(call, scope)
    if (list !== undefined) return list
    const known = scope === undefined ? undefined : promiseOf(call, facts)
    if (known === undefined || scope === undefined) return undefined
    const use = useOf(call)
    if (use === 'other' || (known.onlyDropped && use !== 'dropped')) return undefined
    const inAsync = isAsync(scope)
    // A coroutine that nobody awaits never runs; a promise does, and may be meant to run beside.
    if (!inAsync && !(facts.isPython && use === 'dropped' && known.isCertain)) return undefined
    const certainty =
      use === 'dropped' ? known.certainty : use === 'tried' ? known.certainty - 0.05 : Math.min(0.95, known.certainty + 0.04)
    const mend: SinkMend | undefined = inAsync
      ? { title: 'Add `await`', newText: use === 'read' ? `(await ${call.text})` : `await ${call.text}` }
      : undefined
    return {
      ruleId: 'bug.unawaited-promise',
      startOffset: call.startIndex,
      endOffset: call.endIndex,
      title: title('', calleeText(call), facts.isPython ? ' is not awaited and never runs' : ' is not awaited'),
      reason: `${quoted(calleeText(call))} ${known.why}, and ${consequence[use]}`,
      signals: { certainty },
      ...(mend === undefined ? {} : { mend }),
    }
  },
}

type Use = 'dropped' | 'judged' | 'read' | 'tried' | 'kept' | 'given'

const consequence: Readonly<Record<Use, string>> = {
  dropped: 'nobody waits for it or sees it fail',
  judged: 'a promise counts as true whatever it will give',
  read: 'a promise has no such member',
  given: 'a promise is told as an empty object',
  kept: 'what it gives is used as if it were there already',
  tried: 'the `catch` around it does not see it fail',
}

function useOf(call: Node): Use | 'other' {
  let node = call
  let parent = node.parent
  while (parent !== null && /^(parenthesized_expression|unary_expression|not_operator)$/.test(parent.type)) {
    if (/^(void|typeof)/.test(parent.text)) return 'other'
    node = parent
    parent = node.parent
  }
  if (parent === null) return 'other'
  switch (parent.type) {
    case 'expression_statement':
      return 'dropped'
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
    case 'ternary_expression':
      return parent.childForFieldName('condition')?.id === node.id ? 'judged' : 'other'
    case 'binary_expression':
    case 'boolean_operator':
      return isCondition(parent) ? 'judged' : 'other'
    case 'member_expression':
    case 'attribute':
      return objectOf(parent)?.id === call.id && !chained.test(memberOf(parent)) ? 'read' : 'other'
    case 'subscript_expression':
    case 'subscript':
      return objectOf(parent)?.id === call.id ? 'read' : 'other'
    case 'arguments':
      return parent.parent !== null && telling.test(calleeText(parent.parent)) ? 'given' : 'other'
    case 'template_substitution':
    case 'interpolation':
    case 'spread_element':
      return 'given'
    case 'variable_declarator':
    case 'assignment':
      return isUsedUnawaited(parent) ? 'kept' : 'other'
    case 'return_statement':
      return isTried(parent) ? 'tried' : 'other'
    default:
      return 'other'
  }
}

function isCondition(node: Node): boolean {
  let inner = node
  let outer = node.parent
  while (
    outer !== null &&
    /^(parenthesized_expression|binary_expression|boolean_operator|unary_expression|not_operator)$/.test(outer.type)
  ) {
    inner = outer
    outer = inner.parent
  }
  const isLogical = /^(&&|\|\||and|or)$/.test(node.childForFieldName('operator')?.type ?? '')
  return isLogical && outer !== null && outer.childForFieldName('condition')?.id === inner.id
}

/** Whether a variable's members are read, or it is judged, and nobody ever waits for it or hands it on. */
function isUsedUnawaited(statement: Node): boolean {
  const target = statement.childForFieldName('name') ?? statement.childForFieldName('left')
  const scope = enclosingFunction(statement)
  if (target?.type !== 'identifier' || scope === undefined) return false
  let isUsed = false
  let isHanded = false
  walkSyntax(scope, (cursor) => {
    if (cursor.nodeType !== 'identifier' || cursor.startIndex < statement.endIndex || cursor.nodeText !== target.text) return true
    const node = cursor.currentNode
    const parent = node.parent
    const isRead =
      parent !== null && (memberTypes.has(parent.type) || subscriptTypes.has(parent.type)) && objectOf(parent)?.id === node.id
    if (isRead && !chained.test(memberOf(parent)) && !taskMembers.test(memberOf(parent))) isUsed = true
    else isHanded = true
    return true
  })
  return isUsed && !isHanded
}

/** Whether a `return` stands in a `try` whose `catch` would have to wait for it. */
function isTried(statement: Node): boolean {
  for (let node = statement; node.parent !== null && !functionTypes.has(node.type); node = node.parent) {
    const outer = node.parent
    if (outer.type === 'try_statement' && outer.childForFieldName('body')?.id === node.id)
      return outer.childForFieldName('handler') !== null
  }
  return false
}

function promiseOf(call: Node, facts: FileFacts): Promising | undefined {
  const callee = calleeOf(call)
  if (callee === null) return undefined
  const name = facts.called(call)
  const own = facts.functionCalled(callee)
  // A decorator may make anything of it.
  if (own?.parent?.type === 'decorated_definition') return undefined
  if (own !== undefined)
    return isAsync(own) && own.children.every((child) => child?.type !== '*') && !isGenerator(own)
      ? { certainty: facts.isPython ? 0.93 : 0.87, why: 'is an async function', isCertain: true }
      : undefined
  if (promising.test(name)) return { certainty: 0.87, why: 'gives a promise', isCertain: true }
  if (facts.isAwaited(callee.text)) return { certainty: 0.83, why: 'is awaited elsewhere in this file' }
  if (memberTypes.has(callee.type) && storing.test(memberOf(callee)) && facts.isAwaitedObject(objectOf(callee)?.text ?? '')) {
    return { certainty: 0.81, why: 'belongs to what is awaited elsewhere in this file', onlyDropped: true }
  }
  return /[a-z]Async$/.test(name) ? { certainty: 0.81, why: 'is called asynchronous', onlyDropped: true } : undefined
}

/** An async generator is read by `for await`. */
function isGenerator(fn: Node): boolean {
  return fn.descendantsOfType(['yield', 'yield_expression']).length > 0
}

/** `const rows = list.map(async …)` whose rows are used as if they were there, or are dropped. */
function isListOfPromises(call: Node): boolean {
  const parent = call.parent
  if (parent?.type === 'expression_statement') return true
  const scope = enclosingFunction(call)
  const name = parent?.type === 'variable_declarator' ? parent.childForFieldName('name')?.text : undefined
  if (parent === null || name === undefined || scope === undefined || !/^\w+$/.test(name)) return false
  const after = scope.text.slice(parent.endIndex - scope.startIndex)
  const isUsed = new RegExp(
    `\\b${name}\\b(\\.(length|filter|map|reduce|join|sort|find|some|every|slice|forEach)\\b|\\[)|\\.(json|send)\\(\\s*(\\{[^}]*)?\\b${name}\\b`,
  ).test(after)
  return isUsed && !/Promise\.\w+|for await/.test(after)
}

function unawaitedList(callee: Node, callback: Node): Sink {
  return {
    ruleId: 'bug.unawaited-promise',
    startOffset: callee.startIndex,
    endOffset: callback.startIndex,
    title: title('The promises of ', callee.text, ' are not awaited'),
    reason: `${quoted(callee.text)} gives a list of promises, and nobody waits for them`,
    signals: { certainty: 0.85 },
  }
}

/** `list.forEach(async …)` goes on at once, and `list.filter(async …)` keeps everything. */
function listSink(call: Node, scope: Node | undefined): Sink | undefined {
  const callee = calleeOf(call)
  const [callback] = argumentsOf(call)
  if (callee === null || callback === undefined || !memberTypes.has(callee.type)) return undefined
  if (!functionTypes.has(callback.type) || !isAsync(callback) || !/\bawait\b/.test(callback.text)) return undefined
  const member = memberOf(callee)
  const isJudging = judging.test(member)
  if (member === 'map' && isListOfPromises(call)) return unawaitedList(callee, callback)
  if (!isJudging && !(notWaiting.test(member) && scope !== undefined && isAsync(scope))) return undefined
  return {
    ruleId: 'bug.unawaited-promise',
    startOffset: callee.startIndex,
    endOffset: callback.startIndex,
    title: title('', callee.text, isJudging ? ' takes every promise for true' : ' does not wait for its callback'),
    reason: `${quoted(callee.text)} calls an async function and does not await it`,
    signals: { certainty: isJudging ? 0.92 : 0.86 },
  }
}
