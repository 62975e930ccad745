import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import type { FileFacts } from './facts.ts'
import { reaching } from './scopes.ts'
import type { Sink, SinkFinder } from './sink.ts'
import {
  argumentsOf,
  bare,
  calleeOf,
  callTypes,
  children,
  enclosingFunction,
  functionTypes,
  isAsync,
  isCall,
  memberOf,
  memberTypes,
  objectOf,
  subscriptTypes,
  wordsOf,
} from './syntax.ts'
import { quoted, title } from './wording.ts'

/** Whatever keeps others out, or makes the store do it all in one step. */
const protecting =
  /mutex|\block|_lock\b|Lock\b|semaphore|runExclusive|acquire|transaction|FOR UPDATE|atomic|\$inc\b|increment|incr\b|INCR|serializ|version|compareAndS|if_match|ifMatch|WATCH|ON CONFLICT|upsert|queue|select_for_update|F\(|setNX|\bNX\b|BEGIN|inflight|inFlight|pending|singleflight/
const readingMember =
  /^(get|find|fetch|load|read|query|select|lookup|hget|findOne|findById|findUnique|findFirst|fetchrow|fetchval|fetch_one|readFile|one|get_or_none|scalar|first|json|execute)/
const writingMember =
  /^(set|update|save|put|write|insert|query|execute|run|hset|writeFile|store|persist|replace|patch|none|commit|updateOne|findByIdAndUpdate)/

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
    if (scope === undefined || !isAsync(scope) || protecting.test(outermostFunction(scope).text) || isLocked(node, scope))
      return undefined
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
  return right.type.startsWith('binary') && new RegExp(`(^|[^\\w.])${escaped(left)}(?!\\w)`).test(text)
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
  const name = escaped(left.text)
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
  return new RegExp(`(^|[^\\w.])${escaped(name)}(?!\\w)`).test(text)
}

function outermostFunction(scope: Node): Node {
  let fn = scope
  for (let outer = enclosingFunction(fn); outer !== undefined; outer = enclosingFunction(fn)) fn = outer
  return fn
}

/** Within `async with self._lock`, whatever the lock is called. */
function isLocked(node: Node, scope: Node): boolean {
  for (let outer = node.parent; outer !== null && outer.id !== scope.id; outer = outer.parent) {
    if (outer.type === 'with_statement' && /^async with [\w.]+:/.test(outer.text)) return true
  }
  return false
}

/** A value that was awaited from a store, computed with, and written back. */
function staleWrite(call: Node, scope: Node, facts: FileFacts): Sink | undefined {
  const callee = calleeOf(call)
  if (callee === null || !/^await/.test(call.parent?.type ?? '')) return undefined
  const member = memberTypes.has(callee.type) ? memberOf(callee) : callee.text
  if (!writingMember.test(member)) return undefined
  const own = memberTypes.has(callee.type) ? objectOf(callee) : null
  for (const name of [...argumentsOf(call).flatMap(identifiersIn), ...(own?.type === 'identifier' ? [own] : [])]) {
    const read = storedRead(name, call, scope, facts)
    if (read === undefined) continue
    if (isComputedWith(name, call, scope, read, facts)) {
      return race(
        call,
        read.name,
        0.84,
        `${quoted(read.name.text)} was read from the store before a wait and is written back computed, so that what others wrote meanwhile is lost`,
      )
    }
  }
  return undefined
}

interface StoredRead {
  readonly name: Node
  readonly fromOffset: number
}

function storedRead(name: Node, use: Node, scope: Node, facts: FileFacts, step = 0): StoredRead | undefined {
  const [binding] = reaching(facts.bindings(scope, name.text), use.startIndex).filter(({ kind }) => kind === 'value')
  if (binding?.value === undefined || step > 3) return undefined
  const wait = awaitsIn(binding.value)
  const call = wait === undefined ? undefined : bare(wait)
  if (call !== undefined && isCall(call)) {
    const callee = calleeOf(call)
    const member = callee === null ? '' : memberTypes.has(callee.type) ? memberOf(callee) : callee.text
    return readingMember.test(member) ? { name: binding.node, fromOffset: binding.fromOffset } : undefined
  }
  for (const inner of identifiersIn(binding.value)) {
    const read = inner.text === name.text ? undefined : storedRead(inner, binding.node, scope, facts, step + 1)
    if (read !== undefined) return read
  }
  return undefined
}

/** Whether what is written depends on what was read by arithmetic, or by a member that was changed in between. */
function isComputedWith(name: Node, call: Node, scope: Node, read: StoredRead, facts: FileFacts): boolean {
  const arithmetic = /[\w\])]\s*[-+*]\s*[\w(]|[-+]=|\+\+|--/
  const aliases = [read.name.text, name.text]
  const texts = [
    ...argumentsOf(call).map(({ text }) => text),
    ...aliases.flatMap((alias) =>
      facts
        .bindings(scope, alias)
        .flatMap((each) =>
          each.fromOffset >= read.fromOffset && each.fromOffset <= call.startIndex && each.value !== undefined
            ? [each.value.text]
            : [],
        ),
    ),
  ]
  if (
    texts.some(
      (text) =>
        !/^['"`]/.test(text) &&
        arithmetic.test(text) &&
        aliases.some((alias) => new RegExp(`\\b${escaped(alias)}\\b`).test(text)),
    )
  )
    return true
  const between = scope.text.slice(read.fromOffset - scope.startIndex, call.startIndex - scope.startIndex)
  return aliases.some((alias) => new RegExp(`\\b${escaped(alias)}(\\.\\w+|\\[[^\\]]+\\])\\s*([-+*]=|\\+\\+|--)`).test(between))
}

/** A field, or a variable that is declared outside of the function. */
function isShared(left: Node, scope: Node, facts: FileFacts): boolean {
  if (left.type === 'identifier') {
    if (facts.isPython) return new RegExp(`\\b(global|nonlocal)\\s[^\\n]*\\b${escaped(left.text)}\\b`).test(scope.text)
    return facts.bindings(scope, left.text).every(({ node }) => !isDeclared(node))
  }
  if (!memberTypes.has(left.type) && !subscriptTypes.has(left.type)) return false
  let root: Node | null = left
  while (root !== null && (memberTypes.has(root.type) || subscriptTypes.has(root.type))) root = objectOf(root)
  if (root === null) return false
  if (root.type === 'this' || root.text === 'self' || root.text === 'cls') return true
  return (
    root.type === 'identifier' &&
    facts.bindings(scope, root.text).every(({ kind }) => kind === 'more') &&
    facts.bindings(facts.root, root.text).length > 0
  )
}

function isDeclared(node: Node): boolean {
  const holder = node.parent
  return holder === null || !/assignment_expression$/.test(holder.type)
}

function awaitsIn(node: Node): Node | undefined {
  let found: Node | undefined
  walkSyntax(node, (cursor) => {
    if (functionTypes.has(cursor.nodeType)) return false
    if (/^(await_expression|await)$/.test(cursor.nodeType) && cursor.currentNode.isNamed) found ??= cursor.currentNode
    return found === undefined
  })
  return found
}

function awaitBetween(scope: Node, from: number, to: number): boolean {
  let found = false
  walkSyntax(scope, (cursor) => {
    if (cursor.endIndex <= from || cursor.startIndex >= to) return false
    if (/^(await_expression|await)$/.test(cursor.nodeType) && cursor.startIndex >= from) found = true
    return !found
  })
  return found
}

function identifiersIn(node: Node): readonly Node[] {
  if (node.type === 'identifier') return [node]
  return children(node).flatMap((child) =>
    child.type === 'property_identifier' || functionTypes.has(child.type) ? [] : identifiersIn(child),
  )
}

function race(range: Node, name: Node, certainty: number, reason: string): Sink {
  return {
    ruleId: 'bug.async-race',
    startOffset: range.startIndex,
    endOffset: range.endIndex,
    title: title('', name.text, ' may have changed during the wait'),
    reason: reason.charAt(0).toUpperCase() + reason.slice(1),
    signals: { certainty },
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
