import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { evaluate } from './flow.ts'
import { namesAround, namesInStatement } from './namesAround.ts'
import type { Sink, SinkFinder, SinkMend } from './sink.ts'
import { argumentsOf, calleeOf, callTypes, enclosingFunction, literalText, optionOf } from './syntax.ts'
import { calleeText, quoted, title } from './wording.ts'

const weakHash = /^(md5|md4|sha-?1|ripemd|rmd160)$/i
const weakCipher = /^(des|des3|des-ede3?|3des|rc2|rc4|bf|blowfish|idea|seed|cast5?)(-|$)|-ecb$/i
const pythonCiphers =
  /^(Crypto|Cryptodome)\.Cipher\.(DES|DES3|ARC2|ARC4|Blowfish|CAST)(\.\w+)?\.new$|^(DES|DES3|ARC2|ARC4|Blowfish)\.new$|(^|\.)algorithms\.(ARC4|TripleDES|Blowfish|IDEA|SEED|CAST5)$/
/** What a hash must withstand an attacker for. */
const guarded: ReadonlySet<string> = new Set(
  (
    'password passwd pwd passphrase secret token sign signed signature signer auth authenticate credential ' +
    'credentials session otp pin license licence integrity verify webhook hmac mac login user certificate csrf ' +
    'apikey'
  ).split(' '),
)
/** What a hash is taken for where only chance has to be withstood. */
const harmless: ReadonlySet<string> = new Set(
  (
    'etag cache cached checksum fingerprint dedupe dedup duplicate color colour avatar gravatar bucket shard ' +
    'partition filename slug variant revision websocket accept'
  ).split(' '),
)
const fewIterations = 10_000
const smallestKey = 2048
const leastBcryptCost = 8

/** Every function that is looked at below; most calls are of others. */
const interesting =
  /hash|hmac|create|cipher|crypto|\bmd5|sha1|\bDES|ARC|Blowfish|\bnew$|modes\.|digest|tls|ssl|context|pbkdf2|PBKDF2|generate|bcrypt|gensalt|PKCS|server|request|agent|connect/i

interface Weak {
  readonly what: string
  readonly certainty: number
  readonly why: string
  readonly mend?: SinkMend
}

export const weakCrypto: SinkFinder = {
  nodeTypes: callTypes,
  find(call, facts): Sink | undefined {
    const weak = weakness(call, facts)
    if (weak === undefined) return undefined
    const { what, certainty, why, mend } = weak
    return {
      ruleId: 'security.weak-crypto',
      startOffset: call.startIndex,
      endOffset: call.endIndex,
      title: title('', what, ' no longer withstands an attacker'),
      reason: `${quoted(calleeText(call))} ${why}`,
      signals: { certainty },
      ...(mend === undefined ? {} : { mend }),
    }
  },
}

function weakness(call: Node, facts: FileFacts): Weak | undefined {
  const name = facts.called(call)
  const args = argumentsOf(call)
  if (!interesting.test(name)) return undefined
  const text = args[0] === undefined ? '' : evaluate(args[0], facts).text
  if (/(^|\.)(createHash|createHmac|createSign|createVerify)$/.test(name))
    return hashWeakness(call, text.replace(/^RSA-/i, ''), facts, name.endsWith('Hmac'))
  if (/^hashlib\.(md5|sha\d+(_\d+)?|blake2[bs])$/.test(name))
    return optionOf(call, 'usedforsecurity')?.text === 'False' ? undefined : hashWeakness(call, name.slice(8), facts, false)
  if (name === 'hashlib.new' && optionOf(call, 'usedforsecurity')?.text !== 'False') return hashWeakness(call, text, facts, false)
  if (/^hmac\.(new|digest)$/.test(name)) {
    const method = args[2] ?? optionOf(call, 'digestmod') ?? optionOf(call, 'digest')
    return method === undefined
      ? undefined
      : hashWeakness(call, (literalText(method) ?? method.text).replace(/^hashlib\./, ''), facts, true)
  }
  if (/(^|\.)CryptoJS\.(MD5|SHA1)$|^(md5|sha1|crypto-js\.(MD5|SHA1))(\.default)?$/.test(name))
    return hashWeakness(call, /md5/i.test(name) ? 'md5' : 'sha1', facts, false)
  if (/^crypto\.create(C|Dec)ipher$/.test(name))
    return { what: calleeText(call), certainty: 0.93, why: 'makes its key from a password without salt or iterations' }
  if (/(^|\.)create(C|Dec)ipheriv$/.test(name) && weakCipher.test(text))
    return { what: text, certainty: 0.94, why: `uses ${quoted(text)}` }
  if (/^CryptoJS\.(DES|TripleDES|RC4|Rabbit)\./.test(name) || pythonCiphers.test(name))
    return { what: calleeText(call), certainty: 0.92, why: 'uses a broken cipher' }
  if (/(^|\.)new$/.test(name) && args.some((arg) => /(^|\.)MODE_ECB$/.test(arg.text))) return ecb(call)
  if (/(^|\.)modes\.ECB$/.test(name)) return ecb(call)
  if (/^(Crypto|Cryptodome)\.Hash\.(MD5|SHA1?)\.new$|(^|\.)hashes\.(MD5|SHA1)$/.test(name))
    return hashWeakness(call, /MD5/.test(name) ? 'md5' : 'sha1', facts, false)
  if (/(^|\.)subtle\.digest$/.test(name)) return hashWeakness(call, text, facts, false)
  const oldProtocol =
    /(['"](SSLv[23]|TLSv1(\.1|_1)?)(_\w*method)?['"]|PROTOCOL_(SSLv[23]|TLSv1(_1)?)\b|TLSVersion\.(SSLv3|TLSv1(_1)?)\b)/.exec(
      argumentText(call),
    )?.[0]
  if (oldProtocol !== undefined)
    return { what: oldProtocol.replaceAll(/['"]/g, ''), certainty: 0.9, why: 'allows a protocol that is broken' }
  const iv = ivOf(call, name, args)
  if (iv !== undefined && isConstant(iv, facts))
    return {
      what: 'A constant initialisation vector',
      certainty: 0.85,
      why: 'is given the same vector each time, so that equal texts look equal',
    }
  if (/(^|\.)PKCS1_v1_5\.new$/.test(name) && /Cipher/.test(name))
    return { what: 'PKCS1 v1.5', certainty: 0.84, why: 'uses a padding that an attacker can probe' }
  return slowness(call, name, args)
}

function ecb(call: Node): Weak {
  return { what: 'ECB', certainty: 0.93, why: `of ${quoted(call.text)} shows where blocks of the text are the same` }
}

function hashWeakness(call: Node, method: string, facts: FileFacts, keyed: boolean): Weak | undefined {
  if (!weakHash.test(method)) return keyed ? undefined : passwordWeakness(call, method, facts)
  const names = namesAround(call)
  // A keyed SHA-1 is not broken.
  if (keyed && !/^md/i.test(method)) return { what: method, certainty: 0.55, why: `uses ${quoted(method)} with a key` }
  const protects = names.find((word) => guarded.has(word)) ?? (comparesInSecret(call) ? 'compare_digest' : undefined)
  if (!keyed && (protects === undefined || names.some((word) => harmless.has(word))))
    return { what: method, certainty: 0.3, why: `uses ${quoted(method)}` }
  const why = `uses ${quoted(method)}${protects === undefined ? '' : ` for what is called ${quoted(protects)} here`}`
  const mend = strongerHash(call)
  return { what: method, certainty: 0.88, why, ...(mend === undefined || protects === 'password' ? {} : { mend }) }
}

/** Who compares in constant time has an attacker in mind. */
function comparesInSecret(call: Node): boolean {
  return /compare_digest|timingSafeEqual/.test(enclosingFunction(call)?.text ?? '')
}

/** A hash that is made to be fast lets passwords be guessed fast. */
function passwordWeakness(call: Node, method: string, facts: FileFacts): Weak | undefined {
  const statement = namesInStatement(call)
  if (
    !/^(sha-?(224|256|384|512)|sha3[-_]\d+|blake2[bs])$/i.test(method) ||
    !statement.some((word) => /^(password|passwd|pwd|passphrase)$/.test(word))
  )
    return undefined
  const isPartOf = facts.callNames(enclosingFunction(call) ?? call).some((name) => /bcrypt|scrypt|argon|pbkdf2|hmac/i.test(name))
  return isPartOf
    ? undefined
    : {
        what: `${method} of a password`,
        certainty: 0.84,
        why: `is fast, so that a password is soon guessed from its ${quoted(method)}`,
      }
}

/** Only a signature may take another hash without more ado: a stored one would no longer be recognised. */
function strongerHash(call: Node): SinkMend | undefined {
  const callee = calleeOf(call)?.text ?? ''
  if (callee === 'hashlib.md5' || callee === 'hashlib.sha1')
    return { title: 'Use `hashlib.sha256`', newText: call.text.replace(/^hashlib\.\w+/, 'hashlib.sha256') }
  if (/createHash$/.test(callee))
    return { title: "Use `'sha256'`", newText: call.text.replace(/(['"`])(md5|sha1)\1/i, '$1sha256$1') }
  return undefined
}

/** Derivations that are too fast, and keys that are too short. */
function slowness(call: Node, name: string, args: readonly Node[]): Weak | undefined {
  const rounds = /(^|\.)pbkdf2(Sync)?$/.test(name)
    ? args[2]
    : /(^|\.)pbkdf2_hmac$/.test(name)
      ? (args[3] ?? optionOf(call, 'iterations'))
      : /(^|\.)PBKDF2HMAC$/.test(name)
        ? optionOf(call, 'iterations')
        : undefined
  if (rounds !== undefined && numberOf(rounds) < fewIterations)
    return { what: `${rounds.text} iterations`, certainty: 0.85, why: 'derives a key with too few iterations' }
  const cost = /(^|\.)bcrypt(js)?\.(hash|hashSync|genSalt|genSaltSync)$/.test(name)
    ? args.at(-1)
    : /^bcrypt\.gensalt$/.test(name)
      ? (args[0] ?? optionOf(call, 'rounds'))
      : undefined
  if (cost !== undefined && numberOf(cost) < leastBcryptCost)
    return { what: `bcrypt with a cost of ${cost.text}`, certainty: 0.84, why: 'makes a hash that is soon guessed' }
  const bits = /(^|\.)generateKeyPair(Sync)?$/.test(name)
    ? optionOf(call, 'modulusLength')
    : /(^|\.)(generate_private_key|RSA\.generate|DSA\.generate)$/.test(name)
      ? (optionOf(call, 'key_size') ?? optionOf(call, 'bits') ?? args.find(({ type }) => type === 'integer'))
      : undefined
  if (bits !== undefined && numberOf(bits) < smallestKey && numberOf(bits) >= 512)
    return { what: `A key of ${bits.text} bits`, certainty: 0.9, why: 'makes a key that can be computed' }
  return undefined
}

function numberOf(node: Node): number {
  return /^[\d_]+$/.test(node.text) ? Number(node.text.replaceAll('_', '')) : Number.POSITIVE_INFINITY
}

function ivOf(call: Node, name: string, args: readonly Node[]): Node | undefined {
  if (/(^|\.)createCipheriv$/.test(name)) return args[2]
  if (/(^|\.)modes\.(CBC|CTR|GCM|OFB|CFB)$/.test(name)) return args[0]
  if (/(^|\.)AES\.new$/.test(name)) return optionOf(call, 'iv') ?? optionOf(call, 'nonce') ?? args[2]
  return undefined
}

/** A literal, zeros, or a name of the file's top level that holds one. */
function isConstant(node: Node, facts: FileFacts, step = 0): boolean {
  if (literalText(node) !== undefined) return true
  if (/^Buffer\.alloc\(\d+(, *0)?\)$|^new Uint8Array\(\d+\)$|^bytes\(\d+\)$|^b?['"].*['"] \* \d+$/.test(node.text)) return true
  if (
    /^(call_expression|call)$/.test(node.type) &&
    /^(Buffer\.from|bytes\.fromhex|bytearray)$|\.encode$/.test(calleeText(node))
  ) {
    const [first] = argumentsOf(node)
    return first === undefined
      ? literalText(calleeOf(node)?.childForFieldName('object') ?? node) !== undefined
      : literalText(first) !== undefined
  }
  if (node.type !== 'identifier' || step > 1) return false
  const scope = enclosingFunction(node)
  const bound = (scope === undefined ? [] : facts.bindings(scope, node.text))[0] ?? facts.bindings(facts.root, node.text)[0]
  return bound?.value !== undefined && bound.kind === 'value' && isConstant(bound.value, facts, step + 1)
}

/** The arguments without those of calls within them, which are looked at by themselves. */
function argumentText(call: Node): string {
  return /^(new_expression|call_expression|call)$/.test(call.type) && !/[({]\s*(async\s*)?(\(|function)/.test(call.text)
    ? (call.childForFieldName('arguments')?.text ?? '').slice(0, 300)
    : ''
}
