import { isLatentError, knownError, type LatentErrorData, userMessage } from '../../protocol/errors.ts'
import type { Incomplete } from '../../protocol/finding.ts'

/** Why a review ends before its end. */
export type Stop = Pick<Incomplete, 'detail' | 'error'> & { readonly reason: 'cancelled' | 'outOfBudget' | 'engineFailed' }

/** Knows whether a review may go on; once it may not, it never may again. */
export class Watch {
  readonly #now: () => number
  readonly #signal: AbortSignal
  readonly #startedMs: number
  readonly #deadlineMs: number
  #failure: Stop | undefined

  constructor(now: () => number, signal: AbortSignal, budgetMs: number | undefined) {
    this.#now = now
    this.#signal = signal
    this.#startedMs = now()
    this.#deadlineMs = this.#startedMs + (budgetMs ?? Number.POSITIVE_INFINITY)
  }

  get elapsedMs(): number {
    return this.#now() - this.#startedMs
  }

  /** To be asked after every request to the engine. */
  get stop(): Stop | undefined {
    if (this.#signal.aborted) return { reason: 'cancelled' }
    if (this.#failure !== undefined) return this.#failure
    return this.#now() >= this.#deadlineMs ? { reason: 'outOfBudget' } : undefined
  }

  /** An engine that failed once is not asked again for the rest of this review. */
  fail(error: unknown): void {
    this.#failure = { reason: 'engineFailed', detail: userMessage(error, 'en'), error: dataOf(error) }
  }
}

/** Why a part of a review was left when the engine failed; a prompt that is too long ends only that part. */
export function reasonFor(
  error: unknown,
  watch: Watch,
  signal: AbortSignal,
): Pick<Incomplete, 'reason' | 'detail' | 'error'> | undefined {
  // Whatever the engine says of a request that was called off, it was called off.
  if (!signal.aborted && isLatentError(error) && error.code === 'promptTooLong')
    return { reason: 'tooLong', detail: error.message, error: dataOf(error) }
  watch.fail(error)
  return watch.stop
}

function dataOf(error: unknown): LatentErrorData {
  const { code, parts } = knownError(error)
  return { code, parts }
}
