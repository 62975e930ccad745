import type { Node } from '@vscode/tree-sitter-wasm'
import { memberOf, memberTypes, objectOf } from '../../review/sinks/syntax.ts'
import { isPythonTree } from './rewriteNegation.ts'
import { codeOf } from './rewriteSite.ts'

const scriptTypes =
  'string number boolean bigint symbol void null undefined never object Array ReadonlyArray Record Map Set WeakMap WeakSet Promise Date RegExp Error Partial Readonly Required Pick Omit Iterable Iterator AsyncIterable Function Buffer Uint8Array ArrayBuffer URL Element HTMLElement Event'
const pythonTypes = 'str int float bool bytes complex list dict set frozenset tuple None type range object'
const known = { script: new Set(scriptTypes.split(' ')), python: new Set(pythonTypes.split(' ')) } as const

/**
 * Whether a text is a type that says something and whose names all exist: the language's own, or declared in the file. In Python a name that
 * does not exist fails when the function is defined.
 */
export function isKnownType(type: string, languageId: string, fn: Node): boolean {
  const python = languageId === 'python'
  if (type.length > 120 || !/^[\p{L}\p{N}_$.,<>()[\]{}|&?:;=>'" -]+$/u.test(type)) return false
  if (/^(any|unknown|Any|object|Object|Function|\{\})$/.test(type) || /\bany\b/.test(type)) return false
  if (python && type.includes(':')) return false
  // Names of fields and of parameters within a type are no types.
  const names = type.replace(/(['"]).*?\1|[\p{L}_$][\p{L}\p{N}_$]*\s*\??:/gu, '').match(/[\p{L}_$][\p{L}\p{N}_$.]*/gu) ?? []
  const declared = declaredTypes(fn.tree.rootNode, python ? fn.startIndex : Number.POSITIVE_INFINITY)
  const own = python ? known.python : known.script
  return (
    names.length > 0 &&
    names.every((name) => own.has(name) || declared.has(name) || /^(true|false|readonly|keyof|typeof)$/.test(name))
  )
}

/** Types that are worth a look wherever one is missing: frequent ones, and those that the file declares. */
export function commonTypes(languageId: string, fn: Node): readonly string[] {
  const python = languageId === 'python'
  const declared = [...declaredTypes(fn.tree.rootNode, python ? fn.startIndex : Number.POSITIVE_INFINITY)].slice(0, 12)
  const lists = declared.map((name) => (python ? `list[${name}]` : `${name}[]`))
  return [...(python ? common.python : common.script), ...declared, ...lists]
}

const common = {
  script: [
    'string',
    'number',
    'boolean',
    'string[]',
    'number[]',
    'Date',
    'Error',
    'RegExp',
    'Record<string, string>',
    'Record<string, number>',
    'Map<string, string>',
    'Set<string>',
    '() => void',
  ],
  python: [
    'str',
    'int',
    'float',
    'bool',
    'bytes',
    'list',
    'dict',
    'set',
    'tuple',
    'list[str]',
    'list[int]',
    'list[float]',
    'list[dict]',
    'dict[str, str]',
    'dict[str, int]',
    'None',
  ],
} as const

/** Classes, interfaces, aliases and imported names of a file that are there before an offset: Python evaluates types where they stand. */
function declaredTypes(root: Node, before: number): ReadonlySet<string> {
  const isThere = (node: Node) => before === Number.POSITIVE_INFINITY || (node.endIndex <= before && depthOf(node) <= 2)
  const declaring = [
    'class_declaration',
    'class_definition',
    'interface_declaration',
    'type_alias_declaration',
    'enum_declaration',
    'abstract_class_declaration',
  ]
  const names = root
    .descendantsOfType(declaring)
    .map((each) => (each !== null && isThere(each) ? (each.childForFieldName('name')?.text ?? '') : ''))
  const imported = root
    .descendantsOfType(['import_specifier', 'import_clause', 'aliased_import', 'dotted_name'])
    .flatMap((each) => {
      if (each === null || !isThere(each)) return []
      const isImport = each.type !== 'dotted_name' || /^import/.test(each.parent?.type ?? '')
      // Lower-case names of Python are modules, whose members are not known here.
      const text =
        (
          each.childForFieldName('alias') ??
          each.childForFieldName('name') ??
          (each.type === 'import_clause' ? codeOf(each)[0] : each)
        )?.text ?? ''
      return isImport && /^\p{Lu}/u.test(text) ? [text] : []
    })
  return new Set([...names, ...imported].filter(Boolean))
}

/** 1 for what stands in the file itself. */
function depthOf(node: Node): number {
  let depth = 0
  for (let outer = node.parent; outer !== null; outer = outer.parent) depth += 1
  return depth
}

const stringMembers =
  /^(length|at|charAt|charCodeAt|codePointAt|concat|endsWith|includes|indexOf|lastIndexOf|localeCompare|match|matchAll|normalize|padEnd|padStart|repeat|replace|replaceAll|search|slice|split|startsWith|substring|substr|toLowerCase|toUpperCase|toString|trim|trimEnd|trimStart|valueOf)$/
const pythonStringMembers =
  /^(capitalize|casefold|center|count|encode|endswith|find|format|index|is\w+|join|ljust|lower|lstrip|partition|removeprefix|removesuffix|replace|rfind|rindex|rjust|rpartition|rsplit|rstrip|split|splitlines|startswith|strip|swapcase|title|translate|upper|zfill)$/
const pythonListMembers = /^(append|clear|copy|count|extend|index|insert|pop|remove|reverse|sort)$/
const pythonDictionaryMembers = /^(clear|copy|fromkeys|get|items|keys|pop|popitem|setdefault|update|values)$/

/** Whether a parameter is used as one of this type can be; types that are no simple ones are believed. */
export function suitsUse(type: string, parameter: string, fn: Node, languageId: string): boolean {
  const python = languageId === 'python'
  const uses = fn.descendantsOfType('identifier').filter((each): each is Node => each !== null && each.text === parameter)
  const members = uses.flatMap((use) =>
    use.parent !== null && memberTypes.has(use.parent.type) && objectOf(use.parent)?.id === use.id ? [memberOf(use.parent)] : [],
  )
  const isIterated = uses.some(
    (use) => /^for_/.test(use.parent?.type ?? '') && use.parent?.childForFieldName('right')?.id === use.id,
  )
  const isIndexed = uses.some(
    (use) =>
      /^subscript/.test(use.parent?.type ?? '') &&
      (use.parent?.childForFieldName('value') ?? use.parent?.childForFieldName('object'))?.id === use.id,
  )
  const isCalled = uses.some(
    (use) => /^call/.test(use.parent?.type ?? '') && use.parent?.childForFieldName('function')?.id === use.id,
  )
  const isMeasured = uses.some(
    (use) =>
      use.parent?.type === 'argument_list' &&
      /^(len|sum|sorted|enumerate|list|set)$/.test(use.parent.parent?.childForFieldName('function')?.text ?? ''),
  )
  const base = type.replace(/<.*|\[.*/s, '')
  if (/^(number|int|float|bool|boolean|bigint|None|void)$/.test(type))
    return (
      members.every((each) => /^(to\w+|bit_length|is_integer|real|imag|valueOf)$/.test(each)) &&
      !isIterated &&
      !isIndexed &&
      !isCalled &&
      !isMeasured
    )
  if (type === 'string') return members.every((each) => stringMembers.test(each)) && !isCalled
  if (!python) return !isCalled || !/^(Array|Map|Set|Record)$|\[\]$/.test(type)
  if (base === 'str') return members.every((each) => pythonStringMembers.test(each)) && !isCalled && !usedAsNumber(uses)
  if (base === 'list') return members.every((each) => pythonListMembers.test(each)) && !isCalled
  if (base === 'dict') return members.every((each) => pythonDictionaryMembers.test(each)) && !isCalled
  return base !== 'tuple' || (!isCalled && members.every((each) => /^(count|index)$/.test(each)))
}

/** `name - 1` of Python, which a text does not know. */
function usedAsNumber(uses: readonly Node[]): boolean {
  return uses.some(
    ({ parent }) =>
      parent !== null &&
      isPythonTree(parent) &&
      parent.type === 'binary_operator' &&
      /^(-|\/|\/\/|\*\*)$/.test(parent.childForFieldName('operator')?.text ?? ''),
  )
}
