/** Draft tokens worth checking in one batch; each with the token before them. */
const draftSizes = [7, 15, 31]
/** What checking must gain at least, as a ratio, to be worth the uncertainty. */
const worthwhile = 1.1
/** Weight of the newest measurement. */
const freshness = 0.2

/** How drafts after a match of at least `from` tokens came true. */
interface Experience {
  readonly from: number
  readonly sure: boolean
  hits: number
  tries: number
}

/**
 * Time of one batch beside that of a single token, before it is measured. On a processor a batch costs much from its second token on
 * (measured on two cores with Q4_K weights: 18 ms for one token, about 40 + 5 for each in a batch), on a GPU next to nothing.
 */
const firstGuess = {
  processor: (tokens: number) => (tokens === 1 ? 1 : 2.2 + 0.3 * tokens),
  accelerator: (tokens: number) => (tokens === 1 ? 1 : 1.1 + 0.02 * tokens),
}

/**
 * Decides how many draft tokens to check at once, from how often drafts came true and what batches cost on this machine. Learns for as
 * long as the engine runs; what is written does not depend on it.
 */
export class DraftPlan {
  readonly #costs: Map<number, number>
  /** Hits and tries by length of match, apart for tokens that the model was sure of lately; some imagined ones to begin with. */
  readonly #record: readonly Experience[] = [
    { from: 1, sure: false, hits: 7, tries: 10 },
    { from: 1, sure: true, hits: 18, tries: 20 },
    { from: 6, sure: false, hits: 16, tries: 20 },
    { from: 6, sure: true, hits: 38, tries: 40 },
    { from: 12, sure: false, hits: 18, tries: 20 },
    { from: 12, sure: true, hits: 58, tries: 60 },
    { from: 24, sure: false, hits: 28, tries: 30 },
    { from: 24, sure: true, hits: 78, tries: 80 },
  ]

  /** Milliseconds of a single token. */
  #unit: number | undefined

  constructor(device: keyof typeof firstGuess) {
    const sizes = [1, ...draftSizes.map((size) => size + 1)]
    this.#costs = new Map(sizes.map((size) => [size, firstGuess[device](size)]))
  }

  /** The longest draft that any plan asks for. */
  get longest(): number {
    return draftSizes.at(-1) as number
  }

  /**
   * How many of `available` draft tokens to check in the next batch; 0 where writing on without them is quicker. `sure`: the model found
   * each of the last tokens very likely, as it does when it copies.
   */
  length(available: number, matched: number, sure: boolean): number {
    const { hits, tries } = this.#recordOf(matched, sure)
    const chance = hits / tries
    const single = this.#costs.get(1) as number
    let best = { length: 0, gain: worthwhile }
    for (const size of draftSizes) {
      const length = Math.min(size, available)
      // The batch always gives one token more than the drafts that came true: 1 + p + p² + …
      const tokens = (1 - chance ** (length + 1)) / (1 - chance)
      const gain = (tokens * single) / (this.#costs.get(size + 1) as number)
      if (gain > best.gain) best = { length, gain }
      if (available <= size) break
    }
    return best.length
  }

  /** A batch was evaluated: `drafted` tokens beside the one before them, of which `accepted` came true. */
  learn(drafted: number, accepted: number, matched: number, sure: boolean, ms: number): void {
    const size = drafted === 0 ? 1 : (draftSizes.find((each) => drafted <= each) ?? this.longest) + 1
    const before = this.#costs.get(size) as number
    const unit = this.#unit ?? ms / before
    this.#unit = drafted === 0 ? unit + freshness * (ms - unit) : unit
    if (drafted > 0) this.#costs.set(size, before + freshness * (ms / this.#unit - before))
    if (drafted === 0) return
    const record = this.#recordOf(matched, sure)
    record.hits += accepted
    // A draft that failed says that one token was wrong, and nothing of those after it.
    record.tries += accepted < drafted ? accepted + 1 : accepted
  }

  #recordOf(matched: number, sure: boolean): Experience {
    const alike = this.#record.filter((each) => each.sure === sure)
    return alike.findLast(({ from }) => matched >= from) ?? (alike[0] as Experience)
  }
}
