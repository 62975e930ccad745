import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import type { Sink, SinkFinder } from './sink.ts'
import {
  argumentsOf,
  callTypes,
  children,
  indexOf,
  keyText,
  literalText,
  memberOf,
  memberTypes,
  subscriptTypes,
  wordsOf,
} from './syntax.ts'
import { calleeText, quoted, title } from './wording.ts'

const secretName =
  /(^|_)(password|passwd|pwd|passphrase|secret|secret_key|api_key|apikey|access_key|private_key|auth_token|access_token|refresh_token|bearer_token|api_token|bot_token|client_secret|signing_key|encryption_key|jwt_key|master_key|session_key|cookie_secret|webhook_secret|token|credential|credentials|auth_key|license_key|hmac_key|account_key|secret_access_key|db_pass|smtp_pass|pass|salt_key|private_token|consumer_secret|app_key|app_secret|jwt_secret|connection_string)$/
/** A name that ends like this tells where a secret is, not what it is. */
const aboutSecret =
  /(^|_)(field|header|name|url|uri|path|file|env|var|param|parameter|type|label|regex|pattern|prefix|suffix|message|error|text|title|hint|placeholder|length|min|max|id|endpoint|route|key_name|selector|description|policy|rule|hash|hashed|input|event|action|scope|format|test|example|dummy|mock|fake|invalid|wrong|expected|column|attribute|type_hint|grant|mode|kind|symbol|class|re)$/
const tokenNames = /(^|_)(token|pass|credential|credentials)$/

/** Formats of well-known issuers, by their documentation. */
const issued =
  /^(AKIA|ASIA)[A-Z0-9]{16}$|^gh[pousr]_[A-Za-z0-9]{20,}$|^github_pat_\w{20,}$|^(sk|rk|pk)_(live|prod)_[A-Za-z0-9]{8,}$|^sk-[A-Za-z0-9_-]{20,}$|^xox[abprs]-[A-Za-z0-9-]{10,}$|^AIza[\w-]{30,}$|^glpat-[\w-]{15,}$|^SG\.[\w-]{16,}\.[\w-]{16,}$|^npm_[A-Za-z0-9]{30,}$|^whsec_[A-Za-z0-9]{16,}|-----BEGIN ([A-Z]+ )?PRIVATE KEY-----|^eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}$/
const inAddress = /^[a-z][a-z0-9+.-]*:\/\/[^\s:@/${}<>]*:([^\s:@/]+)@[^\s/]+/i
const bearer = /^(Bearer|Basic|Token)\s+([\w.~+/=-]{12,})$/

/** What stands where a secret will; and the values of `credentials` in the Fetch standard, which hold none. */
const placeholder =
  /^$|^[*x.\-_#]+$|^(same-origin|include|omit)$|^(your|my|the|some|a|an|insert|enter|change|replace|put|add|fill|todo|tbd|none|null|undefined|default|true|false|test|testing|example|sample|dummy|fake|mock|foo|bar|baz|xxx|placeholder|redacted|hidden|masked|secret|password|passwd|token|key|api[-_ ]?key|string|text|unknown|n\/a|anonymous|guest|localhost)([-_ .].*)?$|[<>{}$]|changeme|change-me|change_me|\.\.\.|\bexample\b|^(?<one>.)\k<one>+$/i
const testPath =
  /(^|[/._-])(tests?|specs?|__tests__|fixtures?|mocks?|examples?|samples?|demo|docs?|stories|benchmarks?)([/._-]|$)/i
/** Calls whose key or secret stands at this place. */
const keyArguments: readonly (readonly [RegExp, number])[] = [
  [/(^|\.)(jsonwebtoken|jwt)\.(sign|verify)$/, 1],
  [/(^|\.)jwt\.encode$/, 1],
  [/(^|\.)jwt\.decode$/, 1],
  [/(^|\.)createHmac$/, 1],
  [/(^|\.)createCipheriv$/, 1],
  [/(^|\.)createDecipheriv$/, 1],
  [/^hmac\.new$/, 0],
  [/(^|\.)Fernet$/, 0],
  [/^(express-session|cookie-parser|cookie-session|itsdangerous\.\w+|\w*Serializer|cookieParser)$/, 0],
  [/(^|\.)(scryptSync|scrypt|pbkdf2Sync|pbkdf2)$/, 0],
  [/\.(login|authenticate|auth)$/, 1],
  [/(^|\.)AES\.(encrypt|decrypt|new)$/, 1],
  [/(^|\.)(SignJWT|HTTPBasicAuth|BasicAuth)$/, 1],
]

export const hardcodedSecret: SinkFinder = {
  nodeTypes: new Set([
    ...[
      'variable_declarator',
      'assignment_expression',
      'assignment',
      'pair',
      'keyword_argument',
      'public_field_definition',
      'field_definition',
    ],
    ...[
      'default_parameter',
      'typed_default_parameter',
      'assignment_pattern',
      'required_parameter',
      'string',
      'binary_expression',
      'comparison_operator',
      ...callTypes,
    ],
  ]),
  find(node, facts): Sink | undefined {
    if (testPath.test(facts.source.path)) return undefined
    if (node.type === 'string') return issuedSecret(node)
    if (callTypes.has(node.type)) return keyArgument(node, facts)
    if (/^(binary_expression|comparison_operator)$/.test(node.type)) return comparedSecret(node)
    return namedSecret(node)
  },
}

function namedSecret(node: Node): Sink | undefined {
  const field = (name: string): Node | null => node.childForFieldName(name)
  const target = field('name') ?? field('left') ?? field('key') ?? field('property') ?? field('pattern')
  const value = field('value') ?? field('right')
  if (target === null || value === null) return undefined
  const name = nameOf(target)
  const pair = pairSecret(name, value)
  if (pair !== undefined) return pair
  const given = fallbackOf(value)
  const text = given && literalText(given.node)
  if (given === undefined || text === undefined || !isSecretName(name) || !looksSecret(text, name)) return undefined
  const words = `${quoted(name)} is a literal text of ${text.length} characters in the code`
  return secretSink(
    given.node,
    name,
    words,
    given.isFallback ? (isStrong(text) ? 0.81 : 0.7) : tokenNames.test(name) && !/\d/.test(text) ? 0.6 : 0.88,
  )
}

/** `password === 'literal'` */
function comparedSecret(node: Node): Sink | undefined {
  if (!/[^!=<>]===?[^=]/.test(node.text) || node.text.length > 200) return undefined
  const [left, right] = children(node)
  if (left === undefined || right?.type !== 'string') return undefined
  const text = literalText(right)
  const name = nameOf(left)
  const isSecret = /(password|passwd|passphrase|secret|api_?key|apikey|pin)$/i.test(name) && isSecretName(name)
  if (text === undefined || !isSecret || !looksSecret(text, name)) return undefined
  return secretSink(right, name, `${quoted(name)} is compared with a literal text in the code`, 0.85)
}

/** `auth=('user', 'password')` */
function pairSecret(name: string, value: Node): Sink | undefined {
  const [, second] =
    /^(tuple|list|array)$/.test(value.type) && /^(auth|basic_?auth|credentials?)$/i.test(name) ? children(value) : []
  const text = second === undefined ? undefined : literalText(second)
  return second === undefined || text === undefined || !looksSecret(text, 'password')
    ? undefined
    : secretSink(second, name, 'The password stands beside its user in the code', 0.86)
}

/** The literal of `process.env.SECRET || 'literal'` stands in only where nothing is configured. */
function fallbackOf(value: Node): { readonly node: Node; readonly isFallback: boolean } | undefined {
  if (value.type === 'string') return { node: value, isFallback: false }
  if (value.type === 'template_string' && literalText(value) !== undefined) return { node: value, isFallback: false }
  if (value.type === 'binary_expression' || value.type === 'boolean_operator') {
    const right = value.childForFieldName('right')
    return right?.type === 'string' ? { node: right, isFallback: true } : undefined
  }
  if (callTypes.has(value.type) && /(getenv|environ\.get)$/.test(calleeText(value))) {
    const second = argumentsOf(value)[1]
    return second?.type === 'string' ? { node: second, isFallback: true } : undefined
  }
  // `b'…'` parses as a string; `Buffer.from('…')` and `'…'.encode()` carry one.
  if (callTypes.has(value.type) && /^(Buffer\.from|bytes|SecretStr|TextEncoder)|\.encode$/.test(calleeText(value))) {
    const inner = /\.encode$/.test(calleeText(value))
      ? value.childForFieldName('function')?.childForFieldName('object')
      : argumentsOf(value)[0]
    return inner?.type === 'string' ? { node: inner, isFallback: false } : undefined
  }
  return undefined
}

/** Long and mixed: nobody writes so only to have something for the tests. */
function isStrong(text: string): boolean {
  return text.length >= 12 && /\d/.test(text) && !/dev|local|test|default|insecure|demo/i.test(text)
}

function nameOf(target: Node): string {
  if (memberTypes.has(target.type)) return memberOf(target)
  if (subscriptTypes.has(target.type)) {
    const index = indexOf(target)
    return index === null ? '' : keyText(index)
  }
  return keyText(target)
}

function isSecretName(name: string): boolean {
  const words = wordsOf(name).join('_')
  return secretName.test(words) && !aboutSecret.test(words)
}

/** Whether a text may be a secret: not a placeholder, not a sentence, not the name of something. */
function looksSecret(text: string, name: string): boolean {
  if (issued.test(text) || inAddress.test(text)) return true
  if (/[[\]()\\^|]/.test(text) && /[[(\\]/.test(text)) return false
  if (text.length < 6 || text.length > 200 || /\s/.test(text) || placeholder.test(text)) return false
  // `PASSWORD = 'password_reset'` and `token: 'csrfToken'` name things.
  if (wordsOf(text).join('') === wordsOf(name).join('') || isSecretName(text)) return false
  if (/^[A-Z][A-Z_]+$/.test(text) || /^(https?:|\/|\.|#|--|@|\w+:$)/.test(text)) return false
  const isPhrase = /^[a-z]+([A-Z][a-z]+)*$|^[a-z]+(\.[a-z]+)+$/.test(text) && text.length < 16
  return !isPhrase || /pass|pwd/i.test(name)
}

/** A text that is a secret by its form, wherever it stands. */
function issuedSecret(node: Node): Sink | undefined {
  const text = literalText(node)
  if (text === undefined || text.length < 14) return undefined
  const password = inAddress.exec(text)?.[1]
  const isBearer = bearer.test(text) && /\d/.test(text) && !placeholder.test(bearer.exec(text)?.[2] ?? '')
  if (password !== undefined) {
    if (
      placeholder.test(password) ||
      /^(postgres|root|admin|user|pass|guest|minio)$/.test(password) ||
      /@(localhost|127\.0\.0\.1|example)/.test(text)
    )
      return undefined
    return secretSink(node, 'the password of this address', 'An address holds a password as literal text', 0.87)
  }
  if (issued.test(text) && !/example|EXAMPLE|xxxx|0000000|1234567890abcdef$/.test(text))
    return secretSink(node, text.slice(0, 8), 'A key in the format of a known issuer stands in the code', 0.92)
  return isBearer
    ? secretSink(node, 'the credentials of a header', 'A header holds credentials as literal text', 0.86)
    : undefined
}

function keyArgument(call: Node, facts: FileFacts): Sink | undefined {
  const name = facts.called(call)
  const place = keyArguments.find(([pattern]) => pattern.test(name))
  const node = place === undefined ? undefined : argumentsOf(call)[place[1]]
  const given = node === undefined ? undefined : fallbackOf(node)
  const text = given && literalText(given.node)
  if (given === undefined || text === undefined || text.length < 6 || given.isFallback || /[<>{}$]/.test(text)) return undefined
  return secretSink(given.node, calleeText(call), `The key of ${quoted(calleeText(call))} is a literal text in the code`, 0.86)
}

function secretSink(node: Node, name: string, reason: string, certainty: number): Sink {
  return {
    ruleId: 'security.hardcoded-secret',
    startOffset: node.startIndex,
    endOffset: node.endIndex,
    title: title('A secret stands in the code: ', name, ''),
    reason,
    signals: { certainty },
  }
}
