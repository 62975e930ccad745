import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { evaluate, filledIn } from './flow.ts'
import { calledSource } from './sources.ts'
import {
  argumentsOf,
  calleeOf,
  children,
  enclosingFunction,
  functionTypes,
  literalText,
  memberOf,
  memberTypes,
  objectOf,
} from './syntax.ts'
import { constant, foreign, joined, opaque, originating, passedThrough, plain, type Value } from './values.ts'

const unknown: Value = constant(opaque)

/** Calls that give numbers, truth values, or text that nobody outside decides. */
const plainCalls =
  /^(Number|Number\.\w+|parseInt|parseFloat|BigInt|Boolean|Math\.\w+|int|float|bool|len|abs|round|ord|hash|id|isinstance|Date|Date\.\w+|datetime\..*|time\.\w+|uuid\.\w+|uuid|uuidv4|(crypto|node:crypto)\.random\w*|randomUUID|secrets\.\w+|eval|nanoid(\.\w+)?|type|range|enumerate\(\))$/
const plainMembers =
  /^(test|has|includes|startsWith|endsWith|startswith|endswith|indexOf|lastIndexOf|isdigit|isalnum|isalpha|every|some|charCodeAt|codePointAt|getTime|toFixed|hexdigest|digest|is_relative_to|is_file|exists)$/
/** Functions of modules that give a value made of their arguments. */
const makingCalls =
  /^(String|Object\.\w+|Array\.\w+|Buffer\.(from|concat)|JSON\.(parse|stringify)|URL|URLSearchParams|decodeURI\w*|encodeURI\w*|escape|unescape|atob|btoa|str|repr|bytes|bytearray|list|tuple|dict|set|sorted|reversed|map|filter|zip|enumerate|iter|next|min|max|print|RegExp|Path|pathlib\.\w+|path(\.posix|\.win32)?\.\w+|os\.path\.\w+|os\.fspath|url\.\w+|util\.format|querystring\.\w+|urllib\.parse\.\w+|json\.loads|json\.dumps|base64\.\w+|html\.\w+|shlex\.\w+|markupsafe\.\w+|re\.sub|re\.escape|io\.\w+|codecs\.\w+|textwrap\.\w+|itertools\.\w+|fileURLToPath|Promise\.\w+|werkzeug\.utils\.\w+|\w*[eE]scape\w*|\w*[sS]anitize\w*)$/
const joiningCalls = /^(path(\.posix|\.win32)?\.(join|resolve)|os\.path\.join|util\.format|urllib\.parse\.urljoin)$/
/** Methods of a value that give another value made of it. */
const looking =
  /(^|\.|_)(get|find|fetch|load|query|lookup|select|exists|has|read|count|execute|fetchone|fetchall|first|all|search|list)\w*$/i

/** Where the value of a call comes from. */
export function evaluateCall(call: Node, facts: FileFacts, step: number, path: string): Value {
  const name = facts.called(call)
  const args = argumentsOf(call)
  const own = calledSource(name)
  const callee = calleeOf(call)
  const object = callee !== null && memberTypes.has(callee.type) ? objectOf(callee) : null
  const member = callee !== null && memberTypes.has(callee.type) ? memberOf(callee) : ''
  if (plainCalls.test(name) || plainMembers.test(member)) return plain
  if (own === 'input' || own === 'argument' || own === 'environment') {
    return originating({ kind: own, name: call.text.split('\n')[0] ?? name, node: call, via: [], aliases: [] })
  }
  const through = passing(call, name, member, args, facts)
  const value = (node: Node, more = ''): Value => evaluate(node, facts, step + 1, more)
  if (joiningCalls.test(name) && (object === null || !isLocal(object, facts)))
    return passedThrough(
      {
        ...joined(
          args.map((each) => value(each)),
          '/',
        ),
        composed: true,
      },
      through,
    )
  const isModules = object === null || !isLocal(object, facts)
  if (object !== null && !(isModules && makingCalls.test(name))) {
    const of = value(object, `.${member}()${path}`)
    const isKnown = of.origins.some(({ kind }) => kind !== 'unknown') || of.text !== opaque
    if (member === 'format') return passedThrough(filledIn(of, joined(formatted(call).map((each) => value(each)))), through)
    if (member === 'join') return passedThrough(joinedList(call, object, args, value), through)
    if (member === 'concat' || member === 'joinpath')
      return passedThrough(joined([of, ...args.map((each) => value(each))]), through)
    if (/^(replace|replaceAll)$/.test(member) && of.text !== foreign && args[1] !== undefined)
      return passedThrough(joined([of, value(args[1])]), through)
    if (member === 'then' && args[0] !== undefined && facts.callNames(args[0]).some((each) => /\.(json|text)$/.test(each))) {
      return originating({ kind: 'data', name: 'the answer', node: call, via: [], aliases: [] })
    }
    if (member === 'map') return mapped(of, args, through, value)
    if (isKnown && !isFetched(call, of)) return passedThrough(of, through)
    if (own === 'data')
      return originating({ kind: 'data', name: call.text.split('\n')[0] ?? name, node: call, via: [], aliases: [] })
    if (looking.test(name)) return unknown
    return call.parent?.type.startsWith('await') ? unknown : madeOf(args, through, value)
  }
  if (own === 'data') return originating({ kind: 'data', name, node: call, via: [], aliases: [] })
  const isOwn = callee !== null && facts.functionCalled(callee) !== undefined
  if (!isOwn && !makingCalls.test(name) && (looking.test(name) || call.parent?.type.startsWith('await'))) return unknown
  return madeOf(args, through, value)
}

/** What a store or a service answers is not what it was made of; a request's own body is. */
function isFetched(call: Node, of: Value): boolean {
  return call.parent?.type.startsWith('await') === true && !of.origins.some(({ kind }) => kind === 'input')
}

/** Whether a name stands for something of this function: `path.split` of a parameter is no function of the module `path`. */
function isLocal(object: Node, facts: FileFacts): boolean {
  const scope = object.type === 'identifier' ? enclosingFunction(object) : undefined
  return scope !== undefined && facts.bindings(scope, object.text).length > 0
}

function madeOf(args: readonly Node[], through: string, value: (node: Node) => Value): Value {
  const [only] = args
  if (args.length === 1 && only !== undefined) return passedThrough(value(only), through)
  const all = joined(args.map((each) => value(each)))
  return passedThrough({ ...all, composed: all.composed && args.length > 1 && all.origins.length > 0 }, through)
}

/** `list.map(each => '?')` has nothing of the list in it; `list.map(quote)` went through `quote`. */
function mapped(list: Value, args: readonly Node[], through: string, value: (node: Node) => Value): Value {
  const [callback] = args
  const body = callback !== undefined && functionTypes.has(callback.type) ? callback.childForFieldName('body') : null
  if (body !== null && body.type !== 'statement_block') return passedThrough(value(body), through)
  return passedThrough(list, through)
}

/** JavaScript joins `list.join(between)`, Python `between.join(list)`. */
function joinedList(call: Node, object: Node, args: readonly Node[], value: (node: Node) => Value): Value {
  const [first] = args
  const list = call.type === 'call' ? first : object
  const between = call.type === 'call' ? object : first
  const elements = list === undefined ? unknown : value(list)
  return { ...elements, text: elements.text + ((between && literalText(between)) ?? ''), composed: elements.origins.length > 0 }
}

function formatted(call: Node): readonly Node[] {
  return children(call.childForFieldName('arguments')).map((each) => each.childForFieldName('value') ?? each)
}

/** A call's name for `Origin.via`, with what a replacement replaces and with what a function of this file calls itself. */
function passing(call: Node, name: string, member: string, args: readonly Node[], facts: FileFacts): string {
  if (/^(replace|replaceAll|sub|match|split)$/.test(member)) return `${member}(${args[0]?.text ?? ''})`
  const callee = calleeOf(call)
  const own = callee === null ? undefined : facts.functionCalled(callee)
  const inner = own === undefined ? [] : facts.callNames(own)
  const given = args.flatMap((each) =>
    functionTypes.has(each.type) ? facts.callNames(each) : /^\w+$/.test(each.text) && member === 'map' ? [each.text] : [],
  )
  return [name, ...inner, ...given].join(' ') || call.type
}
