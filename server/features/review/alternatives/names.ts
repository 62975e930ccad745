import type { Place } from './alternative.ts'
import type { DeclaredFields } from './fields.ts'
import { isDeclaration, isMember, objectOf } from './roles.ts'

/** Declarations that hold the value which their variable gets. */
const valueHolders: ReadonlySet<string> = new Set([
  ...['variable_declarator', 'assignment', 'short_var_declaration', 'var_spec', 'init_declarator', 'let_declaration'],
])

/** Names that a unit gives to variables and reads from objects: what another name in their place could be. */
export interface UnitNames {
  /** Declared variables with the offset from which each can be read. */
  readonly variables: ReadonlyMap<string, { readonly visibleFrom: number }>
  /** By the text of an object, the members that the unit uses of it. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>
  /** Fields that the file declares. */
  readonly fields: DeclaredFields
  /** Every identifier of the unit, members included. */
  readonly words: ReadonlySet<string>
}

export function collectNames(places: readonly Place[], fields: DeclaredFields): UnitNames {
  const variables = new Map<string, { readonly visibleFrom: number }>()
  const members = new Map<string, Set<string>>()
  const words = new Set<string>()
  for (const place of places) {
    const { node, parent } = place
    if (!node.type.endsWith('identifier') && !node.type.endsWith('_pattern')) continue
    words.add(node.text)
    if (isDeclaration(place) && node.text !== '_' && !variables.has(node.text)) {
      variables.set(node.text, { visibleFrom: endOfDeclaration(place) })
    }
    const object = parent !== null && isMember(place) ? objectOf(parent)?.text : undefined
    if (object === undefined) continue
    const known = members.get(object)
    if (known === undefined) members.set(object, new Set([node.text]))
    else known.add(node.text)
  }
  return { variables, members, fields, words }
}

/** A declared value cannot read its own variable; a loop's head and a list of parameters can. */
function endOfDeclaration({ node }: Place): number {
  let outer = node.parent
  while (outer !== null && !valueHolders.has(outer.type))
    outer = /statement|block|function|parameter/.test(outer.type) ? null : outer.parent
  return outer?.endIndex ?? node.startIndex
}
