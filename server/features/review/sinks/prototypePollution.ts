import type { Node } from '@vscode/tree-sitter-wasm'
import { literally } from '../../../context/literally.ts'
import type { FileFacts } from './facts.ts'
import { evaluate } from './flow.ts'
import type { Sink, SinkFinder } from './sink.ts'
import {
  argumentsOf,
  bare,
  calleeOf,
  callTypes,
  enclosingFunction,
  functionName,
  indexOf,
  isCall,
  literalText,
  memberOf,
  memberTypes,
  objectOf,
  subscriptTypes,
} from './syntax.ts'
import { type Danger, flowSink } from './threat.ts'
import { calleeText, title } from './wording.ts'

const mergeCalls =
  /^(lodash|_)(\.(merge|mergeWith|defaultsDeep|set|setWith|zipObjectDeep))$|^lodash(-es)?[./](merge|mergeWith|set|setWith|defaultsDeep|defaultsdeep)(\.js)?$|^lodash-es\.(merge|mergeWith|set|setWith|defaultsDeep)$|^(\$|jQuery)\.extend$|^(dot-prop|object-path|dottie|set-value|dset|deep-extend|deepmerge|merge-deep|hoek\.merge|just-extend)(\.(set|default|setProperty|merge))?$/
/** The function knows of the danger, or writes where no prototype is. */
const aware = /__proto__|['"]prototype['"]|Object\.create\(null\)|new Map\b|Object\.freeze\(Object\.prototype/

const notGuard =
  /(Object\.prototype\.)?hasOwnProperty(\.call)?\(\s*(source|src|from|b|obj2|input|patch|override|overrides|update|updates|incoming|extra|options)[^)]*\)|Object\.hasOwn\(\s*(source|src|from|b|input|patch|overrides?|updates?|incoming|extra)[^)]*\)|\b(source|src|input|patch|overrides?|updates?|incoming)\.hasOwnProperty\([^)]*\)|typeof[^&|]*|isObject\([^)]*\)|isPlainObject\([^)]*\)|===?\s*['"]object['"]|\bin\b/g
const sanitiser = /map\.|safeKey|isSafe/i
/** A key below a key reaches the prototype that all objects share. */
const deep: Danger = { certainty: { input: 0.93, parameter: 0.87, data: 0.85, unknown: 0 }, sanitiser, notGuard }
const twoLevels: Danger = { certainty: { input: 0.88, parameter: 0.5 }, sanitiser, notGuard }
/** Keys that were taken out of a text are whatever the text says. */
const twoTextLevels: Danger = { certainty: { input: 0.9, parameter: 0.82, data: 0.82 }, sanitiser, notGuard }
const merged: Danger = { certainty: { input: 0.84 }, sanitiser: /pick|parse|valid|schema|JSON\.stringify/i }

/** Makes the next object of a path; what is written into that one counts. */
const opensBranch = /^\s*((\?\?|\|\|)=|=.*(\?\?|\|\|))\s*(\{\}|\[\])$/

export const prototypePollution: SinkFinder = {
  nodeTypes: new Set(['assignment_expression', 'augmented_assignment_expression', ...callTypes]),
  find(node, facts): Sink | undefined {
    if (facts.isPython) return undefined
    return isCall(node) ? mergedInto(node, facts) : assignedKey(node, facts)
  },
}

function mergedInto(call: Node, facts: FileFacts): Sink | undefined {
  if (calleeText(call) === 'Object.assign') return assignedInto(call, facts)
  if (!mergeCalls.test(facts.called(call))) return undefined
  const given = argumentsOf(call).slice(1)
  for (const argument of given) {
    const value = evaluate(argument, facts)
    const words = {
      title: (name: string) => title('', name, ' may reach the prototype of all objects'),
      sink: calleeText(call),
      lack: 'with any keys it has',
    }
    const sink = flowSink({ ruleId: 'security.prototype-pollution', node: call, value, danger: merged, ...words }, facts)
    if (sink !== undefined) return sink
  }
  return undefined
}

/** `Object.assign(settings[section], …)` */
function assignedInto(call: Node, facts: FileFacts): Sink | undefined {
  const [target] = argumentsOf(call)
  const object = target === undefined ? undefined : (bare(target).childForFieldName('left') ?? bare(target))
  const index = object !== undefined && subscriptTypes.has(object.type) ? indexOf(object) : null
  if (index === null || aware.test(enclosingFunction(call)?.text ?? '')) return undefined
  const words = {
    title: (name: string) => title('A key from ', name, ' may reach the prototype of all objects'),
    sink: calleeText(call),
    lack: 'and may be `__proto__`',
  }
  const danger: Danger = { ...twoLevels, certainty: { input: 0.88 } }
  return flowSink({ ruleId: 'security.prototype-pollution', node: call, value: evaluate(index, facts), danger, ...words }, facts)
}

function assignedKey(assignment: Node, facts: FileFacts): Sink | undefined {
  const left = assignment.childForFieldName('left')
  const index = left !== null && subscriptTypes.has(left.type) ? indexOf(left) : null
  const object = left === null ? null : objectOf(left)
  const scope = enclosingFunction(assignment)
  if (opensBranch.test(assignment.text.slice(left?.text.length ?? 0))) return undefined
  if (left === null || index === null || object === null || scope === undefined || literalText(index) !== undefined)
    return undefined
  const around = outermost(scope)
  if (aware.test(around.text)) return undefined
  const base = bare(object)
  const innerKey = subscriptTypes.has(base.type) ? indexOf(base) : null
  const reaches = innerKey !== null ? innerKey : descends(scope, object) ? index : undefined
  if (reaches === undefined || /^(number|string)$/.test(reaches.type)) return undefined
  const words = {
    title: (name: string) => title('A key from ', name, ' may reach the prototype of all objects'),
    sink: left.text,
    lack: 'and may be `__proto__`',
  }
  const value = evaluate(reaches, facts)
  const isFromText = value.origins.some(({ via }) => via.some((step) => /^(split|match)\(|\.(exec|parse)$/.test(step)))
  const danger = innerKey === null ? deep : isFromText ? twoTextLevels : twoLevels
  return flowSink({ ruleId: 'security.prototype-pollution', node: assignment, value, danger, ...words }, facts)
}

/** Whether the function goes on below the key: by calling itself, or by taking the object's member as the next object. */
function descends(scope: Node, object: Node): boolean {
  const fn = outermost(scope)
  const name = functionName(scope) || functionName(fn)
  if (name !== '' && fn.descendantsOfType('call_expression').some((call) => call !== null && callsItself(call, name, object)))
    return true
  return (
    fn.descendantsOfType(['assignment_expression', 'variable_declarator']).some((each) => {
      const target = each?.childForFieldName('left') ?? each?.childForFieldName('name')
      const value = each?.childForFieldName('right') ?? each?.childForFieldName('value')
      return (
        target?.text === object.text &&
        value !== null &&
        value !== undefined &&
        new RegExp(`^${literally(object.text)}\\s*\\[(?!['"\\d])`).test(bare(value).text)
      )
    }) ||
    isReducing(scope, object) ||
    isReduced(object, fn)
  )
}

function callsItself(call: Node, name: string, object: Node): boolean {
  const callee = calleeOf(call)
  const called = callee !== null && memberTypes.has(callee.type) ? memberOf(callee) : callee?.text
  return called === name && argumentsOf(call).some((argument) => argument.text.startsWith(`${object.text}[`))
}

/** `keys.reduce((at, key) => (at[key] = at[key] || {}), target)` */
function isReducing(scope: Node, object: Node): boolean {
  const call = scope.parent?.type === 'arguments' ? scope.parent.parent : null
  const callee = call === null ? null : calleeOf(call)
  const body = scope.childForFieldName('body')
  // The next step goes on at the member only where that is what the callback gives.
  const givesMember =
    body !== null && (body.type !== 'statement_block' || new RegExp(`return\\s+${literally(object.text)}\\s*\\[`).test(body.text))
  return (
    givesMember &&
    callee !== null &&
    memberTypes.has(callee.type) &&
    memberOf(callee) === 'reduce' &&
    scope.childForFieldName('parameters')?.firstNamedChild?.text === object.text
  )
}

/** `const parent = keys.reduce((at, key) => at[key], target)` */
function isReduced(object: Node, fn: Node): boolean {
  return new RegExp(`\\b${literally(object.text)}\\s*=[^;\\n]*\\.reduce\\(.*\\w+\\[`).test(fn.text)
}

function outermost(scope: Node): Node {
  // Callbacks belong to the function that has them.
  let fn = scope
  for (let outer = enclosingFunction(fn); outer !== undefined && functionName(fn) === ''; outer = enclosingFunction(fn))
    fn = outer
  return fn
}
