import type { LineSpan } from '../context/changes.ts'
import type { SourceText } from '../context/source.ts'
import { continuedBy, freeId, type Older } from '../features/review/identity.ts'
import { anonymous, type KnownFinding, olderOf, WrittenLines } from '../features/review/known.ts'
import type { Finding, HeldBack, Incomplete } from '../protocol/finding.ts'
import type { Edit } from './edits.ts'
import { TrackedFinding } from './trackedFinding.ts'

/** A document with its findings, which reviews change. */
export interface ReviewedText {
  /** The text of now. */
  readonly now: SourceText
  /** Open, stale and fixed ones. */
  shown: readonly TrackedFinding[]
  held: readonly TrackedFinding<HeldBack>[]
  /** Of former sessions, not found again so far. */
  known: readonly KnownFinding[]
  readonly sessions: Set<ReviewSession>
}

/** More fixed ones than that are forgotten, the oldest first: nobody undoes so much. */
const mostFixed = 200

type Tracked = TrackedFinding | TrackedFinding<HeldBack>
type OlderTracked = Older & { readonly tracked: Tracked }

/** One review of a document: takes its findings as they come, and at the end drops what it did not find again. */
export class ReviewSession {
  readonly #source: SourceText
  readonly #entry: ReviewedText
  readonly #lines: readonly LineSpan[] | undefined
  readonly #changed: () => void
  readonly #written: WrittenLines
  readonly #older = new Map<Tracked, OlderTracked>()
  #olderIn: SourceText | undefined
  readonly #edits: { readonly edit: Edit; readonly asReviewed: boolean }[] = []
  /** Findings of earlier reviews within what this one looks at, not found again so far. */
  #earlier: readonly TrackedFinding[]
  #earlierHeld: readonly TrackedFinding<HeldBack>[]

  constructor(source: SourceText, entry: ReviewedText, lines: readonly LineSpan[] | undefined, changed: () => void) {
    const looksAt = (each: Tracked) => touches(each.live(entry.now).finding, lines)
    this.#source = source
    this.#entry = entry
    this.#lines = lines
    this.#changed = changed
    this.#written = new WrittenLines(source)
    this.#earlier = entry.shown.filter(looksAt)
    this.#earlierHeld = entry.held.filter(looksAt)
  }

  edited(edit: Edit, textAfter: string): void {
    this.#edits.push({ edit, asReviewed: textAfter === this.#source.text })
  }

  /** The finding under the id that it had in earlier reviews, and where it stands now. */
  add(found: Finding): Finding {
    const tracked = this.#identified(found, this.#earlier)
    this.#entry.shown = [...this.#entry.shown, tracked]
    this.#changed()
    return tracked.live(this.#entry.now).finding
  }

  /** What is held back takes the id of a shown finding only under its rule: a suspect of another kind may stand at the same place. */
  hold(found: HeldBack): HeldBack {
    const ofRule = this.#earlier.filter(({ finding }) => finding.fingerprint.rule === found.fingerprint.rule)
    const tracked = this.#identified(found, ofRule)
    this.#entry.held = [...this.#entry.held, tracked]
    return tracked.live(this.#entry.now).finding
  }

  /**
   * What is held back for being older than the changes that are reviewed. Where an earlier review of more than the changes shows it, it stays
   * shown, because it is no less right for that.
   */
  holdOlder(found: HeldBack): HeldBack {
    const now = this.#track(found).live(this.#entry.now).finding
    const ofRule = this.#earlier.filter(({ finding }) => finding.fingerprint.rule === found.fingerprint.rule)
    const again = continuedBy(
      now,
      ofRule.map((each) => this.#olderOf(each)),
    )
    if (again === undefined) return this.hold(found)
    this.#earlier = this.#earlier.filter((each) => each !== again.tracked)
    return { ...now, id: again.id }
  }

  /** What was not found again is gone, save in functions that were not looked at to the end. Where its text had changed, it is fixed. */
  end(incomplete: readonly Incomplete[]): void {
    const unfinished = new Set(incomplete.map((part) => part.symbol))
    const wasReached = ({ finding }: Tracked) => !unfinished.has('the file') && !unfinished.has(finding.fingerprint.symbol ?? '')
    const entry = this.#entry
    const gone = new Set<Tracked>([...this.#earlier, ...this.#earlierHeld].filter(wasReached))
    const kept = entry.shown.flatMap((each) => {
      if (!gone.has(each)) return [each]
      return each.standsIn(entry.now.text) ? [] : [each.settled()]
    })
    const fixed = kept.filter(({ isSettled }) => isSettled)
    const forgotten = new Set(fixed.slice(0, Math.max(0, fixed.length - mostFixed)))
    entry.shown = kept.filter((each) => !forgotten.has(each))
    entry.held = entry.held.filter((each) => !gone.has(each))
    if (this.#lines === undefined && incomplete.length === 0) entry.known = []
    entry.sessions.delete(this)
    this.#changed()
  }

  /** The review broke off without a word on what it had not looked at: everything stays. */
  abandon(): void {
    this.#entry.sessions.delete(this)
    this.#changed()
  }

  /** Follows a finding of this review under the id of the one that it continues, which it replaces. */
  #identified<F extends Finding>(found: F, shown: readonly TrackedFinding[]): TrackedFinding<F> {
    const entry = this.#entry
    const tracked = this.#track(found)
    const now = tracked.live(entry.now).finding
    const candidates = [
      ...shown,
      ...this.#earlierHeld.filter(({ finding }) => finding.fingerprint.rule === found.fingerprint.rule),
    ]
    const again = continuedBy(
      now,
      candidates.map((each) => this.#olderOf(each)),
    )
    if (again !== undefined) {
      this.#earlier = this.#earlier.filter((each) => each !== again.tracked)
      this.#earlierHeld = this.#earlierHeld.filter((each) => each !== again.tracked)
      entry.shown = entry.shown.filter((each) => each !== again.tracked)
      entry.held = entry.held.filter((each) => each !== again.tracked)
      return tracked.as({ ...found, id: again.id })
    }
    const known = continuedBy(
      anonymous(found),
      entry.known.map((each) => olderOf(each, this.#source, this.#written)),
    )
    entry.known = entry.known.filter((each) => each !== known?.known)
    return tracked.as({ ...found, id: known?.id ?? freeId(found.id, this.#usedIds()) })
  }

  /** Each is looked at once in a text: there may be hundreds, and as many to compare them with. */
  #olderOf(tracked: Tracked): OlderTracked {
    const { now } = this.#entry
    if (this.#olderIn !== now) this.#older.clear()
    this.#olderIn = now
    const known = this.#older.get(tracked) ?? this.#lookAt(tracked)
    this.#older.set(tracked, known)
    return known
  }

  #lookAt(tracked: Tracked): OlderTracked {
    const { id, category, fingerprint, range } = tracked.live(this.#entry.now).finding
    const lines = tracked.finding.range.end.line - tracked.finding.range.start.line + 1
    const isWritten = () => this.#written.has(fingerprint.lineHash, lines)
    const place = tracked.standsIn(this.#entry.now.text) ? 'stands' : isWritten() ? 'written' : 'lost'
    return { id, category, fingerprint, range, place, tracked }
  }

  #track<F extends Finding>(finding: F): TrackedFinding<F> {
    const tracked = new TrackedFinding(finding, this.#source)
    for (const { edit, asReviewed } of this.#edits) tracked.edited(edit, asReviewed)
    return tracked
  }

  /** Two findings of one document never have the same id, also where a review gave one that is in use. */
  #usedIds(): Set<string> {
    const { shown, held, known } = this.#entry
    return new Set([...[...shown, ...held].map(({ finding }) => finding.id), ...known.map(({ id }) => id)])
  }
}

function touches({ range }: Finding, lines: readonly LineSpan[] | undefined): boolean {
  return lines === undefined || lines.some((span) => range.start.line < span.endLine && range.end.line >= span.startLine)
}
