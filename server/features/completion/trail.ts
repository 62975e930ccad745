import { type Situation, sameAfter } from './situation.ts'

/** Enough of the text to know the place again: the window before the cursor slides while the user types. */
const recognised = 2000
/** Further from where a trail began it is of no use. */
const longestTyped = 1500

/** A piece of text as the model wrote it. */
interface Piece {
  readonly end: number
  readonly logP: number
}

/**
 * What the model wrote from one place on, beyond what is shown: as long as the user types along of it no engine is needed. It grows while
 * the model still writes.
 */
export class Trail {
  readonly #before: string
  readonly #fromStart: boolean
  readonly #after: string
  readonly #pieces: Piece[] = []
  #text = ''
  /** How far the trail was shown: what was shown once stays as it is while it is typed along. */
  shownTo = 0
  /** What follows `shownTo` was asked for when it was this: it is asked for once. */
  writtenAheadOf = 0

  /** The model was stopped, or failed, before it had written all. */
  cutOff = false

  constructor({ before, afterClosers }: Situation) {
    this.#before = before.slice(-recognised)
    this.#fromStart = before.length <= recognised
    this.#after = afterClosers
  }

  get text(): string {
    return this.#text
  }

  append(text: string, logP: number): void {
    this.#text += text
    this.#pieces.push({ end: this.#text.length, logP })
  }

  /**
   * How many characters were typed since the trail began, where they are what the trail says; more than it has when the user is ahead of
   * it. Undefined elsewhere, and where something else was typed.
   */
  along({ before, afterClosers }: Situation): number | undefined {
    if (!sameAfter(afterClosers, this.#after)) return undefined
    for (let at = this.#lastStart(before, before.length); at >= 0; at = this.#lastStart(before, at - 1)) {
      const typed = before.slice(at + this.#before.length)
      if (this.#text.startsWith(typed) || typed.startsWith(this.#text)) return typed.length
      if (this.#fromStart) return undefined
    }
    return undefined
  }

  /** Log-probability of what stands from one place of the text to another; a piece that is cut counts by its share. */
  logP(from: number, to: number): number {
    let sum = 0
    let start = 0
    for (const { end, logP } of this.#pieces) {
      const overlap = Math.min(end, to) - Math.max(start, from)
      if (overlap > 0) sum += (logP * overlap) / (end - start)
      start = end
    }
    return sum
  }

  /** The model's confidence, 0 to 1, in the first line of a text that stands after the `typed` characters, and in its end there. */
  confidence(typed: number, text: string): number {
    const [line = ''] = text.replace(/^\n+/, '').split('\n')
    return Math.exp(this.logP(typed, typed + text.indexOf(line) + line.length + 1))
  }

  /** Where the text before the trail's beginning stands; -1 where it stands nowhere near. */
  #lastStart(before: string, from: number): number {
    if (this.#fromStart) return before.startsWith(this.#before) ? 0 : -1
    if (from < 0) return -1
    const at = before.lastIndexOf(this.#before, from)
    return before.length - at - this.#before.length > longestTyped ? -1 : at
  }
}
