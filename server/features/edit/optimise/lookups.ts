import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetEdit } from '../../review/restOfText.ts'
import { argumentsOf, calleeOf, memberOf, memberTypes, objectOf } from '../../review/sinks/syntax.ts'
import { holdsKeys, isKeyList } from '../containers.ts'
import { codeOf, indentAt, indentStep, isPython, type RewriteSite, semicolon } from '../refactor/rewriteSite.ts'
import { callsSomething, countName, declaredArrayType, isKnownArray, scopeOf } from '../refactor/rewriteSoundness.ts'
import { freeName, isDeclaredWithin, isOnlyRead, loopAround, type OptimisedPlace } from './optimisePlace.ts'

/**
 * A list that a function fills in a loop and only asks what it holds: `seen.push(x)`, `seen.includes(x)`. As a set it answers at once. In
 * Python types have to say that what it holds can be in a set.
 */
export function setOfGrowingList(site: RewriteSite, fn: Node, declared: Node): OptimisedPlace | undefined {
  const start = isPython(site) ? pythonList(fn, declared) : scriptList(declared)
  if (start === undefined) return undefined
  const { name, edits } = start
  const words = isPython(site) ? { fill: 'append' } : { fill: 'push' }
  const uses = fn
    .descendantsOfType('identifier')
    .filter((each): each is Node => each !== null && each.text === name.text && each.id !== name.id)
  const changed = uses.map((use) => useEdit(use, words.fill))
  const asked = uses.filter((use) => isAskedFor(use) && loopAround(use, fn) !== undefined)
  if (asked.length === 0 || changed.some((each) => each === undefined)) return undefined
  if (loopAround(name, fn) !== undefined) return undefined
  return { rule: 'setOfList', edits: [...edits, ...changed.flatMap((each) => each ?? [])], notes: [] }
}

interface ListStart {
  readonly name: Node
  readonly edits: readonly OffsetEdit[]
}

/** `const seen = []`, `const seen: string[] = []`. */
function scriptList(declared: Node): ListStart | undefined {
  if (declared.type !== 'lexical_declaration' || declared.childForFieldName('kind')?.text !== 'const') return undefined
  const [only, ...others] = codeOf(declared)
  const [name, type, value] = ['name', 'type', 'value'].map((field) => only?.childForFieldName(field))
  if (others.length > 0 || name?.type !== 'identifier' || value?.type !== 'array' || codeOf(value).length > 0) return undefined
  const element = type == null ? undefined : /^:\s*(?:([\w.$]+)\[\]|Array<([^<>]+)>)$/.exec(type.text)
  if (element === null) return undefined
  const of = element === undefined ? '' : `<${element[1] ?? element[2]}>`
  return { name, edits: [{ startOffset: name.endIndex, endOffset: value.endIndex, newText: ` = new Set${of}()` }] }
}

/** `seen: list[str] = []`, and `seen = []` where the types of the parameters say it. */
function pythonList(fn: Node, assignment: Node): ListStart | undefined {
  if (assignment.type !== 'assignment' || assignment.parent?.type !== 'expression_statement') return undefined
  const [name, type, value] = ['left', 'type', 'right'].map((field) => assignment.childForFieldName(field))
  if (name?.type !== 'identifier' || value?.type !== 'list' || codeOf(value).length > 0) return undefined
  if (!(type == null ? holdsKeys(fn) : isKeyList(type.text))) return undefined
  const typed = type == null ? '' : `: ${type.text.replace(/^(list|List)\b/, (word) => (word === 'List' ? 'Set' : 'set'))}`
  if (/^: Set\b/.test(typed)) return undefined
  return { name, edits: [{ startOffset: name.endIndex, endOffset: value.endIndex, newText: `${typed} = set()` }] }
}

/** What a use becomes where the list is a set; undefined where it is used in another way. An empty list: it stays. */
function useEdit(use: Node, fill: string): readonly OffsetEdit[] | undefined {
  const { parent } = use
  if (parent?.type === 'comparison_operator') return isAskedFor(use) ? [] : undefined
  const call = parent !== null && memberTypes.has(parent.type) && objectOf(parent)?.id === use.id ? parent.parent : null
  if (parent === null || call === null || calleeOf(call)?.id !== parent.id || argumentsOf(call).length !== 1) return undefined
  const member = parent.childForFieldName('property') ?? parent.childForFieldName('attribute')
  const isStatement = call.parent?.type === 'expression_statement'
  const [given] = argumentsOf(call)
  if (member === null || given === undefined || /spread|splat/.test(given.type)) return undefined
  const renamed = member.text === fill && isStatement ? 'add' : member.text === 'includes' ? 'has' : undefined
  return renamed === undefined ? undefined : [{ startOffset: member.startIndex, endOffset: member.endIndex, newText: renamed }]
}

/** `seen.includes(x)`, `x in seen`, `x not in seen`. */
function isAskedFor(use: Node): boolean {
  const { parent } = use
  if (parent === null) return false
  if (parent.type !== 'comparison_operator') return memberTypes.has(parent.type) && memberOf(parent) === 'includes'
  const [, right, ...more] = codeOf(parent)
  return right?.id === use.id && more.length === 0 && /\bin$/.test(parent.childrenForFieldName('operators')[0]?.text ?? '')
}

/**
 * `xs.find((x) => x.id === id)` in a loop, of an array that is not changed meanwhile: a map from the members to the elements, made once in front
 * of the loop. Of equal members the first one counts, as before.
 */
export function mapOfFind(site: RewriteSite, fn: Node, node: Node): OptimisedPlace | undefined {
  const found = node.type === 'call_expression' ? foundByMember(node) : undefined
  const loop = found && loopAround(node, fn)
  if (found === undefined || loop === undefined) return undefined
  const { list, element, member, wanted } = found
  const type = declaredArrayType(list)
  const isTyped = /^typescript/.test(site.source.languageId)
  if (!isKnownArray(list) || isDeclaredWithin(loop, list.text) || (isTyped && type === undefined)) return undefined
  if (!isOnlyRead(scopeOf(loop), list.text, 'find') || writes(fn, member)) return undefined
  const name = freeName(scopeOf(loop), `${list.text}By${member.charAt(0).toUpperCase()}${member.slice(1)}`)
  if (name === undefined || isDeclaredWithin(list.tree.rootNode, 'Map')) return undefined
  const [indent, step, end, lineEnd] = [indentAt(site, loop.startIndex), indentStep(site), semicolon(site), site.source.lineEnd]
  const of = isTyped ? `<${type}['${member}'], ${type}>` : ''
  const declared = [
    `const ${name} = new Map${of}()${end}`,
    `for (const ${element} of ${list.text}) {`,
    `${step}if (!${name}.has(${element}.${member})) ${name}.set(${element}.${member}, ${element})${end}`,
    '}',
    '',
  ].join(lineEnd + indent)
  return {
    rule: 'mapOfFind',
    edits: [
      { startOffset: loop.startIndex, endOffset: loop.startIndex, newText: declared },
      { startOffset: node.startIndex, endOffset: node.endIndex, newText: `${name}.get(${wanted.text})` },
    ],
    notes: ['NaN, which `===` never finds, would be found.'],
  }
}

interface FoundByMember {
  readonly list: Node
  readonly element: string
  readonly member: string
  /** What the member is compared with: it neither asks the element nor calls anything. */
  readonly wanted: Node
}

function foundByMember(call: Node): FoundByMember | undefined {
  const callee = calleeOf(call)
  const [fn, ...others] = argumentsOf(call)
  const list = callee?.type === 'member_expression' && memberOf(callee) === 'find' ? objectOf(callee) : null
  const body = fn?.type === 'arrow_function' && others.length === 0 ? fn.childForFieldName('body') : null
  const single = fn?.childForFieldName('parameter') ?? null
  const [parameter, ...more] = single === null ? codeOf(fn?.childForFieldName('parameters') ?? null) : [single]
  const element = (parameter?.childForFieldName('pattern') ?? parameter)?.text ?? ''
  if (list?.type !== 'identifier' || more.length > 0 || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(element)) return undefined
  if (body?.type !== 'binary_expression' || body.childForFieldName('operator')?.text !== '===') return undefined
  const sides = [body.childForFieldName('left'), body.childForFieldName('right')]
  const own = sides.find((side) => side?.type === 'member_expression' && objectOf(side)?.text === element)
  const wanted = sides.find((side) => side?.id !== own?.id)
  if (own == null || wanted == null || own.children.some((each) => each?.type === 'optional_chain')) return undefined
  if (countName(wanted, element) > 0 || callsSomething(wanted)) return undefined
  return { list, element, member: memberOf(own), wanted }
}

function writes(fn: Node, member: string): boolean {
  return fn.descendantsOfType(['assignment_expression', 'augmented_assignment_expression', 'update_expression']).some((each) => {
    const target = each?.childForFieldName('left') ?? each?.childForFieldName('argument') ?? null
    return target !== null && (target.type === 'subscript_expression' || memberOf(target) === member)
  })
}
