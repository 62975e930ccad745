import type { Node } from '@vscode/tree-sitter-wasm'
import { functionTypes, isAsync } from '../../review/sinks/syntax.ts'
import {
  blockTypes,
  codeOf,
  indentAt,
  isPython,
  nodesAround,
  type RewriteSite,
  standsAtHead,
  statementsOf,
} from './rewriteSite.ts'

/** A place of a function's head where a type can be written. */
export interface TypePlace {
  /** Name of the parameter; undefined: what the function returns. */
  readonly parameter?: string
  readonly startOffset: number
  readonly endOffset: number
  /** What stands in front of the type and behind it once it is written. */
  readonly before: string
  readonly after: string
  /** Signs that end a type where it stands outside of every bracket. */
  readonly ends: string
  /** Where the code itself tells the type, that. */
  readonly known?: string
}

/** The function at a site that lacks types, with the places for them in the order of the text. */
export interface UntypedFunction {
  readonly fn: Node
  readonly places: readonly TypePlace[]
  /** Text around all places, written only with at least one of them: the beginning and end of a documentation comment. */
  readonly frame?: { readonly before: string; readonly after: string }
}

/** Undefined where no function's head is here, or it has all its types. */
export function untypedFunction(site: RewriteSite): UntypedFunction | undefined {
  for (const node of nodesAround(site)) {
    if (!functionTypes.has(node.type)) continue
    const body = node.childForFieldName('body')
    if (body === null || node.type === 'lambda' || isCallback(node) || !standsAtHead(site, node, body)) return undefined
    const found = placesOf(site, node)
    return found.places.length === 0 ? undefined : found
  }
  return undefined
}

/** A function that is handed over gets its types from where it is handed to. */
function isCallback({ parent, type }: Node): boolean {
  return (
    /arrow|expression|^generator_function$/.test(type) &&
    parent?.type !== 'variable_declarator' &&
    parent?.type !== 'export_statement'
  )
}

function placesOf(site: RewriteSite, fn: Node): UntypedFunction {
  if (isPython(site)) return { fn, places: pythonPlaces(fn) }
  return /^javascript/.test(site.source.languageId) ? documentationPlaces(site, fn) : { fn, places: typeScriptPlaces(fn) }
}

function typeScriptPlaces(fn: Node): readonly TypePlace[] {
  const list = fn.childForFieldName('parameters')
  if (list === null) return []
  const parameters = codeOf(list).flatMap((parameter): TypePlace[] => {
    const name = parameter.childForFieldName('pattern')
    const isPlain = parameter.type === 'required_parameter' && name?.type === 'identifier'
    // A default tells the type already.
    if (
      !isPlain ||
      name === null ||
      parameter.childForFieldName('type') !== null ||
      parameter.childForFieldName('value') !== null
    )
      return []
    return [
      { parameter: name.text, startOffset: name.endIndex, endOffset: name.endIndex, before: ': ', after: '', ends: ',)=\n' },
    ]
  })
  const hasBlock = fn.childForFieldName('body')?.type === 'statement_block'
  const isPlainFunction =
    !fn.type.startsWith('generator') &&
    fn.childForFieldName('name')?.text !== 'constructor' &&
    !/^(get|set|\*)$/.test(fn.child(0)?.type ?? '')
  if (fn.childForFieldName('return_type') !== null || !hasBlock || !isPlainFunction) return parameters
  const at = { startOffset: list.endIndex, endOffset: list.endIndex }
  const given = returnsValue(fn)
  const place: TypePlace = isAsync(fn)
    ? { ...at, before: ': Promise<', after: '>', ends: '>\n', ...(given ? {} : { known: 'void' }) }
    : { ...at, before: ': ', after: '', ends: '{=;\n', ...(given ? {} : { known: 'void' }) }
  return [...parameters, place]
}

function pythonPlaces(fn: Node): readonly TypePlace[] {
  const list = fn.childForFieldName('parameters')
  if (list === null) return []
  const isMethod = fn.parent?.parent?.type === 'class_definition' || fn.parent?.parent?.parent?.type === 'class_definition'
  const parameters = codeOf(list).flatMap((parameter, index): TypePlace[] => {
    const name = parameter.type === 'default_parameter' ? parameter.childForFieldName('name') : parameter
    if (name?.type !== 'identifier' || (isMethod && index === 0)) return []
    const value = parameter.type === 'default_parameter' ? parameter.childForFieldName('value') : null
    const known = value === null ? undefined : { string: 'str', true: 'bool', false: 'bool', float: 'float' }[value.type]
    // Written with a type, the default has blanks around its sign.
    const endOffset = value?.startIndex ?? name.endIndex
    return [
      {
        parameter: name.text,
        startOffset: name.endIndex,
        endOffset,
        before: ': ',
        after: value === null ? '' : ' = ',
        ends: ',)=\n',
        ...(known && { known }),
      },
    ]
  })
  if (fn.childForFieldName('return_type') !== null || fn.descendantsOfType('yield').length > 0) return parameters
  const at = { startOffset: list.endIndex, endOffset: list.endIndex, before: ' -> ', after: '', ends: ':\n' }
  return [...parameters, returnsValue(fn) ? at : { ...at, known: 'None' }]
}

/** In JavaScript types stand in a documentation comment. */
function documentationPlaces(site: RewriteSite, fn: Node): UntypedFunction {
  let outer = fn
  while (outer.parent !== null && /declarat|export|field_definition/.test(outer.parent.type)) outer = outer.parent
  const parameters = codeOf(fn.childForFieldName('parameters')).map((each) =>
    each.type === 'assignment_pattern' ? each.childForFieldName('left') : each,
  )
  const isDocumented = outer.previousSibling?.type === 'comment' && outer.previousSibling.text.startsWith('/**')
  if (isDocumented || parameters.some((each) => each?.type !== 'identifier')) return { fn, places: [] }
  const [indent, lineEnd] = [indentAt(site, outer.startIndex), site.source.lineEnd]
  const at = { startOffset: outer.startIndex, endOffset: outer.startIndex, ends: '}\n' }
  const places = codeOf(fn.childForFieldName('parameters')).map((each, index): TypePlace => {
    const name = parameters[index]?.text ?? ''
    return {
      ...at,
      parameter: name,
      before: `${indent} * @param {`,
      after: `} ${each.type === 'assignment_pattern' ? `[${name}]` : name}${lineEnd}`,
    }
  })
  const isGenerator = fn.type.startsWith('generator') || fn.children.some((each) => each?.type === '*')
  const known = returnsValue(fn) ? {} : { known: 'void' }
  const [open, close] = isAsync(fn) ? ['Promise<', '>'] : ['', '']
  const returned: TypePlace = {
    ...at,
    before: `${indent} * @returns {${open}`,
    after: `${close}}${lineEnd}`,
    ends: `${close}}\n`,
    ...known,
  }
  const isConstructor = fn.childForFieldName('name')?.text === 'constructor'
  return {
    fn,
    places: isGenerator || isConstructor ? places : [...places, returned],
    frame: { before: `/**${lineEnd}`, after: `${indent} */${lineEnd}${indent}` },
  }
}

/** Whether a function, without those within it, gives something back. */
function returnsValue(fn: Node): boolean {
  const body = fn.childForFieldName('body')
  if (body === null) return false
  if (!blockTypes.has(body.type)) return true
  return returnsOf(fn).some((each) => codeOf(each).length > 0)
}

/** Whether a function of Python gives None at one of its ends, at least: by saying so, or by coming to the end of its text. */
export function mayGiveNone(fn: Node): boolean {
  const isNone = (statement: Node) => codeOf(statement).length === 0 || codeOf(statement).some(({ type }) => type === 'none')
  return returnsOf(fn).some(isNone) || mayFallThrough(statementsOf(fn.childForFieldName('body')))
}

/** Where the tree does not tell, it may. */
function mayFallThrough(statements: readonly Node[]): boolean {
  const last = statements.at(-1)
  if (last === undefined) return true
  if (last.type === 'return_statement' || last.type === 'raise_statement') return false
  if (last.type === 'with_statement') return mayFallThrough(statementsOf(last.childForFieldName('body')))
  if (last.type === 'while_statement')
    return last.childForFieldName('condition')?.type !== 'true' || last.descendantsOfType('break_statement').length > 0
  if (last.type !== 'if_statement' && last.type !== 'try_statement') return true
  const others =
    last.type === 'if_statement'
      ? last.childrenForFieldName('alternative')
      : codeOf(last).filter(({ type }) => /clause$/.test(type))
  const branches = [
    last.childForFieldName('consequence') ?? last.childForFieldName('body'),
    ...others.map((each) => each && bodyOfClause(each)),
  ]
  const isWhole = last.type === 'try_statement' || others.some((each) => each?.type === 'else_clause')
  return !isWhole || branches.some((each) => each === null || mayFallThrough(statementsOf(each)))
}

function bodyOfClause(clause: Node): Node | null {
  return (
    clause.childForFieldName('consequence') ??
    clause.childForFieldName('body') ??
    codeOf(clause).find(({ type }) => blockTypes.has(type)) ??
    null
  )
}

function returnsOf(fn: Node): readonly Node[] {
  const all = fn.childForFieldName('body')?.descendantsOfType('return_statement') ?? []
  return all.filter((each): each is Node => {
    for (let outer = each?.parent ?? null; outer !== null; outer = outer.parent)
      if (functionTypes.has(outer.type)) return outer.id === fn.id
    return false
  })
}
