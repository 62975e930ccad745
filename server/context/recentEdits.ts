import { sep } from 'node:path'

/** A place that was edited, as its text is now. */
export interface RecentEdit {
  /** Absolute path of the document. */
  readonly path: string
  /** Zero-based number of the text's first line. */
  readonly startLine: number
  /** Whole lines around the edit, without the last line's end. */
  readonly text: string
}

/** Offsets in UTF-16 code units of the text before the edit; `text` replaces what was there. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const mostPlaces = 8
/** Edits so near to a place belong to it. */
const nearbyLines = 8
/** Edits that come at once, such as those of several cursors, belong together from further away. */
const atOnce = { ms: 1000, lines: 30 }
/** An edit of more lines is a formatter's or a branch's, not the user's. */
const mostEditedLines = 100
const linesAround = 3
const mostLinesShown = 10

interface Place {
  readonly path: string
  readonly start: number
  readonly end: number
  readonly at: number
}

/** Where the user edited last, over all documents. */
export class RecentEdits {
  /** Oldest first. */
  #places: readonly Place[] = []
  readonly #texts = new Map<string, string>()

  /** To be called for each edit in turn. `textAfter` is the document's text once it was made, `now` a time in milliseconds. */
  edited(path: string, edit: TextEdit, textAfter: string, now: number): void {
    const others = this.#places.map((place) => (place.path === path ? moved(place, edit) : place))
    const place: Place = { path, start: edit.start, end: edit.start + edit.text.length, at: now }
    const isLarge = countLines(textAfter.slice(place.start, place.end)) > mostEditedLines
    const kept = others.filter((each) => each.path !== path || !belongsTo(each, place, textAfter))
    this.#texts.set(path, textAfter)
    this.#keep(isLarge ? kept : [...kept, place])
  }

  /** Oldest first; those of which nothing is left are gone. */
  places(): readonly RecentEdit[] {
    return this.#places.map((place) => shown(place, this.#texts.get(place.path) ?? '')).filter(({ text }) => text.trim() !== '')
  }

  /** To be called for a document, or a folder of documents, that is gone. */
  forget(path: string): void {
    this.#keep(this.#places.filter((place) => place.path !== path && !place.path.startsWith(path + sep)))
  }

  #keep(places: readonly Place[]): void {
    this.#places = places.slice(-mostPlaces)
    const named = new Set(this.#places.map(({ path }) => path))
    for (const path of this.#texts.keys()) if (!named.has(path)) this.#texts.delete(path)
  }
}

function moved(place: Place, edit: TextEdit): Place {
  const shift = edit.text.length - (edit.end - edit.start)
  const along = (offset: number) => (offset >= edit.end ? offset + shift : Math.min(offset, edit.start + edit.text.length))
  return { ...place, start: along(place.start), end: along(place.end) }
}

/** Whether an older place is the same one, further along. */
function belongsTo(older: Place, newer: Place, text: string): boolean {
  const [from, to] = older.end < newer.start ? [older.end, newer.start] : [newer.end, older.start]
  const lines = from < to ? countLines(text.slice(from, to)) - 1 : 0
  return lines <= (newer.at - older.at <= atOnce.ms ? atOnce.lines : nearbyLines)
}

function shown({ path, start, end }: Place, text: string): RecentEdit {
  let from = lineStart(text, start)
  for (let line = 0; line < linesAround && from > 0; line += 1) from = lineStart(text, from - 1)
  let to = lineEnd(text, end)
  for (let line = 0; line < linesAround && to < text.length; line += 1) to = lineEnd(text, to + 1)
  const lines = text.slice(from, to).split(/\r?\n/)
  return { path, startLine: countLines(text.slice(0, from)) - 1, text: lines.slice(0, mostLinesShown).join('\n') }
}

const lineStart = (text: string, offset: number) => (offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1)

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end
}

function countLines(text: string): number {
  let count = 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
