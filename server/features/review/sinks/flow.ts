import type { Node } from '@vscode/tree-sitter-wasm'
import { evaluateCall } from './callValues.ts'
import type { FileFacts } from './facts.ts'
import { qualifiedName } from './imports.ts'
import { type Binding, reaching } from './scopes.ts'
import { namedSource, parameterSource, requestSource } from './sources.ts'
import {
  bare,
  calleeOf,
  children,
  enclosingFunction,
  functionTypes,
  isCall,
  literalText,
  memberOf,
  memberTypes,
  objectOf,
  stringParts,
  stringTypes,
  subscriptTypes,
} from './syntax.ts'
import {
  checked,
  constant,
  either,
  foreign,
  heldBy,
  joined,
  opaque,
  originating,
  passedThrough,
  plain,
  type Value,
} from './values.ts'

/** Steps from a use to where a value comes from. More are no longer a small flow, and cost time. */
const mostSteps = 14

const unknown: Value = constant(opaque)
const numberTypes: ReadonlySet<string> = new Set([
  ...['number', 'integer', 'float', 'true', 'false', 'null', 'none', 'undefined', 'regex', 'comparison_operator', 'not_operator'],
  ...['unary_expression', 'unary_operator', 'update_expression', 'class', 'ellipsis'],
])
/** Whoever packed an archive chose the names in it. */
const archiveEntry = /^(entry|zipEntry|tarEntry|header|member|info|item|file)\.(path|fileName|entryName|filename|name)$/
/** What of a parsed path cannot lead elsewhere. */
const pathParts = /^\.(suffix|name|stem|base|ext)$/
const numericMembers = /^(length|size|byteLength|count|index)$/
/** Handlers of what arrives from elsewhere. */
const receivingCall = /\.(on|once|addEventListener|subscribe|consume)\(\s*['"](message|data)['"]/
/** Calls on a list whose callback gets its elements. */
const elementCallbacks = /^(map|forEach|filter|flatMap|find|some|every|reduce|sort|then)$/

/**
 * Where an expression's value comes from, within its function and the file's top level. What cannot be told has no origin: silence is
 * better than a guess. `path` is what is read of the value: `.query.name`.
 */
export function evaluate(node: Node, facts: FileFacts, step = 0, path = ''): Value {
  if (step > mostSteps) return unknown
  const inner = bare(node)
  const next = (part: Node, more = ''): Value => evaluate(part, facts, step + 1, more)
  if (numberTypes.has(inner.type) || functionTypes.has(inner.type)) return plain
  if (stringTypes.has(inner.type)) {
    const parts = stringParts(inner).map((part) => (typeof part === 'string' ? constant(part) : next(part)))
    return parts.length === 1 && stringParts(inner)[0] === parts[0]?.text ? constant(parts[0]?.text ?? '') : joined(parts)
  }
  if (memberTypes.has(inner.type) || subscriptTypes.has(inner.type)) return memberValue(inner, facts, step, path)
  if (isCall(inner)) return evaluateCall(inner, facts, step, path)
  switch (inner.type) {
    case 'identifier':
    case 'shorthand_property_identifier':
      return variableValue(inner, facts, step, path)
    case 'binary_expression':
    case 'binary_operator':
    case 'boolean_operator':
      return operatorValue(inner, next)
    case 'ternary_expression': {
      const parts = [inner.childForFieldName('consequence'), inner.childForFieldName('alternative')]
      const values = parts.flatMap((part) => (part === null ? [] : [next(part, path)]))
      return chosen(values, inner.childForFieldName('condition'))
    }
    case 'conditional_expression': {
      const [consequence, condition, alternative] = children(inner)
      const parts = [consequence, alternative]
      return chosen(
        parts.flatMap((part) => (part === undefined ? [] : [next(part, path)])),
        condition ?? null,
      )
    }
    case 'assignment_expression':
    case 'named_expression': {
      const value = inner.childForFieldName('right') ?? inner.childForFieldName('value')
      return value === null ? unknown : next(value, path)
    }
    case 'array':
    case 'list':
    case 'tuple':
    case 'expression_list':
    case 'set':
      return joined(
        children(inner).map((part) => next(part)),
        ' ',
      )
    case 'object':
    case 'dictionary':
      return joined(children(inner).map((pair) => next(pair.childForFieldName('value') ?? pair)))
    case 'spread_element':
    case 'list_splat':
      return inner.firstNamedChild === null ? unknown : next(inner.firstNamedChild, path)
    case 'list_comprehension':
    case 'generator_expression':
    case 'set_comprehension': {
      const body = inner.childForFieldName('body')
      return body === null ? unknown : next(body)
    }
    default:
      return unknown
  }
}

/** What a condition chooses went through that condition, which may be a check. */
function chosen(values: readonly Value[], condition: Node | null): Value {
  const value = either(values)
  return condition === null ? value : passedThrough(value, `${checked}${condition.text}`)
}

function operatorValue(node: Node, next: (part: Node) => Value): Value {
  const left = node.childForFieldName('left')
  const right = node.childForFieldName('right')
  if (left === null || right === null) return unknown
  switch (node.childForFieldName('operator')?.type ?? '') {
    case '+': {
      const values = [next(left), next(right)]
      return joined(values)
    }
    case '%': {
      // `'… %s' % name` fills a text in; everything else by this sign is arithmetic.
      const text = stringTypes.has(bare(left).type) ? next(left) : undefined
      return text === undefined ? plain : filledIn(text, next(right))
    }
    case '||':
    case '??':
    case 'or':
    case '&&':
    case 'and':
      return either([next(left), next(right)])
    case '/':
      // `folder / name` of Python's pathlib; a division of numbers has no origin that matters.
      return joined([next(left), next(right)], '/')
    default:
      return plain
  }
}

/** A text with marks for values, and the values. */
export function filledIn(text: Value, values: Value): Value {
  const mark = values.origins.some(({ kind }) => kind !== 'unknown') ? foreign : opaque
  const filled = text.text.replaceAll(/%\(\w+\)[sdr]|%[-\d.]*[srdfi]|\{[^{}]*\}/g, mark)
  return { origins: [...text.origins, ...values.origins], text: filled, composed: true }
}

function memberValue(node: Node, facts: FileFacts, step: number, path: string): Value {
  const object = objectOf(node)
  if (object === null) return unknown
  const member = memberTypes.has(node.type) ? `.${memberOf(node)}` : subscriptPath(node)
  if (numericMembers.test(member.slice(1)) && path === '') return plain
  const name = qualifiedName(node, facts.imports)
  const kind = memberTypes.has(node.type) ? namedSource(name) : namedSource(qualifiedName(object, facts.imports))
  const isHandlers = !name.startsWith('self.') || facts.handlesRequests
  if (kind !== undefined && isHandlers) return originating({ kind, name: node.text, node, via: [], aliases: [node.text] })
  const archived = archiveEntry.test(node.text) && facts.readsArchives
  if (archived) return originating({ kind: 'input', name: node.text, node, via: [], aliases: [node.text] })
  const value = heldBy(evaluate(object, facts, step + 1, member + path), node.text)
  return pathParts.test(member) && value.origins.some(({ via }) => via.some((each) => /Path|parse/.test(each)))
    ? passedThrough(value, 'basename')
    : value
}

function subscriptPath(node: Node): string {
  const index = node.childForFieldName('index') ?? node.childForFieldName('subscript')
  const text = index === null ? undefined : literalText(index)
  return text === undefined || !/^\w+$/.test(text) ? '.?' : `.${text}`
}

function variableValue(node: Node, facts: FileFacts, step: number, path: string): Value {
  const name = node.text
  for (let scope: Node | undefined = enclosingFunction(node); ; scope = enclosingFunction(scope)) {
    const all = facts.bindings(scope ?? facts.root, name)
    if (all.length > 0) {
      // A function that is called later sees whatever its surroundings bind at any time.
      const isOwn = scope?.id === enclosingFunction(node)?.id
      const seen = isOwn ? reaching(all, node.startIndex) : all
      const values = seen.map((binding) => {
        const value = bindingValue(binding, node, facts, step, path)
        return binding.kind === 'parameter' && path !== '' ? value : heldBy(value, name)
      })
      return values.length === 0 ? unknown : collected(values)
    }
    if (scope === undefined) break
  }
  const kind = requestSource(facts.imports.get(name) ?? name, path)
  if (kind === undefined) return unknown
  return originating({ kind, name: `${name}${path}`, node, via: [], aliases: [`${name}${path}`] })
}

/** The last binding first; those that add to it make the value composed. */
function collected(values: readonly Value[]): Value {
  if (values.length === 1) return values[0] ?? unknown
  return joined(values.toReversed())
}

function bindingValue(binding: Binding, use: Node, facts: FileFacts, step: number, path: string): Value {
  switch (binding.kind) {
    case 'opaque':
      return unknown
    case 'parameter':
      return parameterValue(binding, use, facts, step, path)
    default:
      return binding.value === undefined ? unknown : evaluate(binding.value, facts, step + 1, binding.path + path)
  }
}

function parameterValue(binding: Binding, use: Node, facts: FileFacts, step: number, path: string): Value {
  const fn =
    binding.node.parent && functionTypes.has(binding.node.parent.type) ? binding.node.parent : enclosingFunction(binding.node)
  if (fn === undefined) return unknown
  const whole = binding.path + path
  const named = requestSource(binding.name, whole)
  const name = `${binding.name}${path.replaceAll('.?', '[…]')}`
  const origin = { name, node: use, via: [], aliases: [name] }
  if (named !== undefined && binding.path === '') return originating({ ...origin, kind: named })
  const kind = parameterSource(binding, fn)
  if (kind === undefined) return plain
  if (kind !== 'parameter') return originating({ ...origin, kind })
  const call = fn.parent?.type === 'arguments' ? fn.parent.parent : null
  const callee = call === null ? null : calleeOf(call)
  if (call === null || callee === null) return originating({ ...origin, kind })
  if (receivingCall.test(call.text.slice(0, 120))) return originating({ ...origin, kind: 'data' })
  return callbackValue(callee, facts, step) ?? originating({ ...origin, kind: 'unknown' })
}

/** What a library hands to a callback; of a list its elements. */
function callbackValue(callee: Node, facts: FileFacts, step: number): Value | undefined {
  if (!memberTypes.has(callee.type)) return undefined
  const object = objectOf(callee)
  if (object === null) return undefined
  if (elementCallbacks.test(memberOf(callee))) return evaluate(object, facts, step + 1)
  return undefined
}
