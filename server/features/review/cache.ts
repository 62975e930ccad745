import type { Suspect } from './suspect.ts'

/** What a review of a unit found, before it is weighed and checked; offsets count from the unit's first line. */
export interface UnitResult {
  readonly suspects: readonly Suspect[]
  readonly candidatesScored: number
}

/** Results by a hash of all they depend on, so that an unchanged function costs nothing the next time. */
export interface ReviewCache {
  get(key: string): UnitResult | undefined
  set(key: string, result: UnitResult): void
}

/** Keeps the results that were used last. */
export class MemoryReviewCache implements ReviewCache {
  readonly #results = new Map<string, UnitResult>()
  readonly #capacity: number

  /** `capacity` in functions; a result takes some hundred bytes. */
  constructor(capacity = 2000) {
    this.#capacity = capacity
  }

  get(key: string): UnitResult | undefined {
    const result = this.#results.get(key)
    if (result !== undefined) this.set(key, result)
    return result
  }

  set(key: string, result: UnitResult): void {
    this.#results.delete(key)
    this.#results.set(key, result)
    for (const oldest of this.#results.keys()) {
      if (this.#results.size <= this.#capacity) return
      this.#results.delete(oldest)
    }
  }
}
