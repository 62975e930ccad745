import type { Stats } from '../protocol/figures.ts'
import type { Edit } from './edits.ts'

/** What was suggested at a place: `text` would replace the characters from `start` to `end`. */
export interface Suggestion {
  readonly start: number
  readonly end: number
  readonly text: string
}

interface Offer {
  /** What of each suggestion is left, as the user takes or types it bit by bit. */
  suggestions: readonly Suggestion[]
  readonly shownAt: number
  counted: boolean
  partly: boolean
}

/** A suggestion that is replaced sooner was hardly read. */
const readAfterMs = 750

/** Pairs that editors insert at one key press: typing, not taking a part of a suggestion. */
const typedPairs = new Set(['()', '[]', '{}', '""', "''", '``', '<>'])

/**
 * Tells from document changes what became of suggestions, because LSP says nothing of it. Time is handed in, in milliseconds.
 * A suggestion counts as offered when it was still valid after 750 ms or was taken before.
 */
export class Acceptance {
  readonly #offers = new Map<string, Offer>()
  #offered = 0
  #accepted = 0
  #partlyAccepted = 0
  #keptCharacters = 0

  suggested(uri: string, suggestions: readonly Suggestion[], now: number): void {
    const before = this.#offers.get(uri)
    this.#settle(before, now)
    if (suggestions.length === 0) return void this.#offers.delete(uri)
    // What the user types along is asked for again at every key: it is still the same offer.
    const same = before?.suggestions.find((old) => old.start === suggestions[0]?.start && old.text === suggestions[0].text)
    if (before !== undefined && same !== undefined) before.suggestions = suggestions
    else this.#offers.set(uri, { suggestions, shownAt: now, counted: false, partly: false })
  }

  edited(uri: string, edit: Edit, now: number): void {
    const offer = this.#offers.get(uri)
    if (offer === undefined) return
    this.#settle(offer, now)
    const rest = offer.suggestions.map((suggestion) => afterEdit(suggestion, edit)).filter((left) => left !== undefined)
    const typed = edit.text.length <= 1 || typedPairs.has(edit.text)
    if (rest.length === 0) return void this.#offers.delete(uri)
    if (!typed)
      this.#taken(
        offer,
        edit,
        rest.some((left) => left.text === ''),
      )
    const open = rest.filter((left) => left.text !== '')
    if (open.length === 0) this.#offers.delete(uri)
    else offer.suggestions = open
  }

  closed(uri: string): void {
    this.#offers.delete(uri)
  }

  totals(now: number): Stats['completions'] {
    for (const offer of this.#offers.values()) this.#settle(offer, now)
    return {
      offered: this.#offered,
      accepted: this.#accepted,
      partlyAccepted: this.#partlyAccepted,
      keptCharacters: this.#keptCharacters,
    }
  }

  #settle(offer: Offer | undefined, now: number): void {
    if (offer !== undefined && now - offer.shownAt >= readAfterMs) this.#countOffered(offer)
  }

  #countOffered(offer: Offer): void {
    if (offer.counted) return
    offer.counted = true
    this.#offered += 1
  }

  #taken(offer: Offer, edit: Edit, whole: boolean): void {
    this.#countOffered(offer)
    this.#keptCharacters += edit.text.length
    if (whole) this.#accepted += 1
    else if (!offer.partly) this.#partlyAccepted += 1
    if (whole && offer.partly) this.#partlyAccepted -= 1
    offer.partly = true
  }
}

/** What is left of a suggestion after an edit; undefined when the edit was something else. */
function afterEdit({ start, end, text }: Suggestion, edit: Edit): Suggestion | undefined {
  // Editors leave out what the suggestion and the text have in common at either end.
  const kept = { before: edit.start - start, after: end - edit.end }
  if (kept.before < 0 || kept.after < 0 || !text.slice(kept.before).startsWith(edit.text)) return undefined
  if (kept.before + edit.text.length + kept.after === text.length) {
    return { start: start + text.length, end: start + text.length, text: '' }
  }
  if (edit.start !== start || edit.end !== start) return undefined
  const length = edit.text.length
  return { start: start + length, end: end + length, text: text.slice(length) }
}
