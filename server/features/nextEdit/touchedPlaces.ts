/** Offsets in UTF-16 code units, `end` not included. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The text from `start` to `end` was replaced by `text`. */
export interface TextChange extends Span {
  readonly text: string
}

/** Where the user changed something: `original` stood there before, what stands there now is the text's. */
export interface TouchedPlace extends Span {
  readonly original: string
  /** Version of the document with which the place was first touched, and the last one. */
  readonly firstVersion: number
  readonly lastVersion: number
  /** Milliseconds of the caller's clock. */
  readonly touchedAt: number
  /** The user took an offer here: part of a change, not the change itself. */
  readonly offered: boolean
}

/** When an edit was made, and whether it was an offer that the user took. */
export interface EditMoment {
  readonly version: number
  readonly now: number
  readonly offered?: boolean
}

/** Places that are kept: the last of them tell the change, the older ones only what was undone on purpose. */
const mostPlaces = 64
/** After such a pause what is typed at the same place is another change, unless it goes on with the same word. */
const pauseMs = 2000

/** A name in any of our languages; JavaScript's private ones begin with `#`. */
export const identifier = /^#?[\p{L}_$][\p{L}\p{N}_$]*$/u
const wordCharacter = /[\p{L}\p{N}_$]/u

/**
 * What an open document's edits have changed, as places that move with the text. Letters typed at one word are one place, whose original
 * is the whole word. Pure: time and versions are handed in.
 */
export class TouchedPlaces {
  #text: string
  #places: readonly TouchedPlace[] = []

  constructor(text: string) {
    this.#text = text
  }

  get text(): string {
    return this.#text
  }

  /** In the order in which they were touched, the last one last. A place whose original was put back is none. */
  get places(): readonly TouchedPlace[] {
    return this.#places
  }

  edited(edit: TextChange, after: string, { version, now, offered = false }: EditMoment): void {
    const before = this.#text
    const change = smallest(before, edit)
    const word = wholeWord(before, change)
    const joined = this.#places.filter((place) => this.#goesOn(place, word, now))
    const start = Math.min(word.start, ...joined.map((place) => place.start))
    const end = Math.max(word.end, ...joined.map((place) => place.end))
    const delta = change.text.length - (change.end - change.start)
    const place: TouchedPlace = {
      start,
      end: end + delta,
      original: originalOf(before, { start, end }, joined),
      firstVersion: Math.min(version, ...joined.map(({ firstVersion }) => firstVersion)),
      lastVersion: version,
      touchedAt: now,
      offered,
    }
    const others = this.#places
      .filter((each) => !joined.includes(each) && !overlaps(each, { start, end }))
      .map((each) => (each.start >= end ? { ...each, start: each.start + delta, end: each.end + delta } : each))
    this.#text = after
    const restored = after.slice(place.start, place.end) === place.original
    this.#places = (restored ? others : [...others, place]).slice(-mostPlaces)
  }

  /** Whether an edit of `word` goes on with what was done at a place. */
  #goesOn(place: TouchedPlace, word: Span, now: number): boolean {
    if (!overlaps(place, word) && !(touches(place, word) && sameEmpty(place, word))) {
      return touches(place, word) && this.#isOpen(place, now) && !this.#isRenamed(place)
    }
    return (identifier.test(place.original) && place.start === word.start && place.end === word.end) || this.#isOpen(place, now)
  }

  #isOpen(place: TouchedPlace, now: number): boolean {
    return place === this.#places.at(-1) && now - place.touchedAt < pauseMs
  }

  #isRenamed(place: TouchedPlace): boolean {
    return identifier.test(place.original) && identifier.test(this.#text.slice(place.start, place.end))
  }
}

/** Clients may replace more than they change. */
function smallest(before: string, { start, end, text }: TextChange): TextChange {
  const most = Math.min(end - start, text.length)
  let head = 0
  while (head < most && before[start + head] === text[head]) head += 1
  let tail = 0
  while (tail < most - head && before[end - 1 - tail] === text[text.length - 1 - tail]) tail += 1
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) }
}

/** What the edit replaced, with the rest of the word that it changed at either end. */
function wholeWord(before: string, { start, end, text }: TextChange): Span {
  const removed = before.slice(start, end)
  const first = removed === '' ? text : removed
  const changesStart = wordCharacter.test(first.charAt(0)) || wordCharacter.test(text.charAt(0))
  const changesEnd = wordCharacter.test(first.charAt(first.length - 1)) || wordCharacter.test(text.charAt(text.length - 1))
  let from = start
  while (changesStart && from > 0 && wordCharacter.test(before.charAt(from - 1))) from -= 1
  if (changesStart && before.charAt(from - 1) === '#') from -= 1
  let to = end
  while (changesEnd && to < before.length && wordCharacter.test(before.charAt(to))) to += 1
  return { start: from, end: to }
}

/** The text of `span` as it was before the places in it were touched. */
function originalOf(text: string, span: Span, places: readonly TouchedPlace[]): string {
  let original = ''
  let at = span.start
  for (const place of places.toSorted((a, b) => a.start - b.start)) {
    original += text.slice(at, place.start) + place.original
    at = place.end
  }
  return original + text.slice(at, span.end)
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}

function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end
}

/** A word that was deleted and is written anew has no characters to overlap. */
function sameEmpty(a: Span, b: Span): boolean {
  return a.start === a.end && a.start === b.start && b.start === b.end
}
