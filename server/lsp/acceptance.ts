import type { Outcome, OutcomeKind } from '../features/completion/calibration.ts'
import { addCompletions, type CompletionCounts, noCompletions } from '../protocol/statistics.ts'
import type { Edit } from './edits.ts'
import { KeptText } from './keptText.ts'
import { continues, type Suggestion, type Taken, takenBy } from './suggestion.ts'

interface Offer {
  readonly languageId: string
  readonly shownAt: number
  /** What of each suggestion is left, as the user takes or types it bit by bit. */
  suggestions: readonly Suggestion[]
  counted: boolean
  /** A part was taken. */
  partly: boolean
  /** Characters that were taken or typed. */
  characters: number
}

interface Watched {
  readonly uri: string
  readonly languageId: string
  readonly until: number
  readonly text: KeptText
}

type CountListener = (languageId: string, added: Partial<CompletionCounts>) => void
type OutcomeListener = (outcome: Outcome) => void

/** A suggestion that is replaced sooner was hardly read. */
const readAfterMs = 750
const keptAfterMs = 30_000

/**
 * Tells from document changes what became of suggestions, because LSP says nothing of it. Time is handed in, in milliseconds: what has
 * become due since is settled at the next call.
 */
export class Acceptance {
  readonly #languageOf: (uri: string) => string
  readonly #countListeners: CountListener[] = []
  readonly #outcomeListeners: OutcomeListener[] = []
  readonly #offers = new Map<string, Offer>()
  #watched: readonly Watched[] = []
  #totals = noCompletions

  constructor(languageOf: (uri: string) => string = () => 'unknown') {
    this.#languageOf = languageOf
  }

  /** Called with whatever is added to the totals. */
  onCount(listener: CountListener): void {
    this.#countListeners.push(listener)
  }

  /** Called once for each offer, when it is known what became of it. */
  onOutcome(listener: OutcomeListener): void {
    this.#outcomeListeners.push(listener)
  }

  /** What a document shows from now on; no suggestions when what was shown is gone. */
  suggested(uri: string, suggestions: readonly Suggestion[], now: number): void {
    this.#settle(now)
    const [first] = suggestions
    const offer = this.#offers.get(uri)
    // What the user types along is asked for again at every key, and may have grown meanwhile: it is still the same offer.
    if (offer !== undefined && first !== undefined && offer.suggestions.some((left) => continues(left, first))) {
      offer.suggestions = suggestions.map((shown) => withFirstConfidence(shown, offer.suggestions))
      return
    }
    this.#left(uri)
    if (first === undefined) return
    const languageId = this.#languageOf(uri)
    this.#offers.set(uri, { languageId, shownAt: now, suggestions, counted: false, partly: false, characters: 0 })
  }

  edited(uri: string, edit: Edit, now: number): void {
    this.#settle(now)
    for (const watched of this.#watched) if (watched.uri === uri) watched.text.edited(edit)
    const offer = this.#offers.get(uri)
    if (offer === undefined) return
    const taken = offer.suggestions.map((suggestion) => takenBy(suggestion, edit)).filter((each) => each !== undefined)
    const one = taken.find(({ rest }) => rest.text === '') ?? taken[0]
    if (one === undefined) {
      this.#left(uri)
      return
    }
    offer.characters += one.inserted.length
    const whole = one.rest.text === ''
    if (!one.typed) this.#take(uri, offer, one, now)
    if (whole) this.#ended(uri, offer, outcomeOfWhole(offer, one), one.rest.confidence)
    else offer.suggestions = taken.map(({ rest }) => rest)
  }

  closed(uri: string, now: number): void {
    this.#settle(now)
    const offer = this.#offers.get(uri)
    if (offer !== undefined) this.#ended(uri, offer, offer.partly ? 'partly' : 'ignored', offer.suggestions[0]?.confidence)
    this.#unwatch((watched) => watched.uri === uri)
  }

  /** Totals since the start. An offer whose parts were taken counts as partly accepted until the rest is taken, too. */
  totals(now: number): CompletionCounts {
    this.#settle(now)
    const openParts = [...this.#offers.values()].filter(({ partly }) => partly).length
    return addCompletions(this.#totals, { partlyAccepted: openParts })
  }

  #settle(now: number): void {
    for (const offer of this.#offers.values()) if (now - offer.shownAt >= readAfterMs) this.#countOffered(offer)
    this.#unwatch(({ until }) => now >= until)
  }

  /** The user went on to something else. */
  #left(uri: string): void {
    const offer = this.#offers.get(uri)
    if (offer === undefined) return
    const outcome = offer.partly ? 'partly' : offer.counted ? 'rejected' : 'ignored'
    this.#ended(uri, offer, outcome, offer.suggestions[0]?.confidence)
  }

  #take(uri: string, offer: Offer, { start, inserted, rest }: Taken, now: number): void {
    this.#countOffered(offer)
    offer.partly = true
    const lineEnds = inserted.split('\n').length - 1
    this.#count(offer.languageId, {
      keptCharacters: inserted.length,
      acceptedLines: lineEnds + (rest.text === '' ? 1 : 0),
      keystrokesSaved: keysFor(inserted) - 1,
    })
    const text = new KeptText(start, inserted)
    this.#watched = [...this.#watched, { uri, languageId: offer.languageId, until: now + keptAfterMs, text }]
  }

  #ended(uri: string, { languageId, characters, ...offer }: Offer, outcome: OutcomeKind, confidence: number | undefined): void {
    this.#offers.delete(uri)
    switch (outcome) {
      case 'accepted':
        this.#count(languageId, { accepted: 1 })
        break
      case 'partly':
        this.#count(languageId, { partlyAccepted: 1 })
        break
      case 'typedAlong':
        this.#count(languageId, { typedAlong: 1, offered: offer.counted ? 0 : 1 })
        break
      case 'rejected':
        this.#count(languageId, { rejected: 1 })
        break
      case 'ignored':
        break
    }
    const told: Outcome = { outcome, characters, languageId, ...(confidence === undefined ? {} : { confidence }) }
    for (const listener of this.#outcomeListeners) listener(told)
  }

  #unwatch(due: (watched: Watched) => boolean): void {
    for (const each of this.#watched) if (due(each)) this.#count(each.languageId, { keptAfter30s: each.text.characters })
    this.#watched = this.#watched.filter((each) => !due(each))
  }

  #countOffered(offer: Offer): void {
    if (offer.counted) return
    offer.counted = true
    this.#count(offer.languageId, { offered: 1 })
  }

  #count(languageId: string, added: Partial<CompletionCounts>): void {
    this.#totals = addCompletions(this.#totals, added)
    for (const listener of this.#countListeners) listener(languageId, added)
  }
}

function outcomeOfWhole(offer: Offer, last: Taken): OutcomeKind {
  if (!last.typed) return 'accepted'
  return offer.partly ? 'partly' : 'typedAlong'
}

/** What is asked for again is surer the more of it is typed; what counts is how sure the model was when it was shown first. */
function withFirstConfidence(shown: Suggestion, before: readonly Suggestion[]): Suggestion {
  const confidence = before.find((left) => continues(left, shown))?.confidence ?? shown.confidence
  return confidence === undefined ? shown : { ...shown, confidence }
}

/** Key presses that would have typed a text: a line break brings the indentation of the next line with it. */
function keysFor(text: string): number {
  return text.replaceAll(/\r?\n[ \t]*/g, '\n').length
}
