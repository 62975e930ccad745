import { type Lane, lanes } from '../protocol/figures.ts'

/** One request's place in the order. Its steps run only while no request of a higher lane, or an earlier one of its lane, is under way. */
export interface Ticket {
  /** Runs one step (a prefill slice, a decoded token) alone; rejects with the signal's reason when it was aborted before the step began. */
  run<T>(step: () => Promise<T>): Promise<T>
  /** Gives the place up; must be called once the request has ended. */
  leave(): void
}

interface Place {
  readonly lane: Lane
  readonly signal: AbortSignal
  /** Wakes the request that waits for its next step; absent while it has none to run. */
  wake?: () => void
}

/**
 * Orders the steps of all requests by lane, then by arrival. A request in a higher lane gets the very next step; the lower one waits
 * between two steps with its KV cache kept, and goes on afterwards. Equal lanes run one request to its end before the next, because
 * two prompts that alternate on one sequence would evict each other.
 */
export class Scheduler {
  readonly #places: Place[] = []
  #stepRunning = false

  enter(lane: Lane, signal: AbortSignal): Ticket {
    const place: Place = { lane, signal }
    this.#places.push(place)
    return {
      run: (step) => this.#run(place, step),
      leave: () => {
        const index = this.#places.indexOf(place)
        if (index >= 0) this.#places.splice(index, 1)
        this.#wakeFirst()
      },
    }
  }

  async #run<T>(place: Place, step: () => Promise<T>): Promise<T> {
    while (this.#stepRunning || this.#first() !== place) {
      place.signal.throwIfAborted()
      await this.#woken(place)
    }
    place.signal.throwIfAborted()
    this.#stepRunning = true
    try {
      return await step()
    } finally {
      this.#stepRunning = false
      this.#wakeFirst()
    }
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
      const place = this.#places.find((candidate) => candidate.lane === lane)
      if (place !== undefined) return place
    }
    return undefined
  }

  #wakeFirst(): void {
    if (!this.#stepRunning) this.#first()?.wake?.()
  }
}
