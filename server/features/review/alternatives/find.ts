import type { CodeUnit } from '../../../context/functions.ts'
import type { SyntaxTree } from '../../../context/parser.ts'
import type { SourceText } from '../../../context/source.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import type { Alternative, Finder, Place } from './alternative.ts'
import { argumentOrderAlternatives } from './arguments.ts'
import type { DeclaredFields } from './fields.ts'
import { memberAlternatives } from './members.ts'
import { missingWordAlternatives } from './missingWords.ts'
import { collectNames } from './names.ts'
import { negationAlternatives } from './negation.ts'
import { offByOneAlternatives } from './offByOne.ts'
import { operatorAlternatives } from './operators.ts'
import { variableAlternatives } from './variables.ts'

const finders: readonly Finder[] = [
  operatorAlternatives,
  offByOneAlternatives,
  argumentOrderAlternatives,
  variableAlternatives,
  memberAlternatives,
  negationAlternatives,
  missingWordAlternatives,
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

function placesOf(tree: SyntaxTree, unit: CodeUnit): readonly Place[] {
  const places: Place[] = []
  walkSyntax(tree.rootNode, (cursor) => {
    if (cursor.endIndex <= unit.startOffset || cursor.startIndex >= unit.endOffset) return false
    const node = cursor.currentNode
    if (cursor.startIndex < unit.startOffset || cursor.endIndex > unit.endOffset) return true
    places.push({ node, field: cursor.currentFieldName, parent: node.parent })
    return !node.isError
  })
  return places
}

function isWithinOneLine(source: SourceText, { startOffset, endOffset, newText }: Alternative): boolean {
  return !/[\r\n]/.test(source.text.slice(startOffset, endOffset) + newText)
}
