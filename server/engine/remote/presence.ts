import { LatentError } from '../../protocol/errors.ts'
import { isPassing } from './failure.ts'
import { furtherAttempts, type HealthLimits, untilAnswered } from './retrying.ts'
import type { Seen } from './watch.ts'

/** A server that failed this often in a row is left alone until it answers a check: all attempts of what a user waits for, so that the next waits no more. */
const failuresUntilAway = 1 + furtherAttempts.user
/** A check that goes unanswered may have come upon a server that is busy; one that is gone answers none of so many. */
const checksUntilAway = 3

/**
 * Whether a server is there. Where it keeps failing it is asked nothing but a small question now and then, so that a key never waits for it;
 * the first answer brings it back.
 */
export class Presence {
  readonly #check: (signal: AbortSignal) => Promise<void>
  readonly #limits: HealthLimits
  readonly #onChange: () => void
  readonly #end = new AbortController()
  #failures = 0
  #away: LatentError | undefined

  /** `check` rejects where the server does not answer; `onChange` is called when it goes and when it comes back. */
  constructor(check: (signal: AbortSignal) => Promise<void>, limits: HealthLimits, onChange: () => void) {
    this.#check = check
    this.#limits = limits
    this.#onChange = onChange
  }

  /** Why it is asked nothing; undefined while it is there. */
  get away(): LatentError | undefined {
    return this.#away
  }

  /** Aborted by `end`. */
  get ended(): AbortSignal {
    return this.#end.signal
  }

  /** Runs a request and counts how it goes. */
  async during<T>(request: () => Promise<T>): Promise<T> {
    try {
      const result = await request()
      this.#failures = 0
      return result
    } catch (error) {
      if (isPassing(error)) {
        this.#failures += 1
        if (this.#failures >= failuresUntilAway) this.leave(error)
      }
      throw error
    }
  }

  /** Looks whether the server is there where a request waits for long; it is away where it answers no check. `settled`: the request got its answer. */
  async look(settled: AbortSignal): Promise<Seen> {
    for (let unanswered = 0; this.#away === undefined; ) {
      try {
        await this.#answered()
        return unanswered === 0 ? 'there' : 'back'
      } catch (error) {
        if (settled.aborted || !isPassing(error)) return 'there'
        unanswered += 1
        if (unanswered === checksUntilAway) this.leave(error)
      }
    }
    return 'gone'
  }

  /** It is away, until a check is answered. */
  leave(error: LatentError): void {
    if (this.#away !== undefined || this.ended.aborted) return
    this.#away = error
    this.#onChange()
    void this.#lookOut()
  }

  /** No more checks. */
  end(): void {
    this.#end.abort()
  }

  /** A refusal is an answer, too. */
  async #answered(): Promise<void> {
    try {
      await this.#check(this.ended)
    } catch (error) {
      if (isPassing(error)) throw error
    }
  }

  async #lookOut(): Promise<void> {
    const signal = this.ended
    try {
      await untilAnswered(() => this.#answered(), this.#limits, signal)
    } catch {
      return
    }
    if (signal.aborted) return
    this.#away = undefined
    this.#failures = 0
    this.#onChange()
  }
}

/** The failure of a server that does not answer while others wait. */
export function notAnswering(server: string): LatentError {
  return LatentError.of('remoteUnreachable', server, 'no answer within the time limit')
}
