import type { CursorParams } from '../server/protocol/requests.ts'

/** How long the cursor has to stay at a place before it counts as resting there. */
const restMs = 150
/** A selection that moves this soon after the text changed was moved by the typing. */
const typingMs = 100

/** Tells where the cursor rests, once for each place, but not while the user types: the completion request says that already. */
export class RestingCursor {
  readonly #tell: (params: CursorParams) => void
  readonly #now: () => number
  #timer: NodeJS.Timeout | undefined
  #changedAt = Number.NEGATIVE_INFINITY
  #told = ''

  /** `now` is in milliseconds. */
  constructor(tell: (params: CursorParams) => void, now: () => number) {
    this.#tell = tell
    this.#now = now
  }

  /** The text of a document changed. What was about to be told is out of date, and the same place may be told again later. */
  typed(): void {
    this.#changedAt = this.#now()
    this.#told = ''
    clearTimeout(this.#timer)
  }

  /** The cursor moved. `place` is asked when it came to rest; undefined where nothing is to be told. */
  moved(place: () => CursorParams | undefined): void {
    if (this.#now() - this.#changedAt >= typingMs) this.shown(place)
  }

  /** A document came into view, which tells the place even while someone types. */
  shown(place: () => CursorParams | undefined): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#rest(place()), restMs)
  }

  /** The server is a new one, which knows of no place yet. */
  forget(): void {
    this.#told = ''
  }

  dispose(): void {
    clearTimeout(this.#timer)
  }

  #rest(params: CursorParams | undefined): void {
    const text = JSON.stringify(params)
    if (params === undefined || text === this.#told) return
    this.#told = text
    this.#tell(params)
  }
}
