import type { Node } from '@vscode/tree-sitter-wasm'

// JavaScript's and Python's node types side by side: where both grammars use a name, they mean the same by it.

export const functionTypes: ReadonlySet<string> = new Set([
  ...['function_declaration', 'generator_function_declaration', 'function_expression', 'generator_function', 'arrow_function'],
  ...['method_definition', 'function_definition', 'lambda'],
])
export const callTypes: ReadonlySet<string> = new Set(['call_expression', 'call', 'new_expression'])
export const memberTypes: ReadonlySet<string> = new Set(['member_expression', 'attribute'])
export const subscriptTypes: ReadonlySet<string> = new Set(['subscript_expression', 'subscript'])
export const stringTypes: ReadonlySet<string> = new Set(['string', 'template_string', 'concatenated_string'])

/** Wrappers that leave a value as it is. */
const transparentTypes: ReadonlySet<string> = new Set([
  ...['parenthesized_expression', 'await_expression', 'await', 'as_expression', 'satisfies_expression', 'non_null_expression'],
  ...['type_assertion', 'sequence_expression'],
])

export function children(node: Node | null): readonly Node[] {
  return (node?.namedChildren ?? []).filter((child): child is Node => child !== null && child.type !== 'comment')
}

/** The expression within parentheses, `await` and type assertions. */
export function bare(node: Node): Node {
  let inner = node
  while (transparentTypes.has(inner.type)) {
    const all = children(inner)
    const next = inner.type === 'sequence_expression' || inner.type === 'type_assertion' ? all.at(-1) : all[0]
    if (next === undefined) break
    inner = next
  }
  return inner
}

export function isCall(node: Node): boolean {
  return callTypes.has(node.type)
}

/** What is called: `db.query` of `db.query(text)`. */
export function calleeOf(call: Node): Node | null {
  return call.childForFieldName('function') ?? call.childForFieldName('constructor')
}

/** Arguments by position. A tagged template has none: its tag sees the parts apart. */
export function argumentsOf(call: Node): readonly Node[] {
  const list = call.childForFieldName('arguments')
  if (list === null || list.type === 'template_string') return []
  if (list.type === 'generator_expression') return [list]
  return children(list).filter(({ type }) => type !== 'keyword_argument' && type !== 'dictionary_splat')
}

/** `shell=True` of a Python call, or `shell: true` in any object that a JavaScript call is given. */
export function optionOf(call: Node, name: string): Node | undefined {
  for (const argument of children(call.childForFieldName('arguments'))) {
    if (argument.type === 'keyword_argument') {
      if (argument.childForFieldName('name')?.text === name) return argument.childForFieldName('value') ?? undefined
    } else if (argument.type === 'object') {
      const value = propertyOf(argument, name)
      if (value !== undefined) return value
    }
  }
  return undefined
}

/** The value of a key of an object or dictionary literal. */
export function propertyOf(object: Node, name: string): Node | undefined {
  for (const pair of children(object)) {
    if (pair.type === 'shorthand_property_identifier' && pair.text === name) return pair
    const key = pair.type === 'pair' ? pair.childForFieldName('key') : null
    if (key !== null && keyText(key) === name) return pair.childForFieldName('value') ?? undefined
  }
  return undefined
}

export function keyText(key: Node): string {
  return literalText(key) ?? key.text
}

export function objectOf(access: Node): Node | null {
  return access.childForFieldName('object') ?? (access.type === 'subscript' ? access.childForFieldName('value') : null)
}

export function memberOf(access: Node): string {
  return (access.childForFieldName('property') ?? access.childForFieldName('attribute'))?.text ?? ''
}

export function indexOf(access: Node): Node | null {
  return access.childForFieldName('index') ?? access.childForFieldName('subscript')
}

/** The text of a string without holes; `undefined` for everything else. */
export function literalText(node: Node): string | undefined {
  if (!stringTypes.has(node.type)) return undefined
  const parts = stringParts(node)
  return parts.every((part) => typeof part === 'string') ? parts.join('') : undefined
}

/** A string as its constant parts and the expressions in its holes. Escapes stay as they are written. */
export function stringParts(node: Node): readonly (string | Node)[] {
  return children(node).flatMap((part): readonly (string | Node)[] => {
    switch (part.type) {
      case 'string':
        return stringParts(part)
      case 'template_substitution':
      case 'interpolation': {
        const expression = part.childForFieldName('expression') ?? children(part)[0]
        return expression === undefined ? [] : [expression]
      }
      case 'string_start':
      case 'string_end':
        return []
      default:
        return [part.text]
    }
  })
}

export function enclosing(node: Node, types: ReadonlySet<string>): Node | undefined {
  for (let outer = node.parent; outer !== null; outer = outer.parent) if (types.has(outer.type)) return outer
  return undefined
}

export function enclosingFunction(node: Node): Node | undefined {
  return enclosing(node, functionTypes)
}

export function isAsync(fn: Node): boolean {
  return fn.children.some((child) => child?.type === 'async')
}

/** A function's name, or that of what it is bound to; empty where it has none. */
export function functionName(fn: Node): string {
  const own = fn.childForFieldName('name')?.text
  if (own !== undefined) return own
  const holder = fn.parent
  if (holder === null) return ''
  const bound =
    holder.childForFieldName('name') ??
    holder.childForFieldName('left') ??
    holder.childForFieldName('key') ??
    holder.childForFieldName('property')
  return bound === null || bound.id === fn.id ? '' : bound.text
}

/** `getUserToken`, `user_token` and `USER-TOKEN` as lower-case words. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
}
