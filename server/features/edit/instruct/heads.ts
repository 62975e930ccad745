import type { Node } from '@vscode/tree-sitter-wasm'
import type { OffsetSpan } from '../../../context/cuts.ts'
import { functionsBelow } from '../../../context/functionNodes.ts'
import { wordsBetween } from '../signature.ts'

/** What a function takes at one place of its list. */
export interface Parameter {
  /** Absent: it is taken apart, or it is the rest. */
  readonly name?: string
  /** The names that an object is taken apart into: `{ width, height }`. */
  readonly fields?: readonly string[]
  readonly isOptional: boolean
  readonly isRest: boolean
  /** In Python, behind `*`. */
  readonly byKeyword: boolean
}

/** What callers know of a function. */
export interface Head {
  /** Without its classes. */
  readonly name: string
  readonly nameOffset: number
  readonly parameters: readonly Parameter[]
  readonly isAsync: boolean
  /** Word by word. */
  readonly words: string
}

export interface HeadChange {
  readonly before: Head
  readonly after: Head
}

/** Languages whose lists of parameters are understood here. */
export const headLanguages: ReadonlySet<string> = new Set([
  ...['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python'],
])

/**
 * Functions of a part of a text that are declared otherwise in the part that takes its place. They are known by their names; one that has
 * no counterpart is the one that is new, where there is exactly one of each.
 */
export function headChanges(before: Node, part: OffsetSpan, after: Node, newPart: OffsetSpan): readonly HeadChange[] {
  const olds = headsIn(before, part)
  const news = headsIn(after, newPart)
  const pairs = olds.flatMap((old) => {
    const same = news.filter(({ name }) => name === old.name)
    return same.length === 1 && same[0] !== undefined ? [{ before: old, after: same[0] }] : []
  })
  const lost = olds.filter(({ name }) => !news.some((each) => each.name === name))
  const come = news.filter(({ name }) => !olds.some((each) => each.name === name))
  const [old, now] = [lost[0], come[0]]
  const renamed = lost.length === 1 && come.length === 1 && old && now ? [{ before: old, after: now }] : []
  return [...pairs, ...renamed].filter((each) => each.before.words !== each.after.words)
}

function headsIn(root: Node, { startOffset, endOffset }: OffsetSpan): readonly Head[] {
  return functionsBelow(root, '').flatMap(({ node }) => {
    const name = nameNodeOf(node)
    const isWithin = startOffset <= node.startIndex && node.endIndex <= endOffset + 1
    return !isWithin || name === undefined ? [] : [headOf(node, name)]
  })
}

function headOf(node: Node, name: Node): Head {
  const list = node.childForFieldName('parameters') ?? node.childForFieldName('parameter')
  const body = node.childForFieldName('body')
  const isMethod = node.parent?.parent?.type === 'class_definition' || node.parent?.parent?.parent?.type === 'class_definition'
  return {
    name: name.text,
    nameOffset: name.startIndex,
    parameters: parametersOf(list).filter((each, index) => !(isMethod && index === 0 && /^(self|cls)$/.test(each.name ?? ''))),
    isAsync: node.children.some((child) => child?.type === 'async'),
    words: wordsBetween(node, node.startIndex, body?.startIndex ?? node.endIndex),
  }
}

/** Of a function that is bound to a variable, the variable's. */
function nameNodeOf(node: Node): Node | undefined {
  const own = node.childForFieldName('name')
  if (own !== null) return own
  const bound = node.parent?.type === 'variable_declarator' ? node.parent.childForFieldName('name') : null
  return bound?.type === 'identifier' ? bound : undefined
}

function parametersOf(list: Node | null): readonly Parameter[] {
  if (list === null) return []
  if (list.type === 'identifier') return [{ name: list.text, isOptional: false, isRest: false, byKeyword: false }]
  let byKeyword = false
  return list.namedChildren.flatMap((child) => {
    if (child === null || child.type.includes('comment') || child.type === 'positional_separator') return []
    if (child.type === 'keyword_separator') {
      byKeyword = true
      return []
    }
    return [{ ...parameterOf(child), byKeyword }]
  })
}

function parameterOf(node: Node): Omit<Parameter, 'byKeyword'> {
  switch (node.type) {
    case 'identifier':
      return { name: node.text, isOptional: false, isRest: false }
    case 'object_pattern':
      return { fields: fieldsOf(node), isOptional: false, isRest: false }
    case 'required_parameter':
    case 'optional_parameter': {
      const inner = parameterOf(node.childForFieldName('pattern') ?? node)
      return { ...inner, isOptional: node.type === 'optional_parameter' || node.childForFieldName('value') !== null }
    }
    case 'assignment_pattern':
      return { ...parameterOf(node.childForFieldName('left') ?? node), isOptional: true }
    case 'default_parameter':
    case 'typed_default_parameter':
      return { ...parameterOf(node.childForFieldName('name') ?? node), isOptional: true }
    case 'typed_parameter':
      return parameterOf(node.namedChildren[0] ?? node)
    default:
      return { isOptional: false, isRest: true }
  }
}

/** None where a field has another name within, a default, or is taken apart itself. */
function fieldsOf(pattern: Node): readonly string[] {
  const fields = pattern.namedChildren.filter((child) => child !== null)
  const isPlain = fields.every(({ type }) => type === 'shorthand_property_identifier_pattern')
  return isPlain ? fields.map(({ text }) => text) : []
}
