import {
  addFigures,
  type Lane,
  type LaneFigures,
  lanes,
  noFigures,
  type RequestFigures,
  type Stats,
} from '../protocol/figures.ts'

const noLaneFigures: LaneFigures = { ...noFigures, requests: 0, answeredWithoutEngine: 0, cancelled: 0 }

/** Totals since the server started. They stay in this process until a client asks. */
export class StatsCounter {
  readonly #lanes = new Map<Lane, LaneFigures>(lanes.map((lane) => [lane, noLaneFigures]))
  #lastMs: number | undefined

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
      lanes: Object.fromEntries(this.#lanes) as Record<Lane, LaneFigures>,
      completions,
      ...(this.#lastMs === undefined ? {} : { lastMs: this.#lastMs }),
    }
  }

  #add(lane: Lane, added: LaneFigures): void {
    const before = this.#lanes.get(lane) ?? noLaneFigures
    this.#lanes.set(lane, {
      ...addFigures(before, added),
      requests: before.requests + added.requests,
      answeredWithoutEngine: before.answeredWithoutEngine + added.answeredWithoutEngine,
      cancelled: before.cancelled + added.cancelled,
    })
  }
}
