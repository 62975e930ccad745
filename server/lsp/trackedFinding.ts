import type { SourceText } from '../context/source.ts'
import type { Finding, Fix } from '../protocol/finding.ts'
import type { TextEdit } from '../protocol/text.ts'
import { Anchor } from './anchor.ts'
import type { Edit, Span } from './edits.ts'

/** A finding as it stands in the text of now. */
export interface LiveFinding<F extends Finding = Finding> {
  /** Range, fixes and state of now: `stale` where the quoted text changed. Fixes that no longer apply are left out. */
  readonly finding: F
  /** The finding's lines changed around the quote since the review, so it may be settled: shown greyed. */
  readonly outdated: boolean
  /** The whole text is the one that was reviewed, so that every check of the fixes still holds. */
  readonly asReviewed: boolean
}

/** Follows one finding and its fixes through the edits of a document. */
export class TrackedFinding<F extends Finding = Finding> {
  readonly finding: F
  readonly reviewedText: string
  readonly #quote: Anchor
  readonly #lines: string
  readonly #fixes: readonly { readonly fix: Fix; readonly anchors: readonly Anchor[] }[]

  constructor(finding: F, reviewed: SourceText) {
    const spanOf = ({ range }: Pick<TextEdit, 'range'>): Span => ({
      start: reviewed.offsetAt(range.start),
      end: reviewed.offsetAt(range.end),
    })
    const anchorAt = (span: Span) => new Anchor(reviewed.text, span)
    this.finding = finding
    this.reviewedText = reviewed.text
    this.#quote = anchorAt(spanOf(finding))
    this.#lines = linesOf(reviewed, finding)
    this.#fixes = finding.fixes.map((fix) => ({ fix, anchors: fix.edits.map((edit) => anchorAt(spanOf(edit))) }))
  }

  /** `asReviewed`: with this edit the document has again the text that was reviewed. */
  edited(edit: Edit, asReviewed: boolean): void {
    for (const anchor of this.#anchors()) {
      if (asReviewed) anchor.reset()
      else anchor.shift(edit)
    }
  }

  standsIn(text: string): boolean {
    return this.#quote.standsIn(text)
  }

  live(now: SourceText): LiveFinding<F> {
    const stands = this.standsIn(now.text)
    const fixes = this.#fixes.filter(({ anchors }) => stands && anchors.every((anchor) => anchor.standsIn(now.text)))
    const finding = {
      ...this.finding,
      range: now.rangeBetween(this.#quote.span.start, this.#quote.span.end),
      state: stands ? this.finding.state : ('stale' as const),
      fixes: fixes.map(({ fix, anchors }) => ({ ...fix, edits: movedEdits(fix, anchors, now) })),
    }
    return { finding, outdated: linesOf(now, finding) !== this.#lines, asReviewed: now.text === this.reviewedText }
  }

  #anchors(): readonly Anchor[] {
    return [this.#quote, ...this.#fixes.flatMap((fix) => fix.anchors)]
  }
}

/** The whole lines that a range touches. */
function linesOf(source: SourceText, { range }: Pick<TextEdit, 'range'>): string {
  return source.text.slice(source.lineStart(range.start.line), source.lineStart(range.end.line + 1)).trimEnd()
}

function movedEdits(fix: Fix, anchors: readonly Anchor[], now: SourceText): readonly TextEdit[] {
  return fix.edits.map((edit, index) => {
    const span = anchors[index]?.span
    return span === undefined ? edit : { range: now.rangeBetween(span.start, span.end), newText: edit.newText }
  })
}
