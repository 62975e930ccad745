import type { Node } from '@vscode/tree-sitter-wasm'
import type { Binding } from './scopes.ts'
import type { SourceKind } from './sink.ts'
import { argumentsOf, calleeOf, children, functionName, literalText } from './syntax.ts'

/** What a web framework hands to a handler, by the names that its documentation uses. */
const requestNames = /^_?(req|request|ctx|context|event|c|evt|apiEvent|_request)$/
/** What strangers decide of a request; its session, its user and its application are the server's own. */
const requestMembers =
  /(^|\.)(query|params|body|headers?|cookies?|url|originalUrl|files?|args|form|values|json|data|GET|POST|FILES|META|COOKIES|query_params|path_params|match_info|rel_url|get_json|get_data|queryStringParameters|pathParameters|rawBody|search|searchParams|nextUrl|formData|stream|hostname|param|text|post|read|getlist|path|full_path|query_string|environ|get_argument|get_query_argument|href|getAll|header)\b|^\.(get|req\.header)\(\)/
const ownMembers = /^\.(user|session|app|log|logger|state|locals|server|db|auth)\b/
/** The same where no request is named. */
const inputNames =
  /^((window\.|document\.|self\.)?location\.(hash|search|href|pathname)|document\.(referrer|URL|cookie)|window\.name|self\.get_(query_|body_)?arguments?|self\.path|self\.headers)\b/
const inputCalls = /^(input|prompt|window\.prompt|self\.get_(query_|body_)?arguments?|cgi\.FieldStorage|st\.text_input)$/
const argumentNames = /^(process\.argv|sys\.argv|Deno\.args|Bun\.argv)\b/
const argumentCalls = /\.(parse_args|parse_known_args)$/
const environmentNames = /^(process\.env|os\.environ|import\.meta\.env)\b/
/** The names in an archive are whatever its maker wrote. */
const archiveCalls = /\.(namelist|getnames|infolist|getmembers|getEntries)$/
const environmentCalls = /^(os\.getenv|os\.environ\.get|Deno\.env\.get|process\.env.*)$/
const dataCalls =
  /\.(recv|recvfrom|recv_string|recv_bytes|readline|readlines|read|read_text|read_bytes|readFile|readFileSync|json|text|getItem|hget|receive|[lr]pop|b[lr]pop|consume)$/i

/** What a name such as `req.query.name`, read as it is written, says of where it comes from. */
export function namedSource(name: string): SourceKind | undefined {
  if (inputNames.test(name)) return 'input'
  if (argumentNames.test(name)) return 'argument'
  return environmentNames.test(name) ? 'environment' : undefined
}

/** What calling something says of where its value comes from, by its qualified name. */
export function calledSource(name: string): SourceKind | undefined {
  if (inputCalls.test(name) || archiveCalls.test(name)) return 'input'
  if (argumentCalls.test(name)) return 'argument'
  if (environmentCalls.test(name)) return 'environment'
  return dataCalls.test(name) ? 'data' : undefined
}

/** A module's own request object, as in Flask: what is read of it, such as `.args.get`. `undefined`: it is no request. */
export function requestSource(object: string, path: string): SourceKind | undefined {
  const name = object.split('.').at(-1) ?? object
  if (!requestNames.test(name)) return undefined
  return !ownMembers.test(path) && requestMembers.test(path) ? 'input' : 'unknown'
}

const handlerDecorator =
  /^@?\s*[\w.]*\b(route|get|post|put|patch|delete|websocket|api_view|view|callback|http|errorhandler|exception_handler)\b/
const commandDecorator = /\b(click|typer|app|cli)\.(command|argument|option|group)\b|\.command\(/
const plainTypes =
  /^:?\s*(number|boolean|bigint|Date|Int|int|float|bool|complex|Decimal|datetime|date|UUID|uuid\.UUID|timedelta|Literal\[.*\]|keyof .*|('[^']*'|"[^"]*")(\s*\|\s*('[^']*'|"[^"]*"))*)(\s*\|\s*(null|undefined|None|number|int))*$/s
const injected = /^(Depends|Security|Inject|BackgroundTasks)$/

/** Where a parameter comes from; `undefined` where it can hold no text at all. `path`: what a pattern takes of it. */
export function parameterSource(binding: Binding, fn: Node): SourceKind | undefined {
  const { node, name, path } = binding
  const type = node.childForFieldName('type')?.text ?? ''
  if (plainTypes.test(type)) return undefined
  if (name === 'self' || name === 'cls') return 'unknown'
  const value = node.childForFieldName('value') ?? node.childForFieldName('right')
  if (value !== null && /^(integer|float|number|true|false)$/.test(value.type)) return undefined
  if (value !== null && injected.test(calleeOf(value)?.text ?? '')) return 'unknown'
  if (requestNames.test(name) && path === '') return 'unknown'
  if (path !== '' && requestMembers.test(path) && isWebHandler(fn)) return 'input'
  const decorators = decoratorsOf(fn)
  if (decorators.some((text) => handlerDecorator.test(text))) {
    return decorators.some((text) => new RegExp(`<(int|float|uuid):${name}>`).test(text)) ? undefined : 'input'
  }
  if (decorators.some((text) => commandDecorator.test(text))) return 'argument'
  return isDjangoView(binding, fn) ? 'input' : 'parameter'
}

/** Whether a function is given to a router, or takes a request and a response. */
export function isWebHandler(fn: Node): boolean {
  const names = children(fn.childForFieldName('parameters')).map(({ text }) => text.replace(/[:=\s].*$/s, ''))
  if (names.some((name) => /^_?(req|request|ctx)$/.test(name))) return true
  if (decoratorsOf(fn).some((text) => handlerDecorator.test(text))) return true
  const call = fn.parent?.type === 'arguments' ? fn.parent.parent : null
  const [route] = call === null ? [] : argumentsOf(call)
  return route !== undefined && (literalText(route) ?? '').startsWith('/')
}

function decoratorsOf(fn: Node): readonly string[] {
  if (fn.parent?.type !== 'decorated_definition') return []
  return children(fn.parent)
    .filter(({ type }) => type === 'decorator')
    .map(({ text }) => text)
}

/** `def show(request, slug)`: what stands beside the request comes from the address. */
function isDjangoView({ node }: Binding, fn: Node): boolean {
  if (fn.type !== 'function_definition' || functionName(fn).startsWith('_')) return false
  const parameters = children(fn.childForFieldName('parameters'))
  const at = parameters.findIndex(({ text }) => /^request\b/.test(text))
  return at !== -1 && at <= 1 && parameters.findIndex(({ id }) => id === node.id) > at
}
