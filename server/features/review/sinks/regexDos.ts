import type { Node } from '@vscode/tree-sitter-wasm'
import { explosionOf } from './explosion.ts'
import type { FileFacts } from './facts.ts'
import { evaluate } from './flow.ts'
import type { Sink, SinkFinder } from './sink.ts'
import { argumentsOf, callTypes, literalText, optionOf } from './syntax.ts'
import { type Danger, flowSink } from './threat.ts'
import { calleeText, quoted, title } from './wording.ts'

const compiling =
  /^(RegExp|globalThis\.RegExp|re\.(compile|match|search|fullmatch|sub|subn|findall|finditer|split)|regex\.(compile|match|search))$/
/** An expression of a stranger may be one that explodes. */
const foreignExpression: Danger = {
  certainty: { input: 0.88, argument: 0.3, parameter: 0.35 },
  sanitiser: /escape|quote|re2/i,
}

export const regexDos: SinkFinder = {
  nodeTypes: new Set([...callTypes, 'regex']),
  find(node, facts): Sink | undefined {
    if (node.type === 'regex') {
      const [pattern, flags] = [node.childForFieldName('pattern')?.text ?? '', node.childForFieldName('flags')?.text ?? '']
      return explosive(node, pattern, flags)
    }
    if (!compiling.test(facts.called(node))) return undefined
    return compiled(node, facts)
  },
}

function compiled(call: Node, facts: FileFacts): Sink | undefined {
  const [expression] = argumentsOf(call)
  if (expression === undefined) return undefined
  const value = evaluate(expression, facts)
  if (value.origins.length > 0) {
    const words = {
      title: (name: string) => title('', name, ' becomes a regular expression'),
      sink: calleeText(call),
      lack: 'without being escaped',
    }
    return flowSink({ ruleId: 'security.regex-dos', node: call, value, danger: foreignExpression, ...words }, facts)
  }
  const text = literalText(expression)
  if (text === undefined || optionOf(call, 'flags')?.text.includes('VERBOSE') || /re\.(X|VERBOSE)\b/.test(call.text))
    return undefined
  const isRaw = /^[bu]?r/i.test(expression.text)
  const pattern = facts.isPython ? scriptPattern(text) : isRaw ? text : text.replaceAll('\\\\', '\\')
  return explosive(expression, pattern, '')
}

/** A Python expression as JavaScript writes it. */
function scriptPattern(pattern: string): string {
  return pattern
    .replaceAll(/\(\?P<(\w+)>/g, '(?<$1>')
    .replaceAll(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replaceAll(/^\(\?[aiLmsux]+\)/g, '')
    .replaceAll(/\\A/g, '^')
    .replaceAll(/\\Z/g, '$')
}

function explosive(node: Node, pattern: string, flags: string): Sink | undefined {
  const explosion = explosionOf(pattern, flags)
  if (explosion === undefined) return undefined
  const isExponential = explosion.kind === 'exponential'
  return {
    ruleId: 'security.regex-dos',
    startOffset: node.startIndex,
    endOffset: node.endIndex,
    title: title(
      '',
      explosion.part,
      isExponential ? ' takes exponential time on some texts' : ' takes quadratic time on some texts',
    ),
    reason: `${quoted(explosion.part)} can match the same text in many ways, and all of them are tried when the rest does not match`,
    signals: { certainty: isExponential ? 0.9 : 0.81 },
  }
}
