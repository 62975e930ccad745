import type { SourceText } from '../context/source.ts'
import type { Finding, FindingState, Fix } from '../protocol/finding.ts'
import type { TextEdit } from '../protocol/text.ts'
import { Anchor } from './anchor.ts'
import type { Edit, Span } from './edits.ts'

/** A finding as it stands in the text of now. */
export interface LiveFinding<F extends Finding = Finding> {
  /**
   * Range, fixes and state of now: `stale` where the quoted text changed, `fixed` where a review since then has not found it. Fixes that no
   * longer apply are left out.
   */
  readonly finding: F
  /** The finding's lines changed around the quote since the review, so it may be settled: shown greyed. */
  readonly outdated: boolean
  /** The whole text is the one that was reviewed, so that every check of the fixes still holds. */
  readonly asReviewed: boolean
}

/** The places of a finding in a text that is edited. */
interface Places {
  readonly quote: Anchor
  readonly fixes: readonly { readonly fix: Fix; readonly anchors: readonly Anchor[] }[]
}

/** Follows one finding and its fixes through the edits of a document. */
export class TrackedFinding<F extends Finding = Finding> {
  readonly finding: F
  readonly reviewed: SourceText
  /** A later review looked at its place when its text had changed, and did not find it. */
  readonly isSettled: boolean
  readonly #places: Places
  readonly #lines: string

  constructor(finding: F, reviewed: SourceText, places?: Places, isSettled = false) {
    this.finding = finding
    this.reviewed = reviewed
    this.isSettled = isSettled
    this.#places = places ?? placesOf(finding, reviewed)
    this.#lines = linesOf(reviewed, finding)
  }

  /** The same place in the text under another verdict. */
  as<G extends Finding>(finding: G): TrackedFinding<G> {
    return new TrackedFinding(finding, this.reviewed, this.#places, this.isSettled)
  }

  settled(): TrackedFinding<F> {
    return new TrackedFinding(this.finding, this.reviewed, this.#places, true)
  }

  /** `asReviewed`: with this edit the document has again the text that was reviewed. */
  edited(edit: Edit, asReviewed: boolean): void {
    const { quote, fixes } = this.#places
    for (const anchor of [quote, ...fixes.flatMap(({ anchors }) => anchors)]) {
      if (asReviewed) anchor.reset()
      else anchor.shift(edit)
    }
  }

  standsIn(text: string): boolean {
    return this.#places.quote.standsIn(text)
  }

  live(now: SourceText): LiveFinding<F> {
    const { quote, fixes } = this.#places
    const stands = this.standsIn(now.text)
    const applicable = fixes.filter(({ anchors }) => stands && anchors.every((anchor) => anchor.standsIn(now.text)))
    const gone: FindingState = this.isSettled ? 'fixed' : 'stale'
    const finding = {
      ...this.finding,
      range: now.rangeBetween(quote.span.start, quote.span.end),
      state: stands ? this.finding.state : gone,
      fixes: applicable.map(({ fix, anchors }) => ({ ...fix, edits: movedEdits(fix, anchors, now) })),
    }
    return { finding, outdated: linesOf(now, finding) !== this.#lines, asReviewed: now.text === this.reviewed.text }
  }

  /** Whether the lines read now as the preferred fix would have made them, by whatever way they came to. */
  isMendedIn(now: SourceText): boolean {
    const { quote, fixes } = this.#places
    const fix = fixes[0]?.fix
    if (fix === undefined || quote.standsIn(now.text)) return false
    const place = now.rangeBetween(quote.span.start, quote.span.end)
    return linesOf(now, { range: place }) === mendedLines(this.finding, fix, this.reviewed)
  }
}

function placesOf(finding: Finding, reviewed: SourceText): Places {
  const spanOf = ({ range }: Pick<TextEdit, 'range'>): Span => ({
    start: reviewed.offsetAt(range.start),
    end: reviewed.offsetAt(range.end),
  })
  const anchorAt = (span: Span) => new Anchor(reviewed.text, span)
  return {
    quote: anchorAt(spanOf(finding)),
    fixes: finding.fixes.map((fix) => ({ fix, anchors: fix.edits.map((edit) => anchorAt(spanOf(edit))) })),
  }
}

/** The whole lines that a range touches. */
function linesOf(source: SourceText, { range }: Pick<TextEdit, 'range'>): string {
  return source.text.slice(source.lineStart(range.start.line), source.lineStart(range.end.line + 1)).trimEnd()
}

/** The finding's lines with its fix applied; undefined where the fix reaches beyond them. */
function mendedLines({ range }: Pick<Finding, 'range'>, fix: Fix, source: SourceText): string | undefined {
  const start = source.lineStart(range.start.line)
  const end = source.lineStart(range.end.line + 1)
  let text = source.text.slice(start, end)
  const edits = fix.edits.map((edit) => ({
    ...edit,
    from: source.offsetAt(edit.range.start),
    to: source.offsetAt(edit.range.end),
  }))
  for (const { from, to, newText } of edits.toSorted((a, b) => b.from - a.from)) {
    if (from < start || to > end) return undefined
    text = text.slice(0, from - start) + newText + text.slice(to - start)
  }
  return text.trimEnd()
}

function movedEdits(fix: Fix, anchors: readonly Anchor[], now: SourceText): readonly TextEdit[] {
  return fix.edits.map((edit, index) => {
    const span = anchors[index]?.span
    return span === undefined ? edit : { range: now.rangeBetween(span.start, span.end), newText: edit.newText }
  })
}
