import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { evaluate } from './flow.ts'
import type { SinkFinder } from './sink.ts'
import {
  argumentsOf,
  bare,
  calleeOf,
  callTypes,
  enclosingFunction,
  functionName,
  isCall,
  literalText,
  memberOf,
  memberTypes,
  objectOf,
  optionOf,
  propertyOf,
  wordsOf,
} from './syntax.ts'
import { type Danger, flowSink } from './threat.ts'
import { foreign, opaque } from './values.ts'
import { calleeText, title } from './wording.ts'

const fetchCalls =
  /^((node-fetch|undici|cross-fetch|globalThis)\.)?(fetch|default)$|^(node-fetch|cross-fetch|got|ky|needle|request|request-promise|request-promise-native|superagent|axios|bent|phin)(\.(default|get|post|put|patch|head|delete|request|stream|json|all))?$|^undici\.(request|stream)$|^https?\.(get|request)$|^(requests|httpx)\.(get|post|put|patch|head|delete|options|request|stream)$|^(urllib\.request|urllib2|urllib)\.(urlopen|urlretrieve|Request)$|^urlopen$|^feedparser\.parse$|^(pd|pandas)\.read_(csv|json|html|xml|excel)$/
const clientObjects =
  /(^|[._])(session|client|http|https|httpclient|http_client|fetcher|requests|axios|agent|api|got|page)(\(\))?$/i
const clientMembers = /^(goto|get|post|put|patch|head|delete|request|stream|fetch)$/

/** The host stands fixed in front of what is foreign. */
const fixedHost = new RegExp(`^([a-z+]+://[^/${foreign}]+[/?]|/|${opaque})`, 'i')

const danger: Danger = {
  certainty: { input: 0.92, parameter: 0.5 },
  sanitiser: /encodeURIComponent|quote|safe|allow|resolve_public|public/i,
  notGuard:
    /\.(startsWith|startswith)\(\s*\(?['"]https?[^)]*\)|\.?(protocol|scheme)\s*(!==?|===?|not in|in)\s*(\([^)]*\)|['"][\w:]*['"])|\/\^https\?[^/]*\/?\w*\.test\([^)]*\)/g,
}

/** An address that is somebody else's by the names around: of a webhook, a feed, a picture to fetch. */
const strangersAddress: Danger = { ...danger, certainty: { input: 0.93, parameter: 0.81 } }
const strangerWords: ReadonlySet<string> = new Set(
  'webhook hook callback avatar preview proxy feed thumbnail unfurl import favicon'.split(' '),
)

function namesStranger(fn: Node | undefined, address: Node): boolean {
  return [...(fn === undefined ? [] : wordsOf(functionName(fn))), ...wordsOf(address.text)].some((word) =>
    strangerWords.has(word),
  )
}

export const serverSideRequest: SinkFinder = {
  nodeTypes: callTypes,
  find(call, facts) {
    const address = addressOf(call, facts)
    if (address === undefined || isInBrowser(facts)) return undefined
    const value = evaluate(address, facts)
    if (!value.text.includes(foreign) || fixedHost.test(value.text)) return undefined
    const words = {
      title: (name: string) => title('', name, ' decides which server is asked'),
      sink: calleeText(call),
      lack: 'without a check of the host',
    }
    const isStrangers = namesStranger(enclosingFunction(call), address)
    return flowSink(
      { ruleId: 'security.ssrf', node: call, value, danger: isStrangers ? strangersAddress : danger, ...words },
      facts,
    )
  },
}

function addressOf(call: Node, facts: FileFacts): Node | undefined {
  const args = argumentsOf(call)
  const [first, second] = args
  const named = optionOf(call, 'url') ?? optionOf(call, 'uri') ?? optionOf(call, 'hostname') ?? optionOf(call, 'host')
  const callee = calleeOf(call)
  if (!fetchCalls.test(facts.called(call))) {
    if (callee === null || !memberTypes.has(callee.type) || !clientMembers.test(memberOf(callee))) return undefined
    const object = objectOf(callee)
    if (object === null || !(isClient(object, facts) || (clientObjects.test(object.text) && asksServers(facts)))) return undefined
  }
  if (first === undefined || bare(first).type === 'object') return named
  const options = objectBehind(first, facts)
  if (options !== undefined) return ['url', 'uri', 'hostname', 'host'].flatMap((name) => propertyOf(options, name) ?? [])[0]
  // `request('GET', url)`
  return /^[A-Z]+$/.test(literalText(first) ?? '') ? (second ?? named) : first
}

/** The literal that a variable holds: `const options = { host, path }`. */
function objectBehind(node: Node, facts: FileFacts): Node | undefined {
  const scope = node.type === 'identifier' ? enclosingFunction(node) : undefined
  const value = scope === undefined ? undefined : facts.bindings(scope, node.text)[0]?.value
  return value?.type === 'object' ? value : undefined
}

const clientCalls =
  /^(requests\.Session|httpx\.(Client|AsyncClient)|aiohttp\.ClientSession|axios\.create|got\.extend|urllib3\.PoolManager)$/

/** Whether a name holds a client of a library. */
function isClient(object: Node, facts: FileFacts): boolean {
  if (object.type !== 'identifier') return false
  const scope = enclosingFunction(object)
  const bound = [...(scope === undefined ? [] : facts.bindings(scope, object.text)), ...facts.bindings(facts.root, object.text)]
  return bound.some(({ value }) => value !== undefined && isCall(bare(value)) && clientCalls.test(facts.called(bare(value))))
}

const clientLibraries = /^(httpx|aiohttp|requests|axios|got|undici|http|https|node-fetch|ky|superagent|puppeteer|playwright)\b/

/** `client.get(key)` asks a server only where the file uses a library for that. */
function asksServers(facts: FileFacts): boolean {
  return (
    [...facts.imports.values()].some((name) => clientLibraries.test(name)) ||
    /^\s*import (httpx|aiohttp|requests)\b/m.test(facts.source.text)
  )
}

function isInBrowser(facts: FileFacts): boolean {
  return !facts.isPython && /\b(document|window)\.\w/.test(facts.source.text)
}
