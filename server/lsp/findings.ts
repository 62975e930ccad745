import { Emitter } from 'vscode-languageserver'
import type { LineSpan } from '../context/changes.ts'
import { SourceText } from '../context/source.ts'
import { withKeptIds } from '../features/review/identity.ts'
import type { Finding, HeldBack, Incomplete } from '../protocol/finding.ts'
import { type Edit, editBetween } from './edits.ts'
import { type LiveFinding, TrackedFinding } from './trackedFinding.ts'

interface Entry {
  text: string
  /** `text` read into lines, when someone asked for ranges since it last changed: typing must not cost that. */
  source: SourceText | undefined
  shown: readonly TrackedFinding[]
  held: readonly TrackedFinding<HeldBack>[]
  readonly sessions: Set<ReviewSession>
}

/** Findings of every reviewed document, with ranges that follow its edits. They outlive the closing of a document. */
export class Findings {
  readonly #entries = new Map<string, Entry>()
  readonly #changed = new Emitter<string>()

  /** Fires with a document's URI when what there is to show of it has changed. */
  readonly onChange = this.#changed.event

  /** Findings of a document as of now, stale ones included. */
  of(uri: string): readonly LiveFinding[] {
    const entry = this.#entries.get(uri)
    return entry === undefined ? [] : entry.shown.map((each) => each.live(sourceOf(entry)))
  }

  find(uri: string, id: string): LiveFinding | undefined {
    return this.of(uri).find(({ finding }) => finding.id === id)
  }

  heldBackOf(uri: string): readonly HeldBack[] {
    const entry = this.#entries.get(uri)
    return entry === undefined ? [] : entry.held.map((each) => each.live(sourceOf(entry)).finding)
  }

  /** URIs of the documents that were reviewed. */
  reviewed(): readonly string[] {
    return [...this.#entries.keys()]
  }

  /** A reviewed document's text as of now; empty where it was not reviewed. */
  textOf(uri: string): string {
    return this.#entries.get(uri)?.text ?? ''
  }

  has(uri: string): boolean {
    return this.#entries.has(uri)
  }

  /** A review begins on `source`, the document's present text. `lines`: only those are looked at. */
  begin(uri: string, source: SourceText, lines: readonly LineSpan[] | undefined): ReviewSession {
    const entry = this.#entries.get(uri) ?? { text: source.text, source: undefined, shown: [], held: [], sessions: new Set() }
    this.#entries.set(uri, entry)
    this.opened(uri, source.text)
    const session = new ReviewSession(source, entry, lines, () => this.#changed.fire(uri))
    entry.sessions.add(session)
    return session
  }

  edited(uri: string, edit: Edit, textAfter: string): void {
    const entry = this.#entries.get(uri)
    if (entry === undefined) return
    for (const each of [...entry.shown, ...entry.held]) each.edited(edit, textAfter === each.reviewedText)
    for (const session of entry.sessions) session.edited(edit, textAfter)
    entry.text = textAfter
    entry.source = undefined
  }

  /** A document came back, perhaps with a text that changed on disk meanwhile. */
  opened(uri: string, text: string): void {
    const entry = this.#entries.get(uri)
    const edit = entry && editBetween(entry.text, text)
    if (edit !== undefined) this.edited(uri, edit, text)
  }

  /** Takes a finding away for good; undefined when there is none of this id. */
  remove(uri: string, id: string): Finding | undefined {
    const entry = this.#entries.get(uri)
    const removed = entry?.shown.find(({ finding }) => finding.id === id)
    if (entry === undefined || removed === undefined) return undefined
    entry.shown = entry.shown.filter((each) => each !== removed)
    this.#changed.fire(uri)
    return removed.finding
  }

  /** Files or folders are gone, and their findings with them. */
  forget(gone: readonly string[]): void {
    for (const uri of this.reviewed()) {
      if (!gone.some((each) => uri === each || uri.startsWith(`${each}/`))) continue
      this.#entries.delete(uri)
      this.#changed.fire(uri)
    }
  }
}

/** One review of a document: takes its findings as they come, and at the end drops what it did not find again. */
export class ReviewSession {
  readonly #source: SourceText
  readonly #entry: Entry
  readonly #changed: () => void
  readonly #edits: { readonly edit: Edit; readonly asReviewed: boolean }[] = []
  /** Findings of earlier reviews within what this one looks at, not found again so far. */
  #earlier: readonly TrackedFinding[]
  readonly #earlierHeld: ReadonlySet<TrackedFinding<HeldBack>>

  constructor(source: SourceText, entry: Entry, lines: readonly LineSpan[] | undefined, changed: () => void) {
    const looksAt = (each: TrackedFinding) => touches(each.live(sourceOf(entry)).finding, lines)
    this.#source = source
    this.#entry = entry
    this.#changed = changed
    this.#earlier = entry.shown.filter(looksAt)
    this.#earlierHeld = new Set(entry.held.filter(looksAt))
  }

  edited(edit: Edit, textAfter: string): void {
    this.#edits.push({ edit, asReviewed: textAfter === this.#source.text })
  }

  /** The finding under the id that it had in earlier reviews, and where it stands now. */
  add(found: Finding): Finding {
    const now = sourceOf(this.#entry)
    const earlier = this.#earlier.map((each) => each.live(now).finding)
    const id = withKeptIds(earlier, [found])[0]?.id ?? found.id
    const again = this.#earlier.find((each) => each.finding.id === id)
    const tracked = this.#track({ ...found, id: again === undefined ? this.#freeId(id) : id })
    this.#earlier = this.#earlier.filter((each) => each !== again)
    this.#entry.shown = [...this.#entry.shown.filter((each) => each !== again), tracked]
    this.#changed()
    return tracked.live(sourceOf(this.#entry)).finding
  }

  hold(found: HeldBack): HeldBack {
    const tracked = this.#track(found)
    this.#entry.held = [...this.#entry.held, tracked]
    return tracked.live(sourceOf(this.#entry)).finding
  }

  /** What was not found again is gone, save in functions that were not looked at to the end. */
  end(incomplete: readonly Incomplete[]): void {
    const unfinished = new Set(incomplete.map((part) => part.symbol))
    const isGone = ({ finding }: TrackedFinding) =>
      !unfinished.has('the file') && !unfinished.has(finding.fingerprint.symbol ?? '')
    const gone = new Set(this.#earlier.filter(isGone))
    this.#entry.shown = this.#entry.shown.filter((each) => !gone.has(each))
    this.#entry.held = this.#entry.held.filter((each) => !(this.#earlierHeld.has(each) && isGone(each)))
    this.#entry.sessions.delete(this)
    this.#changed()
  }

  /** The review broke off without a word on what it had not looked at: everything stays. */
  abandon(): void {
    this.#entry.sessions.delete(this)
    this.#changed()
  }

  #track<F extends Finding>(finding: F): TrackedFinding<F> {
    const tracked = new TrackedFinding(finding, this.#source)
    for (const { edit, asReviewed } of this.#edits) tracked.edited(edit, asReviewed)
    return tracked
  }

  /** Two findings of one document never have the same id, also where a review gave one that is in use. */
  #freeId(wanted: string): string {
    const used = new Set(this.#entry.shown.map((each) => each.finding.id))
    let id = wanted
    for (let copy = 2; used.has(id); copy++) id = `${wanted}-${copy}`
    return id
  }
}

function sourceOf(entry: Entry): SourceText {
  entry.source ??= new SourceText('', '', entry.text)
  return entry.source
}

function touches({ range }: Finding, lines: readonly LineSpan[] | undefined): boolean {
  return lines === undefined || lines.some((span) => range.start.line < span.endLine && range.end.line >= span.startLine)
}
