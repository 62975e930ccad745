import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { namesAround } from './namesAround.ts'
import type { Sink, SinkFinder, SinkMend } from './sink.ts'
import { argumentsOf, calleeOf, callTypes, enclosingFunction, functionName, memberTypes, objectOf } from './syntax.ts'
import { calleeText, quoted, title } from './wording.ts'

const weakCalls =
  /^(Math\.random|random\.(random|randint|randrange|choice|choices|getrandbits|sample|uniform|randbytes|shuffle)|(numpy|np)\.random\.\w+|uuid\.uuid1|nanoid\/non-secure\.\w+|crypto\.pseudoRandomBytes|chance\.\w+|lodash\.(random|sample)|_\.(random|sample|sampleSize))$/

/** What nobody may guess. */
const secretWords: ReadonlySet<string> = new Set(
  (
    'token tokens secret password passwd pwd passphrase session sid otp totp nonce salt csrf xsrf apikey ' +
    'credential credentials pin passcode verification recovery reset invite invitation voucher coupon captcha ' +
    'iv auth otc confirmation activation magic'
  ).split(' '),
)
const harmlessWords: ReadonlySet<string> = new Set(
  (
    'color colour jitter delay backoff retry sample mock fake test demo seed shuffle animation temperature ' +
    'sampling placeholder position boundary'
  ).split(' '),
)

const callTypesList: string[] = [...callTypes]

export const weakRandom: SinkFinder = {
  nodeTypes: callTypes,
  find(call, facts): Sink | undefined {
    const name = facts.called(call)
    if (!weakCalls.test(name) && !isOwnGenerator(call, facts)) return undefined
    const words = [...namesAround(call), ...resultNames(call)]
    const secret = secretOf(words) ?? secretOfText(call, words) ?? secretOf(facts.isPython ? [] : callSiteNames(call, facts))
    if (secret === undefined || words.some((word) => harmlessWords.has(word))) return undefined
    const { node, mend } = mended(call, facts)
    return {
      ruleId: 'security.weak-random',
      startOffset: node.startIndex,
      endOffset: node.endIndex,
      title: title('', calleeText(call), ' can be predicted, and this looks like a secret'),
      reason: `${quoted(calleeText(call))} makes what is called ${quoted(secret)} here, and its numbers can be computed from earlier ones`,
      signals: { certainty: 0.88 },
      ...(mend === undefined ? {} : { mend }),
    }
  },
}

/** The same from a generator that cannot be predicted, where the file can reach one without a new import. */
function mended(call: Node, facts: FileFacts): { readonly node: Node; readonly mend?: SinkMend } {
  const callee = calleeOf(call)?.text ?? ''
  if (/^random\.(random|randint|randrange|choice|choices|getrandbits|sample|uniform|shuffle)$/.test(callee)) {
    const newText = call.text.replace(/^random\./, 'random.SystemRandom().')
    return { node: call, mend: { title: 'Use `random.SystemRandom`', newText } }
  }
  // `Math.floor(Math.random() * 10)` is `crypto.randomInt(10)`.
  const floor = call.parent?.parent?.parent
  const factor = call.parent?.type === 'binary_expression' ? call.parent.childForFieldName('right') : null
  const isDrawn =
    floor?.type === 'call_expression' && calleeOf(floor)?.text === 'Math.floor' && argumentsOf(floor)[0]?.id === call.parent?.id
  const crypto = [...facts.imports].find(([, name]) => name === 'crypto')?.[0]
  if (
    !isDrawn ||
    crypto === undefined ||
    factor === null ||
    factor.id === call.id ||
    call.parent?.childForFieldName('operator')?.type !== '*'
  )
    return { node: call }
  return { node: floor, mend: { title: `Use \`${crypto}.randomInt\``, newText: `${crypto}.randomInt(${factor.text})` } }
}

function secretOf(words: readonly string[]): string | undefined {
  const word = words.find((each) => secretWords.has(each))
  if (word !== undefined) return word
  // `apiKey`, `accessKey`, `shareCode`: the first word alone says nothing.
  const at = words.findIndex(
    (each, index) =>
      /^(key|code|id|link)$/.test(words[index + 1] ?? '') &&
      /^(api|access|secret|private|encryption|signing|session|share|login|verify|reset|one|sms|security|backup|unlock|gift|promo|pairing)$/.test(
        each,
      ),
  )
  return at === -1 ? undefined : `${words[at]} ${words[at + 1]}`
}

/** Random text of many characters is a secret under names that say less. */
function secretOfText(call: Node, words: readonly string[]): string | undefined {
  const isText = /^random\.choices?$/.test(calleeText(call)) && call.parent?.type !== 'assignment'
  return isText && /ascii|digits|ALPHABET|CHARS|letters/.test(call.text)
    ? words.find((word) => /^(key|code)$/.test(word))
    : undefined
}

/** The words around the calls of the function, where its own name says nothing: `id = newId()` within `createSession`. */
function callSiteNames(call: Node, facts: FileFacts): readonly string[] {
  let fn = enclosingFunction(call)
  for (let outer = fn; outer !== undefined; outer = enclosingFunction(outer)) fn = outer
  const name = fn === undefined ? '' : functionName(fn)
  if (name === '') return []
  const calls = facts.root.descendantsOfType(callTypesList)
  return calls.flatMap((each) => (each !== null && calleeOf(each)?.text === name ? namesAround(each) : []))
}

/** `generator = random.Random(seed)` and its methods. */
function isOwnGenerator(call: Node, facts: FileFacts): boolean {
  const callee = calleeOf(call)
  const object = callee !== null && memberTypes.has(callee.type) ? objectOf(callee) : null
  if (object?.type !== 'identifier') return false
  const scope = enclosingFunction(call)
  const bound = [
    ...(scope === undefined ? [] : facts.bindings(scope, object.text)),
    ...facts.bindings(facts.root, object.text),
  ][0]
  return bound?.value !== undefined && callTypes.has(bound.value.type) && facts.called(bound.value) === 'random.Random'
}

/** What the function's result is called where a single letter collects it: its return statement. */
function resultNames(call: Node): readonly string[] {
  const scope = enclosingFunction(call)
  if (scope === undefined) return []
  const returned = scope.descendantsOfType('return_statement')
  return returned.flatMap((statement) => (statement === null || statement.text.length > 120 ? [] : namesAround(statement)))
}
