import type { SyntaxParser } from '../../context/parser.ts'
import type { SourceText } from '../../context/source.ts'
import type { Engine } from '../../engine/engine.ts'
import { thresholdFor, thresholdsOf } from './calibrations.ts'
import { Layout } from './layout.ts'
import { type Change, recentChange } from './recentChange.ts'
import { type Site, type SiteOption, sitesOf, standingOfSite } from './sites.ts'
import type { TextChange, TouchedPlace } from './touchedPlaces.ts'

/** The same change, at one more place. */
export interface NextEdit {
  readonly change: Change
  /** What stands from `start` to `end` is replaced by `text`. */
  readonly edit: TextChange
  /** What comes in place of it, in a few words: the new name, or the call as it would be. */
  readonly label: string
  /** The text that the edit is for. */
  readonly textBefore: string
  /** log P of the changed line minus that of the line as it is, in nats. */
  readonly odds: number
}

export interface NextEditAsk {
  readonly source: SourceText
  /** What the user touched, the last place last; offsets are those of `source`. */
  readonly places: readonly TouchedPlace[]
  /** Where the search begins. */
  readonly cursor: number
  /** Milliseconds, by the clock of the places. */
  readonly now: number
  /** `changeKey` of the change that the user does not want carried on. */
  readonly refused: string | undefined
}

export interface NextEditDeps {
  readonly parser: SyntaxParser
  readonly engine: Engine
}

export type ScoringEngine = Engine & Required<Pick<Engine, 'score'>>

/** A line of this many characters is no code that a person changes by hand. */
const longestSite = 1000
const longestLabel = 60

/** The nearest place where the model finds the user's last change likelier than the text as it is; undefined: there is none. */
export async function nextEdit(ask: NextEditAsk, deps: NextEditDeps, signal: AbortSignal): Promise<NextEdit | undefined> {
  const { source } = ask
  const { engine } = deps
  if (!canScore(engine)) return undefined
  const found = await changeAndSites(ask, deps.parser)
  if (found === undefined || changeKey(found.change) === ask.refused) return undefined
  const { change, sites } = found
  const thresholds = thresholdsOf((await engine.info()).calibrationKey)
  const layout = new Layout(source, change.place, sites)
  for (const site of sites) {
    signal.throwIfAborted()
    if (change.kind === 'rename' && thresholds[standingOfSite(site)] === Number.POSITIVE_INFINITY) continue
    const { option, odds } = await judge(source, site, layout, engine, signal)
    if (odds < thresholdFor(thresholds, change, option)) continue
    const edit = joined(source, option.edits)
    return { change, odds, edit, label: labelOf(change, edit), textBefore: source.text }
  }
  return undefined
}

/** Two changes with the same key are the same one to the user, wherever they were made. */
export function changeKey(change: Change): string {
  return JSON.stringify(change.kind === 'rename' ? [change.from, change.to] : [change.name, change.before, change.parameters])
}

export function canScore(engine: Engine): engine is ScoringEngine {
  return engine.score !== undefined
}

/** What was changed, and where the same may be due. The syntax tree is freed before the model is asked. */
export async function changeAndSites(
  { source, places, cursor, now }: NextEditAsk,
  parser: SyntaxParser,
): Promise<{ readonly change: Change; readonly sites: readonly Site[] } | undefined> {
  const tree = await parser.parse(source)
  if (tree === undefined) return undefined
  try {
    const change = await recentChange(source, tree, places, parser)
    if (change === undefined) return undefined
    const sites = sitesOf(source, tree, change, places, cursor, now)
    return { change, sites: sites.filter((site) => linesOf(source, site).length <= longestSite) }
  } finally {
    tree.dispose()
  }
}

/** The site's best option, and its log-odds in nats against the lines as they are. */
export async function judge(
  source: SourceText,
  site: Site,
  layout: Layout,
  engine: ScoringEngine,
  signal: AbortSignal,
): Promise<{ readonly option: SiteOption; readonly odds: number }> {
  // What is less likely by the syntax counts only where nothing else is left to change.
  const options = site.options.filter(({ standing }) => standing === standingOfSite(site))
  const continuations = [linesOf(source, site), ...options.map(({ edits }) => linesOf(source, site, edits))]
  const scored = await engine.score({ lane: 'idle', sequence: 'review', prompt: layout.promptFor(site), continuations }, signal)
  const [asIs = 0, ...others] = scored.map(({ logPs }) => logPs.reduce((sum, each) => sum + each, 0))
  const [best] = options
    .map((option, index) => ({ option, odds: (others[index] ?? Number.NEGATIVE_INFINITY) - asIs }))
    .toSorted((first, second) => second.odds - first.odds)
  if (best === undefined) throw new Error('a site without an option')
  return best
}

/** The site's whole lines, with line ends, after the edits. */
function linesOf(source: SourceText, { startLine, endLine }: Site, edits: readonly TextChange[] = []): string {
  return textWith(source, { start: source.lineStart(startLine), end: source.lineStart(endLine) }, edits)
}

/** Several edits of a line as one. */
function joined(source: SourceText, edits: readonly TextChange[]): TextChange {
  const span = { start: edits[0]?.start ?? 0, end: edits.at(-1)?.end ?? 0 }
  return { ...span, text: textWith(source, span, edits) }
}

function textWith(
  source: SourceText,
  span: { readonly start: number; readonly end: number },
  edits: readonly TextChange[],
): string {
  let text = ''
  let at = span.start
  for (const edit of edits) {
    text += source.text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return text + source.text.slice(at, span.end)
}

function labelOf(change: Change, { text }: TextChange): string {
  const words = change.kind === 'rename' ? text : change.name + text
  const line = words.replaceAll(/\s+/g, ' ')
  return line.length <= longestLabel ? line : `${line.slice(0, longestLabel - 1)}…`
}
