import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { evaluate } from './flow.ts'
import type { SinkFinder } from './sink.ts'
import { argumentsOf, bare, calleeOf, callTypes, literalText, memberOf, memberTypes, objectOf, optionOf } from './syntax.ts'
import { type Danger, flowSink } from './threat.ts'
import { foreign, opaque } from './values.ts'
import { calleeText, title } from './wording.ts'

const fetchCalls =
  /^((node-fetch|undici|cross-fetch|globalThis)\.)?(fetch|default)$|^(node-fetch|cross-fetch|got|ky|needle|request|request-promise|request-promise-native|superagent|axios|bent|phin)(\.(default|get|post|put|patch|head|delete|request|stream|json|all))?$|^undici\.(request|stream)$|^https?\.(get|request)$|^(requests|httpx)\.(get|post|put|patch|head|delete|options|request|stream)$|^(urllib\.request|urllib2|urllib)\.(urlopen|urlretrieve|Request)$|^urlopen$/
const clientObjects = /(^|[._])(session|client|http|https|httpclient|http_client|fetcher|requests|axios|agent|api|got)(\(\))?$/i
const clientMembers = /^(get|post|put|patch|head|delete|request|stream|fetch)$/

/** The host stands fixed in front of what is foreign. */
const fixedHost = new RegExp(`^([a-z+]+://[^/${foreign}]+[/?]|/|${opaque})`, 'i')

const danger: Danger = {
  certainty: { input: 0.92, parameter: 0.5 },
  sanitiser: /encodeURIComponent|quote|safe|allow|resolve_public|public/i,
  notGuard:
    /\.(startsWith|startswith)\(\s*\(?['"]https?[^)]*\)|\.?(protocol|scheme)\s*(!==?|===?|not in|in)\s*(\([^)]*\)|['"][\w:]*['"])|\/\^https\?[^/]*\/?\w*\.test\([^)]*\)/g,
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
    return flowSink({ ruleId: 'security.ssrf', node: call, value, danger, ...words }, facts)
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
    if (object === null || !clientObjects.test(object.text) || !asksServers(facts)) return undefined
  }
  if (first === undefined || bare(first).type === 'object') return named
  // `request('GET', url)`
  return /^[A-Z]+$/.test(literalText(first) ?? '') ? (second ?? named) : first
}

const clientLibraries = /^(httpx|aiohttp|requests|axios|got|undici|http|https|node-fetch|ky|superagent)\b/

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
