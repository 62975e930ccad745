import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { evaluate } from './flow.ts'
import type { SinkFinder } from './sink.ts'
import {
  argumentsOf,
  calleeOf,
  callTypes,
  indexOf,
  keyText,
  literalText,
  memberOf,
  memberTypes,
  objectOf,
  optionOf,
  subscriptTypes,
} from './syntax.ts'
import { type Danger, flowSink } from './threat.ts'
import { foreign, opaque } from './values.ts'
import { calleeText, title } from './wording.ts'

const redirectCalls =
  /(^|\.)(redirect|permanentRedirect|HttpResponseRedirect|HttpResponsePermanentRedirect|RedirectResponse|HTTPFound|HTTPSeeOther|HTTPTemporaryRedirect|HTTPMovedPermanently|temporaryRedirect|sendRedirect)$/
const locationCalls = /^(window\.|document\.|self\.|top\.)?location\.(assign|replace)$/
const locations = /^(window\.|document\.|self\.|top\.)?location(\.href)?$/

/** A text that begins so leads to a fixed place, whatever follows. */
const fixedPlace = new RegExp(`^([a-z]+://[^/${foreign}${opaque}]+/|/[^/\\\\${foreign}]|${opaque}|[?#])`, 'i')

const danger: Danger = {
  certainty: { input: 0.93, parameter: 0.45 },
  sanitiser: /url_for|reverse|encodeURIComponent|quote|safe|relative|pathname|allow|Map\.get|resolve_url|local/i,
}

/** Parameters by these names hold what stood in the address of a page. */
const returnAddress = /(^|\.)(next|next_?url|return_?(to|url)|redirect_?(to|url|uri)|goto|continue|success_?url|back_?url)$/i
const fromAddress: Danger = { ...danger, certainty: { input: 0.93, parameter: 0.81 } }

export const openRedirect: SinkFinder = {
  nodeTypes: new Set([...callTypes, 'assignment_expression', 'assignment', 'pair']),
  find(node, facts) {
    const target = targetOf(node, facts)
    if (target === undefined) return undefined
    const value = evaluate(target.node, facts)
    if (!value.text.includes(foreign) || fixedPlace.test(value.text)) return undefined
    const words = {
      title: (name: string) => title('', name, ' decides where the browser is sent'),
      sink: target.sink,
      lack: 'without a check of where it leads',
    }
    const isReturnAddress = value.origins.some(({ name }) => returnAddress.test(name))
    return flowSink(
      { ruleId: 'security.open-redirect', node, value, danger: isReturnAddress ? fromAddress : danger, ...words },
      facts,
    )
  },
}

function targetOf(node: Node, facts: FileFacts): { readonly node: Node; readonly sink: string } | undefined {
  switch (node.type) {
    case 'assignment':
    case 'assignment_expression': {
      const left = node.childForFieldName('left')
      const right = node.childForFieldName('right')
      if (left === null || right === null) return undefined
      const index = subscriptTypes.has(left.type) ? indexOf(left) : null
      const isHeader = index !== null && /^location$/i.test(literalText(index) ?? '')
      return isHeader || locations.test(left.text) ? { node: right, sink: left.text } : undefined
    }
    case 'pair': {
      const key = node.childForFieldName('key')
      const value = node.childForFieldName('value')
      return key !== null && value !== null && /^location$/i.test(keyText(key)) ? { node: value, sink: 'Location' } : undefined
    }
    default:
      return calledTarget(node, facts)
  }
}

function calledTarget(call: Node, facts: FileFacts): { readonly node: Node; readonly sink: string } | undefined {
  const name = facts.called(call)
  const callee = calleeOf(call)
  const args = argumentsOf(call)
  const sink = calleeText(call)
  if (locationCalls.test(name) || redirectCalls.test(name)) {
    // The status may stand on either side of the address.
    const given =
      optionOf(call, 'url') ?? optionOf(call, 'location') ?? args.find(({ type }) => !/^(number|integer|object)$/.test(type))
    return given === undefined ? undefined : { node: given, sink }
  }
  const [header, value] = args
  const isHeaderCall = callee !== null && memberTypes.has(callee.type) && /^(setHeader|header|set|append)$/.test(memberOf(callee))
  if (isHeaderCall && header !== undefined && value !== undefined && /^location$/i.test(literalText(header) ?? ''))
    return { node: value, sink }
  const object = callee !== null && memberTypes.has(callee.type) ? objectOf(callee) : null
  return object !== null && /^(res|response|reply)$/.test(object.text) && name.endsWith('.location') && header !== undefined
    ? { node: header, sink }
    : undefined
}
