import type { OffsetSpan } from '../../../context/cuts.ts'
import type { CodeUnit } from '../../../context/functions.ts'
import { stringTypes } from '../../../context/masks.ts'
import type { SyntaxTree } from '../../../context/parser.ts'
import { walkSyntax } from '../../../context/syntaxWalk.ts'
import type { Place } from './alternative.ts'
import { isDeclaration } from './roles.ts'

/** Nothing in these runs: names that are brought in, types, and what is said of a declaration. */
const notRun: ReadonlySet<string> = new Set([
  ...['import_statement', 'import_from_statement', 'import_declaration', 'use_declaration', 'using_directive', 'preproc_include'],
  ...['type_annotation', 'type_arguments', 'type_parameters', 'type', 'type_alias_declaration', 'interface_declaration'],
  ...['decorator', 'marker_annotation', 'annotation', 'attribute_item', 'attribute_list', 'enum_declaration'],
])
const parameterTypes = /parameters$|^parameter_list$/

/** Every node of a unit's code that runs, in the order of the text. */
export function placesOf(tree: SyntaxTree, unit: CodeUnit): readonly Place[] {
  return placesWithout(tree, unit, (node) => notRun.has(node))
}

/**
 * The words and signs of a unit that a model could have written otherwise: no comments, strings, parameters, nor the names that a
 * declaration gives, which are free.
 */
export function chosenWords(tree: SyntaxTree, unit: CodeUnit): readonly OffsetSpan[] {
  const isLeftOut = (type: string) =>
    notRun.has(type) || parameterTypes.test(type) || stringTypes.has(type) || type.includes('comment')
  return placesWithout(tree, unit, isLeftOut)
    .filter((place) => place.node.childCount === 0 && place.node.endIndex > place.node.startIndex && !isFree(place))
    .map(({ node }) => ({ startOffset: node.startIndex, endOffset: node.endIndex }))
}

function isFree(place: Place): boolean {
  return place.field === 'name' || place.field === 'key' || isDeclaration(place)
}

function placesWithout(tree: SyntaxTree, unit: CodeUnit, isLeftOut: (nodeType: string) => boolean): readonly Place[] {
  const places: Place[] = []
  walkSyntax(tree.rootNode, (cursor) => {
    if (cursor.endIndex <= unit.startOffset || cursor.startIndex >= unit.endOffset) return false
    const node = cursor.currentNode
    if (cursor.startIndex < unit.startOffset || cursor.endIndex > unit.endOffset) return true
    if (isLeftOut(node.type)) return false
    places.push({ node, field: cursor.currentFieldName, parent: node.parent })
    return !node.isError
  })
  return places
}
