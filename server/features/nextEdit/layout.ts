import { SourceText } from '../../context/source.ts'
import type { FimPrompt } from '../../engine/engine.ts'
import type { Site } from './sites.ts'
import type { TouchedPlace } from './touchedPlaces.ts'

/** Whole lines around a group of sites. More costs time and tells a small model little. */
const linesBefore = 14
const linesAfter = 6
/** Lines shown around a changed place that lies elsewhere. */
const linesAround = 3
/** Sites within so many lines are read one after the other, each costing only the lines since the last. */
const groupLines = 24
/** A longer line is data, and would fill the prompt. */
const longestLine = 400

/** Lays out prompts so that sites near one another share all but the lines between them. */
export class Layout {
  readonly #source: SourceText
  readonly #changedLine: number
  readonly #groups: readonly (readonly Site[])[]

  constructor(source: SourceText, place: TouchedPlace, sites: readonly Site[]) {
    this.#source = carriedOut(source, sites)
    this.#changedLine = source.positionAt(place.start).line
    this.#groups = groupsOf(sites, this.#changedLine)
  }

  /** The site's lines are to be written between what stands around them. Lines from the group's start on count as typed. */
  promptFor(site: Site): FimPrompt {
    const group = this.#groups.find((each) => each.includes(site)) ?? [site]
    const first = group[0]?.startLine ?? site.startLine
    const last = group.at(-1)?.endLine ?? site.endLine
    const shown = { start: Math.max(0, first - linesBefore), end: Math.min(this.#source.lineCount, last + linesAfter) }
    return {
      kind: 'fim',
      prefix: this.#changed(shown) + this.#lines(shown.start, first),
      suffix: this.#lines(last, shown.end),
      typed: this.#lines(first, site.startLine),
    }
  }

  /** The changed place where the prompt would not show it. */
  #changed({ start, end }: { readonly start: number; readonly end: number }): string {
    const [from, to] = [Math.max(0, this.#changedLine - linesAround), this.#changedLine + linesAround + 1]
    if (this.#changedLine >= start && this.#changedLine < end) return ''
    return this.#lines(from, from < start ? Math.min(to, start) : Math.min(to, this.#source.lineCount))
  }

  #lines(start: number, end: number): string {
    let text = ''
    for (let line = start; line < end; line += 1) {
      const each = this.#source.text.slice(this.#source.lineStart(line), this.#source.lineStart(line + 1))
      if (each.length <= longestLine) text += each
    }
    return text
  }
}

/** In the order of the text. The changed line parts groups, so that it is always in view: before the typed lines or after them. */
function groupsOf(sites: readonly Site[], changedLine: number): readonly (readonly Site[])[] {
  const groups: Site[][] = []
  for (const site of sites.toSorted((a, b) => a.startLine - b.startLine)) {
    const group = groups.at(-1)
    const [first] = group ?? []
    const near = first !== undefined && site.endLine - first.startLine <= groupLines
    const sameSide = first !== undefined && first.startLine < changedLine === site.startLine < changedLine
    if (group !== undefined && near && sameSide) group.push(site)
    else groups.push([site])
  }
  return groups
}

/** The text with the change made at every likely site: what a line is weighed in must not argue for the text as it was. */
function carriedOut(source: SourceText, sites: readonly Site[]): SourceText {
  let text = ''
  let at = 0
  for (const { options } of sites.toSorted((a, b) => a.startLine - b.startLine)) {
    const edits = options.find(({ standing }) => standing === 'likely')?.edits ?? []
    for (const edit of edits) {
      // Edits that span lines would move the lines after them, by which sites are known.
      if (edit.start < at || edit.text.includes('\n') || source.text.slice(edit.start, edit.end).includes('\n')) continue
      text += source.text.slice(at, edit.start) + edit.text
      at = edit.end
    }
  }
  return new SourceText(source.path, source.languageId, text + source.text.slice(at))
}
