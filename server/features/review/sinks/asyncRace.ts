import type { Node } from '@vscode/tree-sitter-wasm'
import { literally } from '../../../context/literally.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import { awaitBetween, awaitsIn, identifiersIn, isShared, race } from './awaits.ts'
import type { FileFacts } from './facts.ts'
import { staleWrite } from './lostUpdate.ts'
import { reaching } from './scopes.ts'
import type { Sink, SinkFinder } from './sink.ts'
import {
  callTypes,
  enclosingFunction,
  functionName,
  functionTypes,
  isAsync,
  isCall,
  objectOf,
  subscriptTypes,
  wordsOf,
} from './syntax.ts'
import { quoted } from './wording.ts'

/** Whatever keeps others out, or makes the store do it all in one step. */
const protecting =
  /mutex|\block|_lock\b|Lock\b|semaphore|runExclusive|acquire|transaction|FOR UPDATE|atomic|\$inc\b|increment|incr\b|INCR|serializ|version|compareAndS|if_match|ifMatch|WATCH|ON CONFLICT|upsert|queue|select_for_update|F\(|setNX|\bNX\b|BEGIN|inflight|inFlight|pending|singleflight/

/** What must not be made twice; two that load the same text only waste time. */
const onlyOnce: ReadonlySet<string> = new Set(
  'pool client connection conn session db database browser token initialized initialised ready started running loaded engine channel worker server socket connected instance'.split(
    ' ',
  ),
)

export const asyncRace: SinkFinder = {
  nodeTypes: new Set([
    'assignment_expression',
    'augmented_assignment_expression',
    'assignment',
    'augmented_assignment',
    'if_statement',
    ...callTypes,
  ]),
  find(node, facts): Sink | undefined {
    const scope = enclosingFunction(node)
    if (scope === undefined || (!isAsync(scope) && isCall(node))) return undefined
    if (!isAsync(scope)) return threadSum(node, scope, facts)
    if (protecting.test(outermostFunction(scope).text) || isLocked(node, scope)) return undefined
    if (node.type === 'if_statement') return checkedThenSet(node, scope, facts)
    if (isCall(node)) return staleWrite(node, scope, facts)
    return readAcrossAwait(node, scope, facts) ?? staleAssignment(node, scope, facts) ?? staleCheck(node, scope, facts)
  },
}

/** `total += await next()`: the old total is read before the wait and written after it. */
function readAcrossAwait(statement: Node, scope: Node, facts: FileFacts): Sink | undefined {
  const left = statement.childForFieldName('left')
  const right = statement.childForFieldName('right')
  if (left === null || right === null || !isShared(left, scope, facts)) return undefined
  const isAugmented = statement.type.startsWith('augmented')
  const reads = isAugmented || firstAwait(right, left.text)
  if (!reads || awaitsIn(right) === undefined) return undefined
  if (/^(\?\?=|\|\|=)$/.test(statement.childForFieldName('operator')?.type ?? '')) {
    return race(
      statement,
      left,
      0.82,
      `${quoted(left.text)} is looked at before the wait and set after it, so that two callers both set it`,
    )
  }
  return race(
    statement,
    left,
    0.88,
    `${quoted(left.text)} is read before the wait and written after it, so that what others wrote meanwhile is lost`,
  )
}

/** Whether `left` is read in front of the first wait of an expression. */
function firstAwait(right: Node, left: string): boolean {
  const wait = awaitsIn(right)
  const text = right.text.slice(0, (wait?.startIndex ?? right.startIndex) - right.startIndex)
  return right.type.startsWith('binary') && new RegExp(`(^|[^\\w.])${literally(left)}(?!\\w)`).test(text)
}

/** `if (!this.client) { this.client = await connect() }` and its like. */
function checkedThenSet(statement: Node, scope: Node, facts: FileFacts): Sink | undefined {
  const condition = statement.childForFieldName('condition')
  const body = statement.childForFieldName('consequence')
  if (condition === null || body === null || awaitsIn(condition) !== undefined) return undefined
  let found: Sink | undefined
  walkSyntax(body, (cursor) => {
    if (functionTypes.has(cursor.nodeType)) return false
    if (!/^(assignment|assignment_expression)$/.test(cursor.nodeType) || found !== undefined) return found === undefined
    const assignment = cursor.currentNode
    const left = assignment.childForFieldName('left')
    if (left === null || !isShared(left, scope, facts) || !asksWhetherMissing(condition, left)) return true
    const wait = awaitsIn(body)
    if (wait === undefined || wait.startIndex >= assignment.endIndex) return true
    const isKeyed = subscriptTypes.has(left.type)
    found = race(
      assignment,
      left,
      isKeyed ? 0.7 : wordsOf(left.text).some((word) => onlyOnce.has(word)) ? 0.84 : 0.6,
      `${quoted(left.text)} is looked at before the wait and set after it, so that two callers both set it`,
    )
    return false
  })
  return found
}

function asksWhetherMissing(condition: Node, left: Node): boolean {
  const text = condition.text.replaceAll(/^\(|\)$/g, '').trim()
  const name = literally(left.text)
  return new RegExp(
    `^(!|not )\\s*${name}$|^${name}\\s*(===?|is)\\s*(null|undefined|None|false|False)$|^!?\\(?${name}\\s*===?\\s*undefined|(!|not )${name}\\b(?!\\.)`,
  ).test(text)
}

/** `const n = this.count; await log(); this.count = n + 1` */
function staleAssignment(statement: Node, scope: Node, facts: FileFacts): Sink | undefined {
  const left = statement.childForFieldName('left')
  const right = statement.childForFieldName('right')
  if (left === null || right === null || !isShared(left, scope, facts)) return undefined
  for (const name of identifiersIn(right)) {
    const [binding] = reaching(facts.bindings(scope, name.text), statement.startIndex)
    if (binding?.value?.text !== left.text || binding.kind !== 'value') continue
    if (awaitBetween(scope, binding.fromOffset, statement.startIndex)) {
      return race(
        statement,
        left,
        0.88,
        `${quoted(name.text)} was read before a wait, so that what others wrote to ${quoted(left.text)} meanwhile is lost`,
      )
    }
  }
  return undefined
}

/** `if (seats[show] < n) throw …; await pay(); seats[show] -= n`: what was checked may no longer hold. */
function staleCheck(statement: Node, scope: Node, facts: FileFacts): Sink | undefined {
  const left = statement.childForFieldName('left')
  const right = statement.childForFieldName('right')
  if (left === null || right === null || !isShared(left, scope, facts)) return undefined
  const root = objectOf(left)?.text ?? left.text
  const reads = statement.type.startsWith('augmented') || mentions(right.text, root)
  if (!reads) return undefined
  const whole = statement.parent?.type === 'expression_statement' ? statement.parent : statement
  for (let before = whole.previousNamedSibling; before !== null; before = before.previousNamedSibling) {
    const condition = before.type === 'if_statement' ? before.childForFieldName('condition') : null
    if (condition === null || !mentions(condition.text, root === 'this' || root === 'self' ? left.text : root)) continue
    return awaitBetween(scope, before.endIndex, statement.startIndex)
      ? race(statement, left, 0.84, `${quoted(left.text)} was checked before a wait, and what was true then need not be true now`)
      : undefined
  }
  return undefined
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`(^|[^\\w.])${literally(name)}(?!\\w)`).test(text)
}

function outermostFunction(scope: Node): Node {
  let fn = scope
  for (let outer = enclosingFunction(fn); outer !== undefined; outer = enclosingFunction(fn)) fn = outer
  return fn
}

/** `counter += 1` in a function that threads run: Python reads and writes in two steps. */
function threadSum(statement: Node, scope: Node, facts: FileFacts): Sink | undefined {
  const left = statement.childForFieldName('left')
  if (!facts.isPython || statement.type !== 'augmented_assignment' || left === null || !isShared(left, scope, facts))
    return undefined
  const { text } = facts.source
  if (/Lock\b|Semaphore|Condition\(|Queue\(/.test(text)) return undefined
  const name = literally(functionName(scope))
  const isRun = new RegExp(`(target\\s*=\\s*|\\.(submit|map|apply_async|imap|starmap)\\(\\s*)(self\\.|cls\\.)?${name}\\b`).test(
    text,
  )
  return name !== '' && isRun && /threading|ThreadPool/.test(text)
    ? race(
        statement,
        left,
        0.85,
        `${quoted(left.text)} is read and written by several threads, so that what one wrote can be lost`,
      )
    : undefined
}

/** Within `async with self._lock`, whatever the lock is called. */
function isLocked(node: Node, scope: Node): boolean {
  for (let outer = node.parent; outer !== null && outer.id !== scope.id; outer = outer.parent) {
    if (outer.type === 'with_statement' && /^async with [\w.]+:/.test(outer.text)) return true
  }
  return false
}
