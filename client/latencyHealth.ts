import type { LastCompletion, StatusParams } from '../server/protocol/requests.ts'

/** Completions that are looked at together: fewer would call a single slow one a habit. */
const windowSize = 10
/** Mean wall time above which ghost text comes too late to be of use. */
const slowMs = 5_000

/** Judges from the engine's states whether completions are too slow on this machine. */
export class LatencyHealth {
  #times: number[] = []
  #last: LastCompletion | undefined
  #warm = false

  /** Takes in a status; true when the last ten completions that the engine worked for took more than 5 s on average. */
  isSlow(status: StatusParams): boolean {
    if (status.state !== 'ready' && status.state !== 'busy') this.#warm = false
    if (status.unloaded) this.#warm = false
    const last = status.lastCompletion
    // A status tells the last completion again with every change of state.
    if (last?.ms === undefined || JSON.stringify(last) === JSON.stringify(this.#last)) return false
    this.#last = last
    // The first one after a start waits for the model to be loaded.
    if (this.#warm) this.#times = [...this.#times, last.ms].slice(-windowSize)
    this.#warm = true
    return this.#times.length === windowSize && mean(this.#times) > slowMs
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
