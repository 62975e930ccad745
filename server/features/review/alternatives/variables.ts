import { type Alternative, type Place, replacing } from './alternative.ts'
import type { UnitNames } from './names.ts'
import { isVariableUse } from './roles.ts'

/** More would mostly cost time: the likeliest mistakes are names declared near by. */
const mostNames = 6

/** A variable of the unit in the place of another one, those declared nearest in front first. */
export function variableAlternatives(place: Place, names: UnitNames): readonly Alternative[] {
  const { node } = place
  if (!isVariableUse(place) || !names.variables.has(node.text)) return []
  return [...names.variables]
    .filter(([name, declared]) => name !== node.text && declared.visibleFrom <= node.startIndex)
    .toSorted((a, b) => b[1].visibleFrom - a[1].visibleFrom)
    .slice(0, mostNames)
    .map(([name]) => replacing(node, name, 'variable'))
}
