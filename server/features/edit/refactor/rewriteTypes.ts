import type { Node } from '@vscode/tree-sitter-wasm'
import { functionTypes, isAsync } from '../../review/sinks/syntax.ts'
import { codeOf, indentAt, isPython, nodesAround, type RewriteSite, standsAtHead } from './rewriteSite.ts'

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
  const known = returnsValue(fn) ? {} : { known: isAsync(fn) ? 'Promise<void>' : 'void' }
  const returned: TypePlace = { ...at, before: `${indent} * @returns {`, after: `}${lineEnd}`, ...known }
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
  if (body.type !== 'statement_block' && body.type !== 'block') return true
  return body.descendantsOfType('return_statement').some((each) => {
    if (each === null || codeOf(each).length === 0) return false
    for (let outer = each.parent; outer !== null; outer = outer.parent)
      if (functionTypes.has(outer.type)) return outer.id === fn.id
    return false
  })
}
