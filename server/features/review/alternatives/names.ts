import type { Place } from './alternative.ts'
import type { DeclaredFields } from './fields.ts'
import { isCalled, isDeclaration, isMember, objectOf } from './roles.ts'
import { type Declared, declaredAt } from './scopes.ts'

/** Names that a unit gives to variables and reads from objects: what another name in their place could be. */
export interface UnitNames {
  /** By name, where variables are declared, in the order of the text. */
  readonly variables: ReadonlyMap<string, readonly Declared[]>
  /** By `memberKey`, the members that the unit uses of an object. */
  readonly members: ReadonlyMap<string, ReadonlySet<string>>
  /** Fields that the file declares. */
  readonly fields: DeclaredFields
  /** Every identifier of the unit, members included. */
  readonly words: ReadonlySet<string>
}

export function collectNames(places: readonly Place[], fields: DeclaredFields): UnitNames {
  const variables = new Map<string, Declared[]>()
  const members = new Map<string, Set<string>>()
  const words = new Set<string>()
  for (const place of places) {
    const { node, parent } = place
    if (!node.type.endsWith('identifier') && !node.type.endsWith('_pattern')) continue
    words.add(node.text)
    if (isDeclaration(place) && node.text !== '_') {
      const known = variables.get(node.text)
      if (known === undefined) variables.set(node.text, [declaredAt(place)])
      else known.push(declaredAt(place))
    }
    const object = parent !== null && isMember(place) ? objectOf(parent)?.text : undefined
    if (object === undefined) continue
    const key = memberKey(object, isCalled(place))
    const known = members.get(key)
    if (known === undefined) members.set(key, new Set([node.text]))
    else known.add(node.text)
  }
  return { variables, members, fields, words }
}

/** Methods and values of one object are not mistaken for each other. */
export function memberKey(object: string, called: boolean): string {
  return called ? `${object}()` : object
}
