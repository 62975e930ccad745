import type { Node } from '@vscode/tree-sitter-wasm'
import type { FileFacts } from './facts.ts'
import { evaluate } from './flow.ts'
import type { Sink, SinkFinder } from './sink.ts'
import { isWebHandler } from './sources.ts'
import {
  argumentsOf,
  bare,
  calleeOf,
  callTypes,
  enclosingFunction,
  functionName,
  keyText,
  literalText,
  memberOf,
  memberTypes,
  objectOf,
  optionOf,
} from './syntax.ts'
import { type Danger, threatOf } from './threat.ts'
import { foreign, type Origin } from './values.ts'
import { calleeText, flowReason, quoted, title } from './wording.ts'

const sanitiser =
  /escape|encode|sanit|purify|bleach|clean|strip_?tags|xss|textContent|createTextNode|Number|jsonify|markdown_safe|he\.|^replace(All)?\(\/(\[.*[<&].*\]|<|&)/i

/** A place in a page of the browser takes markup from whoever calls. */
const inPage: Danger = { certainty: { input: 0.95, data: 0.84, parameter: 0.84 }, sanitiser }
/** Text of an answer is markup where it has some, or where its type is left to the framework. */
const inAnswer: Danger = { certainty: { input: 0.93, data: 0.7, parameter: 0.82 }, sanitiser }
/** A function that says by its name that it makes markup. */
const makesMarkup = /html|markup|render|template|page|card|widget|snippet/i
const inFragment: Danger = { certainty: { input: 0.93, parameter: 0.81 }, sanitiser }
const plainAnswer: Danger = { certainty: { input: 0.84 }, sanitiser }
/** Says of a text that it is safe markup. */
const declaredSafe: Danger = { certainty: { input: 0.95, data: 0.82, parameter: 0.84, environment: 0.5 }, sanitiser }

const pageMembers = /^(innerHTML|outerHTML|srcdoc)$/
const pageCalls =
  /^(insertAdjacentHTML|write|writeln|html|append|prepend|after|before|createContextualFragment|parseHTML|setHTMLUnsafe)$/
const answerMembers = /^(send|end|write|html|body)$/
const markupCalls =
  /(^|\.)(HttpResponse|HTMLResponse|Response|make_response|HttpResponseBadRequest|HttpResponseNotFound|PlainTextResponse|web\.Response)$/
const safeCalls =
  /(^|\.)(Markup|mark_safe|SafeString|SafeText|format_html|html_safe|HtmlString|trustAsHtml|bypassSecurityTrustHtml|raw|SafeData)$/
const markup = /<\/?[a-z!][^>]*/i

export const xss: SinkFinder = {
  nodeTypes: new Set([...callTypes, 'assignment_expression', 'augmented_assignment_expression', 'pair', 'return_statement']),
  find(node: Node, facts: FileFacts): Sink | undefined {
    if (callTypes.has(node.type) && templateEnvironments.test(facts.called(node))) return unescapingTemplates(node, facts)
    const place = placeOf(node, facts)
    if (place === undefined) return undefined
    const value = evaluate(place.value, facts)
    if (place.needs === 'markup' && !(value.text.includes(foreign) && markup.test(value.text))) return undefined
    if (place.needs === 'text' && !value.composed) return undefined
    const danger = place.danger === inAnswer && !markup.test(value.text) ? plainAnswer : place.danger
    const threat = threatOf(value, node, danger, facts)
    if (threat === undefined) return undefined
    const { startIndex, endIndex } = markupWith(threat.origin, node, facts) ?? node
    return {
      ruleId: 'security.xss',
      startOffset: startIndex,
      endOffset: endIndex,
      title: title('', threat.origin.name, ' becomes markup without being escaped'),
      reason: flowReason(threat.origin, place.name, 'without being escaped'),
      signals: { source: threat.origin.kind, certainty: threat.certainty },
    }
  },
}

/** The text in front of the sink in which the value first stands between tags: that is where it would be escaped. */
function markupWith(origin: Origin, sink: Node, facts: FileFacts): Node | undefined {
  const scope = enclosingFunction(sink)
  const strings = scope === undefined ? [] : scope.descendantsOfType(['string', 'template_string'])
  for (const string of strings) {
    if (string === null || string.startIndex >= sink.startIndex || !markup.test(string.text) || literalText(string) !== undefined)
      continue
    if (evaluate(string, facts).origins.some(({ node }) => node.id === origin.node.id)) return string
  }
  return undefined
}

const templateEnvironments = /^(jinja2\.)?(Environment|Template)$|^jinja2\.sandbox\.\w*Environment$/

/** Jinja escapes nothing unless it is told to, which matters where pages are made. */
function unescapingTemplates(call: Node, facts: FileFacts): Sink | undefined {
  if (!facts.isPython || !/^jinja2\./.test(facts.called(call)) || !/html/i.test(facts.source.text)) return undefined
  const setting = optionOf(call, 'autoescape')
  if (setting !== undefined && setting.text !== 'False') return undefined
  return {
    ruleId: 'security.xss',
    startOffset: call.startIndex,
    endOffset: call.endIndex,
    title: title('', calleeText(call), ' fills values into pages without escaping them'),
    reason: `${quoted(calleeText(call))} is made without \`autoescape\``,
    signals: { certainty: 0.84 },
  }
}

interface Place {
  readonly value: Node
  readonly name: string
  readonly danger: Danger
  /** What the value has to be, so that the place is a sink. */
  readonly needs: 'anything' | 'text' | 'markup'
}

function placeOf(node: Node, facts: FileFacts): Place | undefined {
  switch (node.type) {
    case 'assignment_expression':
    case 'augmented_assignment_expression':
      return assignedPlace(node, facts)
    case 'pair': {
      const key = node.childForFieldName('key')
      const value = node.childForFieldName('value')
      return key !== null && value !== null && keyText(key) === '__html'
        ? { value, name: '__html', danger: inPage, needs: 'anything' }
        : undefined
    }
    case 'return_statement': {
      const value = node.firstNamedChild
      const fn = enclosingFunction(node)
      if (value === null || fn === undefined) return undefined
      if (facts.isPython && isWebHandler(fn)) return { value, name: 'the response', danger: inAnswer, needs: 'markup' }
      return makesMarkup.test(functionName(fn))
        ? { value, name: functionName(fn), danger: inFragment, needs: 'markup' }
        : undefined
    }
    default:
      return calledPlace(node, facts)
  }
}

function assignedPlace(node: Node, facts: FileFacts): Place | undefined {
  const left = node.childForFieldName('left')
  const value = node.childForFieldName('right')
  if (left === null || value === null || !memberTypes.has(left.type)) return undefined
  if (pageMembers.test(memberOf(left))) return { value, name: left.text, danger: inPage, needs: 'anything' }
  // Koa answers with what is assigned to the body.
  if (/^(ctx|context)(\.response)?\.body$/.test(left.text) && isMarkupAnswer(node))
    return { value, name: left.text, danger: inAnswer, needs: 'markup' }
  return facts.isPython ? undefined : undefined
}

function calledPlace(call: Node, facts: FileFacts): Place | undefined {
  const callee = calleeOf(call)
  const [first, second] = argumentsOf(call)
  if (callee === null) return undefined
  const name = facts.called(call)
  const given = first ?? optionOf(call, 'content') ?? optionOf(call, 'text') ?? optionOf(call, 'body')
  if (given === undefined) return undefined
  if (safeCalls.test(name)) {
    // `format_html` escapes its arguments; only a text that was put together before is a danger.
    const needs = name.endsWith('format_html') ? 'text' : 'anything'
    return /(^|\.)raw$/.test(name) ? undefined : { value: given, name: calleeText(call), danger: declaredSafe, needs }
  }
  if (facts.isPython) {
    return markupCalls.test(name) && isMarkupAnswer(call)
      ? { value: given, name: calleeText(call), danger: inAnswer, needs: 'markup' }
      : undefined
  }
  if (/^new_/.test(call.type))
    return /^(Response|NextResponse)$/.test(callee.text) && isMarkupAnswer(call)
      ? { value: given, name: callee.text, danger: inAnswer, needs: 'markup' }
      : undefined
  if (!memberTypes.has(callee.type)) return undefined
  const member = memberOf(callee)
  const object = objectOf(callee)?.text ?? ''
  if (member === 'insertAdjacentHTML' && second !== undefined)
    return { value: second, name: callee.text, danger: inPage, needs: 'anything' }
  if (/^document$/.test(object) && /^(write|writeln)$/.test(member))
    return { value: given, name: callee.text, danger: inPage, needs: 'anything' }
  if (member === 'html' && /^(\$|jQuery)\(|^\$\w+$/.test(object))
    return { value: given, name: callee.text, danger: inPage, needs: 'anything' }
  if (pageCalls.test(member) && /^(\$|jQuery)\(|^\$\w+$/.test(object))
    return { value: given, name: callee.text, danger: inPage, needs: 'markup' }
  if (member === 'createContextualFragment') return { value: given, name: callee.text, danger: inPage, needs: 'anything' }
  if (!answerMembers.test(member) || !/^(res|response|reply|resp|c|ctx|_res)\b/.test(object) || !isMarkupAnswer(call))
    return undefined
  const needs = member === 'send' && bare(given).type !== 'object' ? 'text' : 'markup'
  return { value: given, name: callee.text, danger: inAnswer, needs }
}

/** Whether nothing around says that the answer is something else than markup. */
function isMarkupAnswer(node: Node): boolean {
  const text = (enclosingFunction(node) ?? node).text
  return !/text\/plain|application\/(json|xml|octet|pdf)|text\/(csv|xml)|mimetype\s*=\s*['"](?!text\/html)|PlainTextResponse|\.type\(\s*['"](text|txt|json)['"]/.test(
    text,
  )
}
