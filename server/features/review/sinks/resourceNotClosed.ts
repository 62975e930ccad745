import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import type { FileFacts } from './facts.ts'
import type { Sink, SinkFinder } from './sink.ts'
import { bare, calleeOf, callTypes, enclosingFunction, functionTypes, isCall, memberOf, memberTypes, objectOf } from './syntax.ts'
import { calleeText, quoted, title } from './wording.ts'

/** Calls that give something that has to be given back. */
const openers =
  /^(open|io\.open|codecs\.open|gzip\.open|bz2\.open|lzma\.open|os\.(open|fdopen)|sqlite3\.connect|(psycopg2?|pymysql|MySQLdb|mysql\.connector|asyncpg|aiosqlite|aiomysql|pyodbc|cx_Oracle|oracledb|duckdb)\.connect|socket\.(socket|create_connection)|urllib\.request\.urlopen|urlopen|tempfile\.(NamedTemporaryFile|TemporaryFile|mkdtemp)|zipfile\.ZipFile|tarfile\.open|(smtplib|ftplib|imaplib|poplib|telnetlib)\.\w+|requests\.Session|httpx\.(Client|AsyncClient)|aiohttp\.ClientSession|(concurrent\.futures\.)?(ThreadPoolExecutor|ProcessPoolExecutor)|multiprocessing\.Pool|shelve\.open|dbm\.open|mmap\.mmap|(fs|fs-extra)\.(openSync|opendirSync)|fs\.promises\.(open|opendir)|mysql2?(\.promises?|\/promise)?\.createConnection|pg\.Client|(mongodb\.)?MongoClient|(mongodb\.)?MongoClient\.connect|amqplib\.connect|oracledb\.getConnection|mssql\.connect|(puppeteer|playwright|chromium|firefox|webkit|playwright\.chromium)\.launch)$/
const poolMembers = /^(getConnection|getconn|acquire|checkout|borrow|getSession|startSession)$/
const pools = /pool|mutex|lock|semaphore|sem|browser|limiter|client|engine|db|connections|knex|sequelize|mongoose/i
const closing =
  /^(close|closeSync|end|release|destroy|quit|shutdown|terminate|disconnect|kill|dispose|stop|free|aclose|putconn|detach|logout|unref|endSession|commit_and_close|Symbol\.asyncDispose)$/
const closingFunctions =
  /(^|\.)(close|closeSync|closing|aclosing|putconn|release|releaseConnection|destroy|finished|pipeline|rmtree|enter_context|enter_async_context|push_async_exit|callback|addCleanup|addfinalizer|register)$/
const exitTypes: ReadonlySet<string> = new Set(['return_statement', 'throw_statement', 'raise_statement'])

export const resourceNotClosed: SinkFinder = {
  nodeTypes: new Set(['variable_declarator', 'assignment', 'assignment_expression', ...callTypes]),
  find(node, facts): Sink | undefined {
    return isCall(node) ? (usedAtOnce(node, facts) ?? onlyCommitted(node, facts) ?? locked(node)) : kept(node, facts)
  },
}

/** `open(path).read()`: nothing holds the file, so nothing can close it. */
function usedAtOnce(call: Node, facts: FileFacts): Sink | undefined {
  const parent = call.parent
  if (!facts.isPython || !/^(io\.)?open$/.test(facts.called(call)) || parent === null || enclosingFunction(call) === undefined)
    return undefined
  const isRead = memberTypes.has(parent.type) && /^(read|readlines|readline|write|writelines)$/.test(memberOf(parent))
  const isGiven =
    parent.type === 'argument_list' &&
    parent.parent !== null &&
    /^(json|pickle|yaml|csv|toml|tomllib)\.\w+$/.test(facts.called(parent.parent))
  return isRead || isGiven ? notClosed(call, call, 0.82, 'nothing holds what it opens, so nothing closes it') : undefined
}

/** `lock.acquire()` whose `lock.release()` an error on the way would skip. */
function locked(call: Node): Sink | undefined {
  const callee = calleeOf(call)
  const scope = enclosingFunction(call)
  const statement = call.parent?.type.startsWith('await') ? call.parent.parent : call.parent
  if (callee === null || scope === undefined || statement?.type !== 'expression_statement' || !memberTypes.has(callee.type))
    return undefined
  const object = objectOf(callee)
  if (object === null || !/^(acquire|lock)$/.test(memberOf(callee)) || !/lock|mutex|sem|limiter/i.test(object.text))
    return undefined
  const release = scope
    .descendantsOfType([...callTypes])
    .find(
      (each) =>
        each !== null &&
        each.startIndex > call.endIndex &&
        /^(release|unlock)$/.test(memberOf(calleeOf(each) ?? each)) &&
        objectOf(calleeOf(each) ?? each)?.text === object.text,
    )
  if (release === undefined || release === null || isInFinally(release, scope)) return undefined
  return exitsBetween(scope, call.endIndex, release.startIndex) === 'nothing'
    ? undefined
    : notClosed(call, call, 0.84, `an error on the way leaves ${quoted(object.text)} locked`)
}

/** `with sqlite3.connect(…)` ends a transaction and leaves the connection open, by Python's documentation. */
function onlyCommitted(call: Node, facts: FileFacts): Sink | undefined {
  const isWith = call.parent?.type === 'with_item' || call.parent?.parent?.type === 'with_item'
  if (!isWith || facts.called(call) !== 'sqlite3.connect') return undefined
  return notClosed(call, call, 0.84, 'as a context manager it ends a transaction, but closes nothing')
}

function kept(statement: Node, facts: FileFacts): Sink | undefined {
  const target = statement.childForFieldName('name') ?? statement.childForFieldName('left')
  const value = statement.childForFieldName('value') ?? statement.childForFieldName('right')
  const scope = enclosingFunction(statement)
  if (target?.type !== 'identifier' || value === null || scope === undefined) return undefined
  const call = bare(value)
  if (!isCall(call) || !isOpener(call, facts) || /^(await )?using\b/.test(statement.parent?.text ?? '')) return undefined
  const fate = fateOf(target, statement, scope)
  switch (fate) {
    case 'handedOn':
    case 'closed':
      return undefined
    case 'open':
      return notClosed(call, call, 0.87, `${quoted(target.text)} is neither closed nor handed on in this function`)
    case 'leftEarly':
      return notClosed(call, call, 0.86, `this function can be left before ${quoted(target.text)} is closed`)
    case 'closedUnlessThrown':
      return notClosed(call, call, 0.82, `an error on the way leaves ${quoted(target.text)} open`)
  }
}

function isOpener(call: Node, facts: FileFacts): boolean {
  const name = facts.called(call)
  if (openers.test(name)) return true
  const callee = calleeOf(call)
  if (callee === null || !memberTypes.has(callee.type)) return false
  const object = objectOf(callee)?.text ?? ''
  const member = memberOf(callee)
  if (member === 'open' && /^\(\s*['"][rwax]b?\+?['"]/.test(call.childForFieldName('arguments')?.text ?? ''))
    return facts.isPython
  if (poolMembers.test(member)) return pools.test(object)
  return member === 'connect' && /pool|engine/i.test(object)
}

type Fate = 'open' | 'closed' | 'handedOn' | 'leftEarly' | 'closedUnlessThrown'

/** What becomes of an opened thing by the end of the function. */
function fateOf(target: Node, statement: Node, scope: Node): Fate {
  const name = target.text
  let closedAt: Node | undefined
  let handedOn = false
  let inFinally = false
  walkSyntax(scope, (cursor) => {
    if (cursor.endIndex <= statement.endIndex) return false
    if (cursor.nodeType !== 'identifier' && cursor.nodeType !== 'shorthand_property_identifier') return true
    const node = cursor.currentNode
    if (node.text !== name || node.startIndex < statement.endIndex) return true
    const close = closingOf(node)
    if (close !== undefined) {
      closedAt ??= close
      inFinally ||= isInFinally(close, scope)
    } else if (isHandedOn(node, scope)) handedOn = true
    return true
  })
  if (inFinally) return 'closed'
  if (closedAt === undefined) return handedOn ? 'handedOn' : 'open'
  const between = exitsBetween(scope, statement.endIndex, closedAt.startIndex)
  if (between === 'exit') return handedOn ? 'handedOn' : 'leftEarly'
  return between === 'call' && !handedOn ? 'closedUnlessThrown' : 'closed'
}

/** The call that gives the thing back, where this use of its name is part of one. */
function closingOf(use: Node): Node | undefined {
  const parent = use.parent
  if (parent === null) return undefined
  if (/^with_/.test(parent.type) || parent.parent?.type === 'with_item') return parent
  if (memberTypes.has(parent.type) && closing.test(memberOf(parent))) return parent
  if (isCall(parent) && calleeOf(parent)?.id === use.id) return parent
  const call = /^(arguments|argument_list)$/.test(parent.type) ? parent.parent : null
  return call !== null && closingFunctions.test(calleeOf(call)?.text ?? '') ? call : undefined
}

function isInFinally(node: Node, scope: Node): boolean {
  for (let outer = node.parent; outer !== null && outer.id !== scope.id; outer = outer.parent) {
    if (/^(finally_clause|with_item|with_clause|with_statement)$/.test(outer.type)) return true
    // Registered to be called later: on an event, or at the end.
    if (functionTypes.has(outer.type)) return true
  }
  return false
}

/** Whether somebody else gets the thing: by return, in an object, a field or a closure. */
function isHandedOn(use: Node, scope: Node): boolean {
  for (let node = use; node.parent !== null && node.parent.id !== scope.id; node = node.parent) {
    const parent = node.parent
    if (functionTypes.has(parent.type)) return true
    if (memberTypes.has(parent.type) && objectOf(parent)?.id === node.id) return false
    if (
      /^(return_statement|yield|yield_expression|pair|array|list|dictionary|tuple|shorthand_property_identifier|object|spread_element|keyword_argument)$/.test(
        parent.type,
      ) ||
      node.type === 'shorthand_property_identifier'
    )
      return true
    if (/^(assignment|assignment_expression|variable_declarator)$/.test(parent.type))
      return parent.childForFieldName('name')?.id !== node.id && parent.childForFieldName('left')?.id !== node.id
    if (isCall(parent)) return isKeeping(parent)
  }
  return false
}

/** Functions that use what they are given and are done with it when they return. */
const using =
  /^(json|pickle|csv|yaml|toml|tomllib|shutil|hashlib|fs|os|fcntl|struct|marshal|sys|print|len|str|list|sum|sorted|enumerate|iter|next|any|all|parse\w*|read\w*|load\w*|count\w*|process\w*)(\.|$)|^fs\.promises\./

/** Constructors and collections keep what they are given; so may a function whose result lives on. */
function isKeeping(call: Node): boolean {
  const name = calleeOf(call)?.text ?? ''
  if (
    call.type === 'new_expression' ||
    /(^|\.)(push|append|add|set|put|resolve|extend|makefile)$|(^|\.)[A-Z]\w*$|createReadStream|createWriteStream|fdopen|open$|spawn|Popen/.test(
      name,
    )
  )
    return true
  const isAwaited = call.parent?.type.startsWith('await') === true
  return !using.test(name) && !isAwaited && call.parent?.type !== 'expression_statement'
}

/** The worst that stands between opening and closing, outside of functions that run later. */
function exitsBetween(scope: Node, from: number, to: number): 'exit' | 'call' | 'nothing' {
  let worst: 'exit' | 'call' | 'nothing' = 'nothing'
  walkSyntax(scope, (cursor) => {
    if (cursor.endIndex <= from || cursor.startIndex >= to) return false
    if (cursor.startIndex >= from && functionTypes.has(cursor.nodeType)) return false
    if (cursor.startIndex < from) return true
    if (exitTypes.has(cursor.nodeType)) worst = 'exit'
    else if (callTypes.has(cursor.nodeType) && worst === 'nothing') worst = 'call'
    return worst !== 'exit'
  })
  return worst
}

function notClosed(call: Node, range: Node, certainty: number, reason: string): Sink {
  return {
    ruleId: 'bug.resource-not-closed',
    startOffset: range.startIndex,
    endOffset: range.endIndex,
    title: title('What ', calleeText(call), ' opens is not closed on every way'),
    reason: reason.charAt(0).toUpperCase() + reason.slice(1),
    signals: { certainty },
  }
}
