import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { evaluate } from './flow.ts'
import type { Sink, SinkFinder } from './sink.ts'
import { argumentsOf, bare, calleeOf, callTypes, enclosingFunction, isCall, optionOf } from './syntax.ts'
import { type Danger, threatOf } from './threat.ts'
import { calleeText, flowReason, quoted, title } from './wording.ts'

/** Formats that run code which they carry. */
const pickles =
  /^(pickle|cPickle|_pickle|dill|cloudpickle|marshal|joblib|shelve|jsonpickle|torch|pandas|pd|pickle5|klepto)\.(loads?|open|decode|read_pickle|Unpickler)$|^(node-serialize|funcster|cryo|serialize-to-js|\w*serialize)\.(unserialize|deserialize|deepDeserialize|parse)$|^unserialize$/
const yamlLoads = /^(yaml|ruamel\.yaml)\.(load|load_all|unsafe_load|unsafe_load_all|full_load|full_load_all)$/
const safeLoaders = /(^|\.)(C?SafeLoader|C?BaseLoader)$/
const safeSchemas = /(FAILSAFE|JSON|CORE|DEFAULT_SAFE)_SCHEMA/

const danger: Danger = {
  certainty: { input: 0.97, argument: 0.82, data: 0.85, parameter: 0.85, environment: 0.5 },
  sanitiser: /hmac|verify|dumps|signed|unsign|timestampsigner/i,
}
/** An untrusted format without a source: the data come from a call that the tree does not know. */
const certaintyOfUnknown = 0.6
/** Bytes come out of a store that others may write to more often than a file does. */
const certaintyOfUnknownText = 0.81

export const unsafeDeserialisation: SinkFinder = {
  nodeTypes: callTypes,
  find(call, facts) {
    const name = facts.called(call)
    if (yamlLoads.test(name) && facts.isPython) return yamlSink(call, name, facts)
    if (/^js-yaml\.load(All)?$|^yaml\.load(All)?$/.test(name) && /DEFAULT_FULL_SCHEMA|js-types|jsTypes|unsafe/i.test(call.text))
      return dataSink(
        call,
        argumentsOf(call)[0] ?? call,
        facts,
        title('', calleeText(call), ' makes functions that the text asks for'),
      )
    const isObjectArray = /^(np|numpy)\.load$/.test(name) && optionOf(call, 'allow_pickle')?.text === 'True'
    if (!(isObjectArray || pickles.test(name)) || optionOf(call, 'weights_only')?.text === 'True') return undefined
    const [given] = argumentsOf(call)
    if (given === undefined) return undefined
    return dataSink(call, given, facts, title('', calleeText(call), ' runs code that its data may carry'))
  },
}

function yamlSink(call: Node, name: string, facts: FileFacts): Sink | undefined {
  const [given, second] = argumentsOf(call)
  const loader = optionOf(call, 'Loader') ?? second
  if (
    !facts.isPython ||
    given === undefined ||
    (loader !== undefined && safeLoaders.test(facts.imports.get(loader.text) ?? loader.text)) ||
    safeSchemas.test(call.text)
  )
    return undefined
  // YAML's full loader makes objects, but calls nothing since PyYAML 5.4.
  if (/full_load/.test(name) || /FullLoader/.test(loader?.text ?? '')) return undefined
  const sink = dataSink(call, given, facts, title('', calleeText(call), ' makes any object that the text asks for'))
  const mended = safeYaml(call)
  return sink === undefined
    ? undefined
    : {
        ...sink,
        ...(mended === undefined ? {} : { mend: mended }),
        signals: { ...sink.signals, certainty: Math.max(sink.signals.certainty, 0.85) },
      }
}

function safeYaml(call: Node): Sink['mend'] {
  const callee = calleeOf(call)
  const [given, second] = argumentsOf(call)
  if (callee === null || given === undefined || second !== undefined || !/^\w+\.(unsafe_)?load(_all)?$/.test(callee.text))
    return undefined
  const all = callee.text.endsWith('_all') ? '_all' : ''
  const safe = `${callee.text.replace(/\.\w+$/, '')}.safe_load${all}`
  return { title: `Use \`${safe}\``, newText: `${safe}(${given.text})` }
}

function dataSink(call: Node, given: Node, facts: FileFacts, words: string): Sink | undefined {
  const inner = bare(given)
  // What was written by the same function, as for a deep copy, is nobody else's.
  if (isCall(inner) && /\.dumps$/.test(facts.called(inner))) return undefined
  const scope = enclosingFunction(call)
  if (
    scope !== undefined &&
    facts.callNames(scope).some((name) => /hmac|compare_digest|\bverify|timingSafeEqual|\.loads?_signed|unsign$/.test(name))
  )
    return undefined
  const value = evaluate(given, facts)
  const threat = threatOf(value, call, danger, facts)
  if (threat === undefined && value.origins.some(({ kind }) => kind !== 'unknown')) return undefined
  return {
    ruleId: 'security.unsafe-deserialisation',
    startOffset: call.startIndex,
    endOffset: call.endIndex,
    title: words,
    reason:
      threat === undefined
        ? `${quoted(given.text)} reaches ${quoted(calleeText(call))}, and nothing here says where it comes from`
        : flowReason(threat.origin, calleeText(call), 'without a check of who wrote it'),
    signals: {
      source: threat?.origin.kind ?? 'unknown',
      certainty: threat?.certainty ?? (/loads$/.test(calleeText(call)) ? certaintyOfUnknownText : certaintyOfUnknown),
    },
  }
}
