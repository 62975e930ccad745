import type { Node } from '@vscode/tree-sitter-wasm'
import type { SyntaxTree } from '../../context/parser.ts'
import type { SourceText } from '../../context/source.ts'
import { identifierAt, identifiersOf, isMemberName, shorthandTypes } from './names.ts'
import { Owners } from './owners.ts'
import type { Change, Rename } from './recentChange.ts'
import { Scopes } from './scope.ts'
import { callSites } from './signature.ts'
import { overlaps, type TextChange, type TouchedPlace } from './touchedPlaces.ts'

/**
 * What the syntax tree, which knows no types, says of a place. `likely`: the variable in its scope, the class's own member, a call by the
 * name. `possible`: a member of some object. `unlikely`: another scope or class, or a member where a variable was renamed.
 */
export type Standing = 'likely' | 'possible' | 'unlikely'
const standings: readonly Standing[] = ['likely', 'possible', 'unlikely']

/** One way to carry the change over to a site: edits in the order of the text. */
export interface SiteOption {
  readonly edits: readonly TextChange[]
  /** The least of its names'. */
  readonly standing: Standing
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
 * Other places where the change may be due: the likely ones first, of them the nearest after `cursor`, then those before it. A place where the user undid just this a moment ago is none.
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
  return standings.flatMap((standing) => nearest.filter((site) => standingOfSite(site) === standing)).slice(0, mostSites)
}

/** Of the site's best option. */
export function standingOfSite({ options }: Site): Standing {
  return standings.find((each) => options.some(({ standing }) => standing === each)) ?? 'unlikely'
}

function renameSites(source: SourceText, tree: SyntaxTree, rename: Rename, place: TouchedPlace): readonly Site[] {
  const standing = standingOf(source, tree, rename, place)
  const byLine = new Map<number, Node[]>()
  for (const node of identifiersOf(tree.rootNode, rename.from)) {
    const { line } = source.positionAt(node.startIndex)
    byLine.set(line, [...(byLine.get(line) ?? []), node])
  }
  return [...byLine].map(([line, nodes]) => ({
    startLine: line,
    endLine: line + 1,
    options: combinations(nodes).map((chosen) => renaming(chosen, rename, least(chosen.map(standing)))),
  }))
}

function standingOf(
  source: SourceText,
  tree: SyntaxTree,
  { from, to, ofMember }: Rename,
  place: TouchedPlace,
): (node: Node) => Standing {
  const renamed = identifierAt(tree.rootNode, place)
  if (renamed === undefined) return () => 'possible'
  if (ofMember) {
    const owners = new Owners(renamed)
    return (node) => (shorthandTypes.has(node.type) ? 'possible' : isMemberName(node) ? owners.standing(node) : 'unlikely')
  }
  const scopes = new Scopes(tree.rootNode, renamed, from, to, source.languageId)
  return (node) => ((shorthandTypes.has(node.type) || !isMemberName(node)) && scopes.canMean(node) ? 'likely' : 'unlikely')
}

function least(each: readonly Standing[]): Standing {
  return standings[Math.max(...each.map((standing) => standings.indexOf(standing)))] ?? 'unlikely'
}

/** All nodes together first, then fewer. */
function combinations(nodes: readonly Node[]): readonly (readonly Node[])[] {
  if (nodes.length > mostCombined) return [nodes, ...nodes.map((node) => [node])]
  // Each number's binary digits say which nodes are among the chosen.
  const sets = Array.from({ length: 2 ** nodes.length - 1 }, (_, index) => index + 1)
  return sets.toReversed().map((set) => nodes.filter((_, index) => (set & (1 << index)) !== 0))
}

/** A shorthand keeps the half of it that was not renamed. */
function renaming(nodes: readonly Node[], { from, to, ofMember }: Rename, standing: Standing): SiteOption {
  const shorthand = ofMember ? `${to}: ${from}` : `${from}: ${to}`
  return {
    edits: nodes.map(({ startIndex, endIndex, type }) => ({
      start: startIndex,
      end: endIndex,
      text: shorthandTypes.has(type) ? shorthand : to,
    })),
    standing,
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
      options: options.map((edit) => ({ edits: [edit], standing: 'likely' })),
    }))
}
