import type { SyntaxParser, SyntaxTree } from '../../context/parser.ts'
import { SourceText } from '../../context/source.ts'
import { isDeclaration } from '../review/alternatives/roles.ts'
import { identifierAt, identifiersOf, isMemberName, placeOf } from './names.ts'
import { type SignatureChange, signatureChange } from './signature.ts'
import { identifier, overlaps, type TouchedPlace } from './touchedPlaces.ts'

/** A name was changed where it is declared or used. */
export interface Rename {
  readonly kind: 'rename'
  readonly from: string
  readonly to: string
  /** The changed name is a property or method rather than a variable, function or type. */
  readonly ofMember: boolean
}

/** What the user did last, as far as other places of the file may need the same. */
export type Change = (Rename | SignatureChange) & {
  /** Where it was done last. */
  readonly place: TouchedPlace
}

/**
 * The change that the last place touched by the user's own hand is part of; undefined where it is neither a rename nor a new list of parameters. A rename made
 * everywhere at once, as the editor's own does, has no other places and is none.
 */
export async function recentChange(
  source: SourceText,
  tree: SyntaxTree,
  places: readonly TouchedPlace[],
  parser: SyntaxParser,
): Promise<Change | undefined> {
  const place = places.findLast(({ offered }) => !offered)
  if (place === undefined) return undefined
  const rename = renameAt(source, tree, places, place)
  if (rename !== undefined) return { ...rename, place }
  const before = await parser.parse(beforeChange(source, place))
  try {
    const changed = before && signatureChange(before.rootNode, tree.rootNode, place)
    return changed && { ...changed, place }
  } finally {
    before?.dispose()
  }
}

function renameAt(
  source: SourceText,
  tree: SyntaxTree,
  places: readonly TouchedPlace[],
  place: TouchedPlace,
): Rename | undefined {
  const [from, to] = [place.original, source.text.slice(place.start, place.end)]
  if (!identifier.test(from) || !identifier.test(to)) return undefined
  const node = identifierAt(tree.rootNode, place)
  if (node === undefined) return undefined
  const same = places.filter((each) => each.original === from && source.text.slice(each.start, each.end) === to)
  const [first] = same
  const atOnce = same.every((each) => each.firstVersion === first?.firstVersion && each.lastVersion === first.firstVersion)
  if (same.length > 1 && atOnce) return undefined
  // Another name that was there before is another thing, unless this is where it is declared.
  const known = identifiersOf(tree.rootNode, to).some(
    ({ startIndex, endIndex }) => !places.some((each) => overlaps(each, { start: startIndex, end: endIndex })),
  )
  if (known && !isDeclaration(placeOf(node))) return undefined
  return { kind: 'rename', from, to, ofMember: isMemberName(node) }
}

function beforeChange(source: SourceText, { start, end, original }: TouchedPlace): SourceText {
  return new SourceText(source.path, source.languageId, source.text.slice(0, start) + original + source.text.slice(end))
}
