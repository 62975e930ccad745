import { type Lane, lanes } from '../protocol/figures.ts'

/** One request's place in the order. Its steps run only while no request of a higher lane, nor the one whose turn it is in its lane, is under way. */
export interface Ticket {
  /** Runs one step (a prefill slice, a decoded token) alone; rejects with the signal's reason when it was aborted before the step began. */
  run<T>(step: () => Promise<T>): Promise<T>
  /** Gives the place up; must be called once the request has ended. */
  leave(): void
}

interface Place {
  readonly lane: Lane
  readonly client: string
  readonly signal: AbortSignal
  /** Wakes the request that waits for its next step; absent while it has none to run. */
  wake?: () => void
}

/**
 * While texts are written together, what has to run alone gets one part of the time for two of theirs: a step that took long is followed by
 * a longer rest. Without the rest a review's slices would double the time of each token of everyone else.
 */
const restAfterAlone = 2

/**
 * Orders the steps of all requests by lane, then by client in turn, then by arrival. A request in a higher lane gets the very next step; the
 * lower one waits between two steps with its KV cache kept, and goes on afterwards. Equal lanes run one request to its end before the
 * next, because two prompts that alternate on one sequence would evict each other; the next one is of the client that has waited
 * longest for its turn in that lane, however many requests another one has sent. Requests that were entered together have sequences of their own:
 * their steps run at the same time, as one batch, and beside those who run alone they share the time by turns.
 */
export class Scheduler {
  readonly #now: () => number
  readonly #places: Place[] = []
  /** The request of each lane that runs to its end. */
  readonly #current = new Map<Lane, Place>()
  /** Clients by lane, those that had a turn lately at the end. */
  readonly #served = new Map<Lane, readonly string[]>()
  #aloneRunning = false
  readonly #together = new Set<Place>()
  #togetherRunning = 0
  /** Until then those who write together go first. */
  #restUntil = Number.NEGATIVE_INFINITY

  /** `now`: milliseconds since some fixed moment. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** `client` names whoever asks, such as an editor's window. */
  enter(lane: Lane, signal: AbortSignal, client = ''): Ticket {
    const place: Place = { lane, signal, client }
    this.#places.push(place)
    return {
      run: (step) => this.#run(place, step),
      leave: () => {
        const index = this.#places.indexOf(place)
        if (index >= 0) this.#places.splice(index, 1)
        if (this.#current.get(lane) === place) this.#current.delete(lane)
        this.#wake()
      },
    }
  }

  /** For a request that has a sequence to itself: its steps run beside those of the others that were entered so. */
  enterTogether(signal: AbortSignal): Ticket {
    const place: Place = { lane: 'user', signal, client: '' }
    this.#together.add(place)
    return {
      run: (step) => this.#runTogether(place, step),
      leave: () => {
        this.#together.delete(place)
        this.#wake()
      },
    }
  }

  async #run<T>(place: Place, step: () => Promise<T>): Promise<T> {
    while (this.#aloneRunning || this.#togetherRunning > 0 || this.#isResting || this.#first() !== place) {
      place.signal.throwIfAborted()
      await this.#woken(place)
    }
    place.signal.throwIfAborted()
    this.#aloneRunning = true
    const startedAt = this.#now()
    try {
      return await step()
    } finally {
      this.#aloneRunning = false
      const endedAt = this.#now()
      this.#restUntil = endedAt + restAfterAlone * (endedAt - startedAt)
      this.#wake()
    }
  }

  async #runTogether<T>(place: Place, step: () => Promise<T>): Promise<T> {
    while (this.#aloneRunning || this.#isAloneDue) {
      place.signal.throwIfAborted()
      await this.#woken(place)
    }
    place.signal.throwIfAborted()
    this.#togetherRunning += 1
    try {
      return await step()
    } finally {
      this.#togetherRunning -= 1
      this.#wake()
    }
  }

  get #isResting(): boolean {
    return this.#together.size > 0 && this.#now() < this.#restUntil
  }

  /** Somebody waits for a step alone, and the others had their part of the time. */
  get #isAloneDue(): boolean {
    return this.#first()?.wake !== undefined && !this.#isResting
  }

  #woken(place: Place): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        place.signal.removeEventListener('abort', wake)
        delete place.wake
        resolve()
      }
      place.wake = wake
      place.signal.addEventListener('abort', wake, { once: true })
    })
  }

  #first(): Place | undefined {
    for (const lane of lanes) {
      const place = this.#current.get(lane) ?? this.#nextOf(lane)
      if (place !== undefined) return place
    }
    return undefined
  }

  /** Gives the turn to the client that had none for longest. */
  #nextOf(lane: Lane): Place | undefined {
    const waiting = this.#places.filter((place) => place.lane === lane)
    if (waiting.length === 0) return undefined
    const served = this.#served.get(lane) ?? []
    const lastTurn = ({ client }: Place) => served.indexOf(client)
    const next = waiting.reduce((best, place) => (lastTurn(place) < lastTurn(best) ? place : best))
    this.#current.set(lane, next)
    // Only who waits can be behind: the list does not grow with clients that are long gone.
    const others = served.filter((client) => client !== next.client && waiting.some((place) => place.client === client))
    this.#served.set(lane, [...others, next.client])
    return next
  }

  #wake(): void {
    if (this.#aloneRunning) return
    if (this.#togetherRunning === 0 && !this.#isResting) this.#first()?.wake?.()
    if (!this.#isAloneDue || this.#togetherRunning === 0) for (const place of this.#together) place.wake?.()
  }
}
