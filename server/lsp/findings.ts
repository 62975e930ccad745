import { Emitter } from 'vscode-languageserver'
import type { LineSpan } from '../context/changes.ts'
import { SourceText } from '../context/source.ts'
import { dismissalOf, dismissedBecause, dismissible } from '../features/review/dismissed.ts'
import { type KnownFinding, knownOf } from '../features/review/known.ts'
import type { Dismissal } from '../protocol/dismissal.ts'
import type { Finding, HeldBack } from '../protocol/finding.ts'
import { type Edit, editBetween } from './edits.ts'
import { type ReviewedText, ReviewSession } from './reviewSession.ts'
import type { LiveFinding, TrackedFinding } from './trackedFinding.ts'

/** Findings of every reviewed document, with ranges that follow its edits. They outlive the closing of a document. */
export class Findings {
  readonly #entries = new Map<string, Entry>()
  readonly #changed = new Emitter<string>()

  /** Fires with a document's URI when what there is to show of it has changed. */
  readonly onChange = this.#changed.event

  /** Findings of a document as of now, stale ones included; fixed ones only once their text is back. */
  of(uri: string): readonly LiveFinding[] {
    const entry = this.#entries.get(uri)
    const live = entry?.shown.map((each) => each.live(entry.now)) ?? []
    return live.filter(({ finding }) => finding.state !== 'fixed')
  }

  find(uri: string, id: string): LiveFinding | undefined {
    return this.of(uri).find(({ finding }) => finding.id === id)
  }

  /** Findings whose lines read now as their fix would have made them. */
  mended(uri: string): readonly Finding[] {
    const entry = this.#entries.get(uri)
    return entry === undefined ? [] : entry.shown.filter((each) => each.isMendedIn(entry.now)).map(({ finding }) => finding)
  }

  /** A finding that is shown, as it was reviewed; looked for in all documents where `uri` is not given. */
  tracked(id: string, uri?: string): { readonly uri: string; readonly tracked: TrackedFinding } | undefined {
    for (const each of uri === undefined ? this.reviewed() : [uri]) {
      const tracked = this.#entries.get(each)?.shown.find(({ finding }) => finding.id === id)
      if (tracked !== undefined) return { uri: each, tracked }
    }
    return undefined
  }

  heldBackOf(uri: string): readonly HeldBack[] {
    const entry = this.#entries.get(uri)
    return entry === undefined ? [] : entry.held.map((each) => each.live(entry.now).finding)
  }

  /** URIs of the documents that were reviewed. */
  reviewed(): readonly string[] {
    return [...this.#entries.keys()]
  }

  /** A reviewed document's text as of now; empty where it was not reviewed. */
  textOf(uri: string): string {
    return this.#entries.get(uri)?.now.text ?? ''
  }

  has(uri: string): boolean {
    return this.#entries.has(uri)
  }

  /**
   * A review begins on `source`, the document's present text. `lines`: only those are looked at. `known`: what former sessions found, which
   * counts only for the first review of a document.
   */
  begin(
    uri: string,
    source: SourceText,
    lines: readonly LineSpan[] | undefined,
    known: readonly KnownFinding[] = [],
  ): ReviewSession {
    const entry = this.#entries.get(uri) ?? new Entry(source.text, known)
    this.#entries.set(uri, entry)
    this.opened(uri, source.text)
    const session = new ReviewSession(source, entry, lines, () => this.#changed.fire(uri))
    entry.sessions.add(session)
    return session
  }

  edited(uri: string, edit: Edit, textAfter: string): void {
    this.#entries.get(uri)?.edited(edit, textAfter)
  }

  /** A document came back, perhaps with a text that changed on disk meanwhile. */
  opened(uri: string, text: string): void {
    const entry = this.#entries.get(uri)
    const edit = entry && editBetween(entry.now.text, text)
    if (edit !== undefined) this.edited(uri, edit, text)
  }

  /** The file of a document that is not open has another text now. */
  changedOnDisk(uri: string, text: string): void {
    if (!this.has(uri)) return
    this.opened(uri, text)
    this.#changed.fire(uri)
  }

  /**
   * What these dismissals cover is held back from now on, and what no dismissal covers any more is shown again. Without any review: a
   * dismissed finding had passed every other hurdle.
   */
  reconcile(uri: string, dismissals: readonly Dismissal[]): void {
    const entry = this.#entries.get(uri)
    if (entry === undefined) return
    const coveredBy = ({ finding, reviewed }: (typeof entry.shown)[number]) =>
      dismissalOf(dismissible(finding, reviewed), dismissals)
    const hidden = entry.shown.filter((each) => coveredBy(each) !== undefined)
    const back = entry.held.filter((each) => each.finding.state === 'dismissed' && coveredBy(each) === undefined)
    if (hidden.length + back.length === 0) return
    const held = hidden.flatMap((each) => {
      const dismissal = coveredBy(each)
      if (dismissal === undefined) return []
      const { finding } = each
      return [each.as({ ...finding, state: 'dismissed' as const, reason: dismissedBecause(dismissal, finding.fingerprint) })]
    })
    const shown = back.map((each) => {
      const { reason: _, ...finding } = each.finding
      return each.as<Finding>({ ...finding, state: 'open' })
    })
    entry.shown = [...entry.shown.filter((each) => !hidden.includes(each)), ...shown]
    entry.held = [...entry.held.filter((each) => !back.includes(each)), ...held]
    this.#changed.fire(uri)
  }

  /** What the next session has to know of a document's findings so that they keep their ids. */
  known(uri: string): readonly KnownFinding[] {
    const entry = this.#entries.get(uri)
    if (entry === undefined) return []
    const found = [...entry.shown, ...entry.held].map((each) => knownOf(each.live(entry.now).finding))
    return [...found, ...entry.known]
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

class Entry implements ReviewedText {
  shown: ReviewedText['shown'] = []
  held: ReviewedText['held'] = []
  known: ReviewedText['known']
  readonly sessions = new Set<ReviewSession>()
  #text: string
  #source: SourceText | undefined

  constructor(text: string, known: readonly KnownFinding[]) {
    this.#text = text
    this.known = known
  }

  /** The text is read into lines only when someone asks for ranges since it last changed: typing must not cost that. */
  get now(): SourceText {
    this.#source ??= new SourceText('', '', this.#text)
    return this.#source
  }

  edited(edit: Edit, textAfter: string): void {
    for (const each of [...this.shown, ...this.held]) each.edited(edit, textAfter === each.reviewed.text)
    for (const session of this.sessions) session.edited(edit, textAfter)
    this.#text = textAfter
    this.#source = undefined
  }
}
