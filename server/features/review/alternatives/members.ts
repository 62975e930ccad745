import { type Alternative, type Place, replacing } from './alternative.ts'
import { memberKey, type UnitNames } from './names.ts'
import { isCalled, isMember, objectOf } from './roles.ts'

const mostMembers = 4

/** Names that are each other's opposite, and therefore mistaken for one another. */
const opposites: readonly (readonly [string, string])[] = [
  ...([
    ['min', 'max'],
    ['start', 'end'],
    ['begin', 'end'],
    ['first', 'last'],
    ['left', 'right'],
    ['top', 'bottom'],
    ['width', 'height'],
    ['row', 'column'],
    ['x', 'y'],
    ['lower', 'upper'],
    ['low', 'high'],
    ['push', 'unshift'],
    ['push', 'pop'],
    ['shift', 'pop'],
    ['add', 'delete'],
    ['add', 'remove'],
    ['floor', 'ceil'],
    ['every', 'some'],
    ['all', 'any'],
    ['startsWith', 'endsWith'],
    ['startswith', 'endswith'],
    ['HasPrefix', 'HasSuffix'],
    ['indexOf', 'lastIndexOf'],
    ['find', 'filter'],
    ['toLowerCase', 'toUpperCase'],
    ['keys', 'values'],
    ['key', 'value'],
    ['before', 'after'],
    ['isBefore', 'isAfter'],
    ['next', 'previous'],
    ['head', 'tail'],
    ['source', 'target'],
    ['from', 'to'],
    ['old', 'new'],
    ['input', 'output'],
    ['open', 'close'],
    ['append', 'extend'],
  ] as const),
]

const oppositesOf: ReadonlyMap<string, readonly string[]> = opposites.reduce(
  (map, [a, b]) => map.set(a, [...(map.get(a) ?? []), b]).set(b, [...(map.get(b) ?? []), a]),
  new Map<string, readonly string[]>(),
)

/** A member in the place of another of the same object or type, and a name in the place of its opposite. */
export function memberAlternatives(place: Place, names: UnitNames): readonly Alternative[] {
  const { node, field, parent } = place
  const opposite = oppositesOf.get(node.text) ?? []
  if (field === 'function' && node.type === 'identifier') return opposite.map((name) => replacing(node, name, 'member'))
  if (parent === null || !isMember(place)) return []
  const fields = names.fields.get(node.text) ?? []
  const siblings = names.members.get(memberKey(objectOf(parent)?.text ?? '', isCalled(place))) ?? new Set<string>()
  const all = new Set([...opposite, ...oppositeWords(node.text, names), ...siblings, ...fields])
  all.delete(node.text)
  return [...all].slice(0, mostMembers).map((name) => replacing(node, name, 'member'))
}

/** `startLine` for which `endLine` may be meant, where the unit knows that name. */
function oppositeWords(name: string, names: UnitNames): readonly string[] {
  const words = name.split(/(?=[A-Z])|_/)
  if (words.length < 2) return []
  return words.flatMap((word) =>
    (oppositesOf.get(word.toLowerCase()) ?? [])
      .map((other) => name.replace(word, /^[A-Z]/.test(word) ? other.charAt(0).toUpperCase() + other.slice(1) : other))
      .filter((other) => names.words.has(other)),
  )
}
