import type { Node } from '@vscode/tree-sitter-wasm'
import type { Place } from './alternative.ts'

/** A variable, from where to where it can be read, and of what type it is as far as the text tells. */
export interface Declared {
  readonly visibleFrom: number
  readonly visibleTo: number
  readonly type?: string
}

/** Declarations that hold the value which their variable gets. */
const valueHolders: ReadonlySet<string> = new Set([
  ...['variable_declarator', 'assignment', 'short_var_declaration', 'var_spec', 'init_declarator', 'let_declaration'],
])
const scopeTypes = /^(statement_block|block|compound_statement|switch_body|program|module|source_file|class_body)$/
const loopOrHandlerTypes = /^(for_|foreach_|enhanced_for_|catch_clause|if_expression|while_let)/
const functionTypes = /function|method|lambda|arrow|closure|constructor/
/** A name within these gets a part of the value, whose type the text does not tell. */
const partTypes = /pattern|expression_list|tuple/
/** Types of literals, by the name that declarations give to the same type. */
const literalTypes: ReadonlyMap<string, string> = new Map([
  ...([
    ['number', 'number'],
    ['integer', 'int'],
    ['float', 'float'],
    ['int_literal', 'int'],
    ['string', 'string str'],
    ['template_string', 'string'],
    ['string_literal', 'String string str'],
    ['interpreted_string_literal', 'string'],
    ['true', 'boolean bool'],
    ['false', 'boolean bool'],
    ['array', 'array'],
    ['list', 'list'],
    ['object', 'object'],
    ['dictionary', 'dict'],
    ['arrow_function', 'function'],
    ['function_expression', 'function'],
    ['lambda', 'function'],
  ] as const),
])
/** Words of a type that say nothing about what the value is. */
const vague: ReadonlySet<string> = new Set([
  'null',
  'undefined',
  'None',
  'Optional',
  'readonly',
  'const',
  'any',
  'unknown',
  'var',
  'auto',
])

/** `place` is where an identifier gives a variable its name. */
export function declaredAt({ node }: Place): Declared {
  const type = typeOf(node)
  const visibleTo = scopeOf(node)?.endIndex ?? Number.POSITIVE_INFINITY
  return { visibleFrom: endOfDeclaration(node), visibleTo, ...(type === undefined ? {} : { type }) }
}

export function isVisible({ visibleFrom, visibleTo }: Declared, offset: number): boolean {
  return visibleFrom <= offset && offset < visibleTo
}

/** True also where the text does not tell. */
export function mayBeOfOneType(a: Declared, b: Declared): boolean {
  if (a.type === undefined || b.type === undefined) return true
  const [first, second] = [wordsOf(a.type), wordsOf(b.type)]
  return first.size === 0 || second.size === 0 || [...first].some((word) => second.has(word))
}

function wordsOf(type: string): ReadonlySet<string> {
  return new Set((type.match(/[\p{L}\p{N}_]+/gu) ?? []).filter((word) => !vague.has(word)))
}

/** A declared value cannot read its own variable; a loop's head and a list of parameters can. */
function endOfDeclaration(node: Node): number {
  let outer = node.parent
  while (outer !== null && !valueHolders.has(outer.type))
    outer = /statement|block|function|parameter/.test(outer.type) ? null : outer.parent
  return outer?.endIndex ?? node.startIndex
}

/** Python's blocks are no scopes; a name that is declared in one stays. */
function scopeOf(node: Node): Node | null {
  const isPython = node.tree.rootNode.type === 'module'
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    if (functionTypes.test(outer.type) && outer.childForFieldName('body') !== null) return outer
    if (!isPython && (scopeTypes.test(outer.type) || loopOrHandlerTypes.test(outer.type))) return outer
  }
  return null
}

/** What stands as its type, else the type of the literal that it begins with. */
function typeOf(node: Node): string | undefined {
  let child = node
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    if (partTypes.test(outer.type) || scopeTypes.test(outer.type)) return undefined
    if (functionTypes.test(outer.type) && outer.childForFieldName('body') !== null) return undefined
    const type = outer.childForFieldName('type')
    if (type !== null) return type.text
    const value = outer.childForFieldName('value') ?? (outer.type === 'assignment' ? outer.childForFieldName('right') : null)
    const literal = value === null || value.id === child.id ? undefined : literalTypes.get(value.type)
    if (literal !== undefined) return literal
    child = outer
  }
  return undefined
}
