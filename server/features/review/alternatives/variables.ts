import { type Alternative, type Place, replacing } from './alternative.ts'
import type { UnitNames } from './names.ts'
import { isVariableUse } from './roles.ts'
import { type Declared, isVisible, mayBeOfOneType } from './scopes.ts'

/** More would mostly cost time: the likeliest mistakes are names declared near by. */
const mostNames = 6

/** A variable of the unit in the place of another one of the same scope and kind, those declared nearest in front first. */
export function variableAlternatives(place: Place, names: UnitNames): readonly Alternative[] {
  const { node } = place
  if (!isVariableUse(place)) return []
  const written = visible(names.variables.get(node.text), node.startIndex)
  if (written === undefined) return []
  return [...names.variables]
    .map(([name, declared]) => ({ name, declared: visible(declared, node.startIndex) }))
    .filter((other): other is { readonly name: string; readonly declared: Declared } => other.declared !== undefined)
    .filter(({ name, declared }) => name !== node.text && mayBeOfOneType(declared, written))
    .toSorted((a, b) => b.declared.visibleFrom - a.declared.visibleFrom)
    .slice(0, mostNames)
    .map(({ name }) => replacing(node, name, 'variable'))
}

/** The innermost declaration is the last one that can be seen. */
function visible(declared: readonly Declared[] | undefined, offset: number): Declared | undefined {
  return declared?.findLast((each) => isVisible(each, offset))
}
