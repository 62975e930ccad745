import { type Lane, type LaneFigures, lanes, type RequestFigures, type Stats } from '../protocol/figures.ts'
import { addLaneFigures, byLane, noLaneFigures } from '../protocol/statistics.ts'

/** Totals since the server started. They stay in this process until a client asks. */
export class StatsCounter {
  readonly #lanes = new Map<Lane, LaneFigures>(lanes.map((lane) => [lane, noLaneFigures]))
  readonly #onAdded: (lane: Lane, added: LaneFigures) => void
  #lastMs: number | undefined

  /** `onAdded` hears of each request what it adds to the totals. */
  constructor(onAdded: (lane: Lane, added: LaneFigures) => void = () => {}) {
    this.#onAdded = onAdded
  }

  /** Wall time of the last completion. */
  get lastMs(): number | undefined {
    return this.#lastMs
  }

  engineAnswered(lane: Lane, figures: RequestFigures, outcome: 'done' | 'cancelled' | 'failed'): void {
    this.#add(lane, { ...noLaneFigures, ...figures, requests: 1, cancelled: outcome === 'cancelled' ? 1 : 0 })
  }

  answeredWithoutEngine(lane: Lane): void {
    this.#add(lane, { ...noLaneFigures, requests: 1, answeredWithoutEngine: 1 })
  }

  completed(ms: number): void {
    this.#lastMs = ms
  }

  totals(completions: Stats['completions']): Stats {
    return {
      lanes: byLane((lane) => this.#lanes.get(lane) ?? noLaneFigures),
      completions,
      ...(this.#lastMs === undefined ? {} : { lastMs: this.#lastMs }),
    }
  }

  #add(lane: Lane, added: LaneFigures): void {
    this.#lanes.set(lane, addLaneFigures(this.#lanes.get(lane) ?? noLaneFigures, added))
    this.#onAdded(lane, added)
  }
}
