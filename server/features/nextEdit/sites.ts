import type { Node } from '@vscode/tree-sitter-wasm'
import type { SyntaxTree } from '../../context/parser.ts'
import type { SourceText } from '../../context/source.ts'
import { identifierAt, identifiersOf, isMemberName, shorthandTypes } from './names.ts'
import { Owners } from './owners.ts'
import type { Change, Rename } from './recentChange.ts'
import { Scopes } from './scope.ts'
import { callSites } from './signature.ts'
import { overlaps, type TextChange, type TouchedPlace } from './touchedPlaces.ts'

/** One way to carry the change over to a site: edits in the order of the text. */
export interface SiteOption {
  readonly edits: readonly TextChange[]
  /**
   * By the syntax it can be the thing that was changed: a member where a member was renamed, a variable in scope where it was a variable.
   * Only a guess, because the tree knows no types.
   */
  readonly plausible: boolean
}

/** Whole lines where the change may be due, zero-based and half-open. */
export interface Site {
  readonly startLine: number
  readonly endLine: number
  readonly options: readonly SiteOption[]
}

/** Each site costs two lines of reading. */
const mostSites = 12
/** With more names than this on a line only all together and each alone are weighed: the combinations grow without end. */
const mostCombined = 3
/** What the user did to a place so recently is not undone, in milliseconds. */
const revertMs = 30_000

/**
 * Other places where the change may be due: the nearest after `cursor` first, then those before it, and last of all those that the syntax
 * speaks against, because a tree knows no types. A place where the user undid just this a moment ago is none.
 */
export function sitesOf(
  source: SourceText,
  tree: SyntaxTree,
  change: Change,
  places: readonly TouchedPlace[],
  cursor: number,
  now: number,
): readonly Site[] {
  const undone = (edit: TextChange) =>
    places.some((place) => place.original === edit.text && now - place.touchedAt < revertMs && overlaps(place, edit))
  const found =
    change.kind === 'rename' ? renameSites(source, tree, change, change.place) : signatureSites(source, tree, change, places)
  const sites = found
    .map((site) => ({ ...site, options: site.options.filter(({ edits }) => !edits.some(undone)) }))
    .filter(({ options }) => options.length > 0)
  const { line } = source.positionAt(cursor)
  const [after, before] = [sites.filter((site) => site.endLine > line), sites.filter((site) => site.endLine <= line)]
  const nearest = [...after, ...before.toReversed()]
  return [...nearest.filter(isPlausible), ...nearest.filter((site) => !isPlausible(site))].slice(0, mostSites)
}

export function isPlausible({ options }: Site): boolean {
  return options.some(({ plausible }) => plausible)
}

function renameSites(source: SourceText, tree: SyntaxTree, rename: Rename, place: TouchedPlace): readonly Site[] {
  const canMean = meaning(source, tree, rename, place)
  const plausible = (node: Node) => (shorthandTypes.has(node.type) || isMemberName(node) === rename.ofMember) && canMean(node)
  const byLine = new Map<number, Node[]>()
  for (const node of identifiersOf(tree.rootNode, rename.from)) {
    const { line } = source.positionAt(node.startIndex)
    byLine.set(line, [...(byLine.get(line) ?? []), node])
  }
  return [...byLine].map(([line, nodes]) => ({
    startLine: line,
    endLine: line + 1,
    options: combinations(nodes).map((chosen) => renaming(chosen, rename, chosen.every(plausible))),
  }))
}

/** Whether a name can mean what was renamed, as far as nesting tells. */
function meaning(
  source: SourceText,
  tree: SyntaxTree,
  { from, to, ofMember }: Rename,
  place: TouchedPlace,
): (node: Node) => boolean {
  const renamed = identifierAt(tree.rootNode, place)
  if (renamed === undefined) return () => true
  const known = ofMember ? new Owners(renamed) : new Scopes(tree.rootNode, renamed, from, to, source.languageId)
  return (node) => known.canMean(node)
}

/** All nodes together first, then fewer. */
function combinations(nodes: readonly Node[]): readonly (readonly Node[])[] {
  if (nodes.length > mostCombined) return [nodes, ...nodes.map((node) => [node])]
  // Each number's binary digits say which nodes are among the chosen.
  const sets = Array.from({ length: 2 ** nodes.length - 1 }, (_, index) => index + 1)
  return sets.toReversed().map((set) => nodes.filter((_, index) => (set & (1 << index)) !== 0))
}

/** A shorthand keeps the half of it that was not renamed. */
function renaming(nodes: readonly Node[], { from, to, ofMember }: Rename, plausible: boolean): SiteOption {
  const shorthand = ofMember ? `${to}: ${from}` : `${from}: ${to}`
  return {
    edits: nodes.map(({ startIndex, endIndex, type }) => ({
      start: startIndex,
      end: endIndex,
      text: shorthandTypes.has(type) ? shorthand : to,
    })),
    plausible,
  }
}

function signatureSites(
  source: SourceText,
  tree: SyntaxTree,
  change: Extract<Change, { kind: 'signature' }>,
  places: readonly TouchedPlace[],
): readonly Site[] {
  return callSites(tree.rootNode, change)
    .filter(({ node }) => !places.some((place) => overlaps(place, { start: node.startIndex, end: node.endIndex })))
    .map(({ node, options }) => ({
      startLine: source.positionAt(node.startIndex).line,
      endLine: source.positionAt(node.endIndex).line + 1,
      options: options.map((edit) => ({ edits: [edit], plausible: true })),
    }))
}
