import type { CodeUnit } from '../../../context/functions.ts'
import type { SyntaxTree } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import type { Alternative, Finder } from './alternative.ts'
import { argumentOrderAlternatives } from './arguments.ts'
import { constantAlternatives } from './constants.ts'
import type { DeclaredFields } from './fields.ts'
import { memberAlternatives } from './members.ts'
import { missingBreakAlternatives } from './missingBreak.ts'
import { missingWordAlternatives } from './missingWords.ts'
import { collectNames } from './names.ts'
import { negationAlternatives } from './negation.ts'
import { nullCheckAlternatives } from './nullChecks.ts'
import { offByOneAlternatives } from './offByOne.ts'
import { operatorAlternatives } from './operators.ts'
import { placesOf } from './places.ts'
import { variableAlternatives } from './variables.ts'

const finders: readonly Finder[] = [
  operatorAlternatives,
  offByOneAlternatives,
  constantAlternatives,
  nullCheckAlternatives,
  argumentOrderAlternatives,
  variableAlternatives,
  memberAlternatives,
  negationAlternatives,
  missingWordAlternatives,
  missingBreakAlternatives,
]

/**
 * Every single edit of a unit's code that the finders know, in the order of the text. Comments and strings have no operators and no
 * names in the tree, so nothing is found in them.
 */
export function findAlternatives(
  source: SourceText,
  tree: SyntaxTree,
  unit: CodeUnit,
  fields: DeclaredFields,
): readonly Alternative[] {
  const places = placesOf(tree, unit)
  const names = collectNames(places, fields)
  return places
    .flatMap((place) => finders.flatMap((finder) => finder(place, names)))
    .filter((alternative) => isWithinOneLine(source, alternative))
    .toSorted((a, b) => a.startOffset - b.startOffset || a.endOffset - b.endOffset)
}

/** A missing statement is the one that brings its line with it. */
function isWithinOneLine(source: SourceText, { kind, startOffset, endOffset, newText }: Alternative): boolean {
  return !/[\r\n]/.test(source.text.slice(startOffset, endOffset) + (kind === 'break' ? '' : newText))
}
