/** A server that ran this long before it stopped counts as healthy again. */
const healthyAfterMs = 60_000
const firstDelayMs = 500
const longestDelayMs = 30_000
const crashesInARow = 6

/** Decides when a crashed server is started again: later each time, and not at all after six crashes within a short time. */
export class RestartPolicy {
  #crashes = 0
  #startedAt: number

  constructor(now: number) {
    this.#startedAt = now
  }

  started(now: number): void {
    this.#startedAt = now
  }

  /** Milliseconds to wait before the next start; `undefined` when the server should stay down until the user asks. */
  afterCrash(now: number): number | undefined {
    if (now - this.#startedAt > healthyAfterMs) this.#crashes = 0
    this.#crashes += 1
    if (this.#crashes >= crashesInARow) return undefined
    return Math.min(firstDelayMs * 2 ** (this.#crashes - 1), longestDelayMs)
  }
}
