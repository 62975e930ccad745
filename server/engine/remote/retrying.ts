import {
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel'
import type { Lane } from '../../protocol/figures.ts'
import { isPassing } from './failure.ts'

const passing = handleWhen(isPassing)
/** Further attempts. A key that is pressed meanwhile asks anew; what the user waits for is worth more. */
const attempts: Readonly<Record<Lane, number>> = { interactive: 1, ahead: 0, user: 3, idle: 1 }
const backoff = { initialDelay: 200, maxDelay: 5_000 }
/** A server that failed this often in a row is left alone for a while. */
const failuresUntilOpen = 5
const openForMs = 10_000

/**
 * Attempts at a server that may be away for a moment: failures that pass are tried again with growing, random waits, and a server that
 * keeps failing is asked nothing for a while, so that a key never waits for it.
 */
export class Attempts {
  readonly #breaker = circuitBreaker(passing, {
    halfOpenAfter: openForMs,
    breaker: new ConsecutiveBreaker(failuresUntilOpen),
  })
  readonly #policies: Readonly<Record<Lane, IPolicy>> = {
    interactive: this.#policy('interactive'),
    ahead: this.#policy('ahead'),
    user: this.#policy('user'),
    idle: this.#policy('idle'),
  }
  #last: unknown

  /** The outcome of the first attempt that succeeds. Rejects with the last failure. */
  async run<T>(lane: Lane, attempt: () => Promise<T>, signal: AbortSignal): Promise<T> {
    try {
      return await this.#policies[lane].execute(attempt, signal)
    } catch (error) {
      signal.throwIfAborted()
      if (isBrokenCircuitError(error)) throw this.#last
      this.#last = error
      throw error
    }
  }

  #policy(lane: Lane): IPolicy {
    const again = retry(passing, { maxAttempts: attempts[lane], backoff: new ExponentialBackoff(backoff) })
    return wrap(again, this.#breaker)
  }
}
