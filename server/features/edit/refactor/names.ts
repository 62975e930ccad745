import type { Node } from '@vscode/tree-sitter-wasm'
import { walkSyntax } from '../../../context/syntaxWalk.ts'

/** How a language, or a name as it is, writes several words as one name. */
export type NameStyle = 'camelCase' | 'PascalCase' | 'snake_case' | 'UPPER_CASE'

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u
const shortest = 2
const longest = 40

/** Words that name nothing in JavaScript, TypeScript or Python. */
const reserved: ReadonlySet<string> = new Set(
  `abstract and any arguments as assert async await boolean break case catch class const continue debugger declare def default del delete do
  elif else enum eval except export extends False false finally for from function get global if implements import in infer instanceof interface
  is keyof lambda let match module namespace never new None nonlocal not null number object of or package pass print private protected public
  raise readonly require return self set static string super switch symbol this throw True true try type typeof undefined unknown var void
  while with yield`.split(/\s+/),
)
/** Names that say no more than the one that a tool gives. */
const vague =
  /^_*(new|my|the|a|an|some|temp|tmp|foo|bar|baz|extracted|func|fn|function|method|variable|var|val|local|helper|do|it)_?(function|method|local|variable|value|var|name|result)?\d*$/i

/** The style of a name, as far as it shows any; undefined for a name of one lower-case word, or of a script without cases. */
export function styleOf(name: string): NameStyle | undefined {
  if (/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(name) && name.length > 1) return 'UPPER_CASE'
  if (/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(name)) return 'snake_case'
  if (/^[A-Z]/.test(name)) return 'PascalCase'
  return /^[a-z]+[A-Z]/.test(name) ? 'camelCase' : undefined
}

/** A name in another style: `itemCount` as `item_count`. Leading underscores stay. */
export function inStyle(name: string, style: NameStyle): string {
  const [, lead = '', rest = ''] = /^([_$]*)(.*)$/s.exec(name) ?? []
  const words = rest
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[\s_]+/)
    .filter((word) => word !== '')
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()
  switch (style) {
    case 'camelCase':
      return lead + words.map((word, index) => (index === 0 ? word.toLowerCase() : capital(word))).join('')
    case 'PascalCase':
      return lead + words.map(capital).join('')
    case 'snake_case':
      return lead + words.map((word) => word.toLowerCase()).join('_')
    case 'UPPER_CASE':
      return lead + words.map((word) => word.toUpperCase()).join('_')
  }
}

/** Whether a text can be a name at all, says something, and is not one of those that are taken. */
export function isUsableName(name: string, taken: ReadonlySet<string>): boolean {
  const length = [...name].length
  // One Chinese character may be a whole word.
  const isLong = length >= shortest || /\p{Script=Han}/u.test(name)
  return isLong && length <= longest && identifier.test(name) && !reserved.has(name) && !vague.test(name) && !taken.has(name)
}

/**
 * Every name that code of a tree uses, whatever it stands for, members aside: a new name that is none of them can neither hide another one nor
 * be hidden.
 */
export function namesIn(root: Node): ReadonlySet<string> {
  const names = new Set<string>()
  walkSyntax(root, (cursor) => {
    if (/^(identifier|type_identifier|shorthand_property_identifier(_pattern)?|property_identifier)$/.test(cursor.nodeType)) {
      const isMember = cursor.currentFieldName === 'property' || cursor.currentFieldName === 'attribute'
      if (!isMember) names.add(cursor.nodeText)
    }
    return true
  })
  return names
}

/** Names that the code of a value suggests by itself: `price` of `item.price`, `total` of `getTotal(cart)`. Likelier ones first. */
export function namesOfValue(value: string): readonly string[] {
  const code = value.trim().replace(/^await\s+/, '')
  if (!chain.test(code)) return []
  const call = /([\p{ID_Continue}$]+)\([^()]*\)$/u.exec(code)?.[1]
  const got = call?.replace(/^(get|fetch|load|read|find|compute|calculate|create|make|build|parse)_?(?=[A-Z]|[a-z])/, '')
  if (got !== undefined) return got === '' ? [] : [got]
  const [, owner, member] = /([\p{ID_Continue}$]+)?\??\.([\p{ID_Continue}$]+)$/u.exec(code) ?? []
  return [...(member === undefined ? [] : [member]), ...(owner === undefined ? [] : [`${owner}_${member}`])]
}

/** A name with members, calls and elements behind it, and no operator. */
const chain = /^[\p{ID_Continue}$]+(\??\.[\p{ID_Continue}$]+|\([^()]*\)|\[[^[\]]*\])*$/u
