/** What became of a completion that was shown. `partly`: some words of it were taken; `typedAlong`: it was typed instead of taken. */
export type Outcome = 'accepted' | 'partly' | 'typedAlong' | 'rejected' | 'ignored'

/** How each outcome changes the delay; what was gone before it could be read tells nothing. (Accepted and rejected: the numbers of Copilot's extension.) */
const factors: Readonly<Record<Outcome, number>> = { accepted: 0.8, partly: 0.9, typedAlong: 0.9, ignored: 1, rejected: 1.5 }
const mostOutcomes = 10
const longestMemoryMs = 600_000
/** An outcome counts half as much after so long. */
const halfLifeMs = 180_000
/** With this, one rejection delays the next completion by 80 ms, three in a row by about 380 ms. */
const unitMs = 160
const longestDelayMs = 1500

interface Past {
  readonly kind: Outcome
  readonly at: number
}

/**
 * How long a completion waits before it is shown, by what became of the last ones: who sends them away is not to be interrupted. Only
 * showing waits, never computing, and nothing that the user types along.
 */
export class ShowDelay {
  #past: readonly Past[] = []

  /** `now` in milliseconds of a clock that does not go back. */
  outcome(kind: Outcome, now: number): void {
    this.#past = [...this.#past, { kind, at: now }].slice(-mostOutcomes)
  }

  /**
   * 0 to begin with and right after a completion was taken, 1500 at most. `confidence`, from 0 to 1, is how likely the completion is right:
   * 0.5 changes nothing, a sure one waits less, a doubtful one up to twice as long.
   */
  delayMs(now: number, confidence = 0.5): number {
    const last = this.#past.at(-1)
    if (last?.kind === 'accepted' || last?.kind === 'partly') return 0
    const recent = this.#past.filter(({ at }) => now - at <= longestMemoryMs)
    const factor = recent.reduce((product, { kind, at }) => product * factors[kind] ** (0.5 ** ((now - at) / halfLifeMs)), 1)
    const doubt = 2 - 2 * Math.min(1, Math.max(0, confidence))
    return Math.round(Math.min(longestDelayMs, Math.max(0, factor - 1) * unitMs * doubt))
  }
}
