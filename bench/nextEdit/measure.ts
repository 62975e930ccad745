import type { SyntaxParser } from '../../server/context/parser.ts'
import { SourceText } from '../../server/context/source.ts'
import type { Engine } from '../../server/engine/engine.ts'
import { Layout } from '../../server/features/nextEdit/layout.ts'
import { canScore, changeAndSites, judge } from '../../server/features/nextEdit/nextEdit.ts'
import type { Change } from '../../server/features/nextEdit/recentChange.ts'
import type { Standing } from '../../server/features/nextEdit/sites.ts'
import { type TextChange, TouchedPlaces } from '../../server/features/nextEdit/touchedPlaces.ts'
import type { Case } from './cases.ts'

export interface MeasuredSite {
  readonly odds: number
  readonly standing: Standing
  /** Every edit of the site belongs to the change. */
  readonly right: boolean
  /** How many of the edits that are due it makes. */
  readonly made: number
  readonly text: string
}

export interface MeasuredCase {
  readonly name: string
  readonly kind: Case['kind']
  /** The change was understood as what it is. */
  readonly recognised: boolean
  readonly due: number
  /** In the order in which they are looked at. */
  readonly sites: readonly MeasuredSite[]
  readonly ms: number
}

/** Does by hand what the case says, then scores all other places at once. */
export async function measure(given: Case, engine: Engine, parser: SyntaxParser): Promise<MeasuredCase> {
  if (!canScore(engine)) throw new Error('this engine cannot score')
  const touched = new TouchedPlaces(given.source.text)
  const offsets = new Moved()
  for (const [index, edit] of given.done.entries()) {
    const moved = offsets.place(edit)
    const text = touched.text.slice(0, moved.start) + moved.text + touched.text.slice(moved.end)
    touched.edited(moved, text, { version: index + 1, now: index * 10_000 })
    offsets.made(edit)
  }
  const source = new SourceText(given.source.path, given.source.languageId, touched.text)
  const due = given.due.map((edit) => offsets.place(edit))
  const cursor = offsets.place(given.done.at(-1) ?? { start: 0, end: 0, text: '' }).start
  const ask = { source, places: touched.places, cursor, now: 60_000, refused: undefined }
  const startedAt = performance.now()
  const found = await changeAndSites(ask, parser)
  const common = { name: given.name, kind: given.kind, due: due.length }
  if (found === undefined || kindOf(found.change) !== given.kind) return { ...common, recognised: false, sites: [], ms: 0 }
  const layout = new Layout(source, found.change.place, found.sites)
  const sites: MeasuredSite[] = []
  for (const site of found.sites) {
    const { option, odds } = await judge(source, site, layout, engine, new AbortController().signal)
    const made = option.edits.filter((edit) => due.some((each) => sameEdit(source.text, each, edit)))
    sites.push({
      odds,
      standing: option.standing,
      right: made.length === option.edits.length,
      made: made.length,
      text: `${source.lineText(site.startLine).trim()} [${option.edits.map(({ text }) => text).join(' | ')}]`,
    })
  }
  return { ...common, recognised: true, sites, ms: Math.round(performance.now() - startedAt) }
}

function kindOf(change: Change): Case['kind'] {
  if (change.kind === 'signature') return 'signature'
  return change.ofMember ? 'member' : 'variable'
}

/** The same text comes out, whatever the edit repeats of it. */
function sameEdit(text: string, a: TextChange, b: TextChange): boolean {
  const [start, end] = [Math.min(a.start, b.start), Math.max(a.end, b.end)]
  if (a.start >= b.end || b.start >= a.end) return false
  const [first, second] = [a, b].map((edit) => text.slice(start, edit.start) + edit.text + text.slice(edit.end, end))
  return first?.replaceAll(/\s+/g, '') === second?.replaceAll(/\s+/g, '')
}

/** Where offsets of the first text are after edits of it. */
class Moved {
  readonly #edits: TextChange[] = []

  made(edit: TextChange): void {
    this.#edits.push(edit)
  }

  place(edit: TextChange): TextChange {
    const by = this.#edits
      .filter(({ start }) => start < edit.start)
      .reduce((sum, { start, end, text }) => sum + text.length - (end - start), 0)
    return { start: edit.start + by, end: edit.end + by, text: edit.text }
  }
}
