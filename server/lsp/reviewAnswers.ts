import { type Answer, noAnswers, type ReviewAnswers } from '../features/review/adaptation.ts'
import type { EngineHost } from './engineHost.ts'
import type { Findings } from './findings.ts'
import type { UserStatistics } from './statistics.ts'

export interface ReviewAnswersDeps {
  readonly findings: Pick<Findings, 'reviewed' | 'mended'>
  readonly statistics: Pick<UserStatistics, 'answered' | 'answers'>
  readonly engine: Pick<EngineHost, 'state'>
  /** Milliseconds since some fixed moment. */
  readonly now: () => number
}

/** A mend that is taken back sooner was only tried. */
const keptAfterMs = 30_000

/** What the user makes of findings, counted by model and rule. A fix that stands for half a minute is an acceptance, whoever wrote it. */
export class ReviewAnswerCount {
  readonly #deps: ReviewAnswersDeps
  readonly #mendedSince = new Map<string, number>()
  readonly #counted = new Set<string>()

  constructor(deps: ReviewAnswersDeps) {
    this.#deps = deps
  }

  /** `by` is -1 where an answer is taken back. */
  answered(ruleId: string, answer: Answer, by: 1 | -1 = 1): void {
    const { engine, statistics } = this.#deps
    if (engine.state.kind !== 'ready') return
    statistics.answered(engine.state.info.calibrationKey, ruleId, { ...noAnswers, [answer]: by })
  }

  of(calibrationKey: string, ruleId: string): ReviewAnswers {
    return this.#deps.statistics.answers(calibrationKey, ruleId)
  }

  /** Looks for mends that have come or gone; to be called every now and then. */
  settle(): void {
    const now = this.#deps.now()
    const standing = new Set<string>()
    for (const uri of this.#deps.findings.reviewed()) {
      for (const { id, ruleId } of this.#deps.findings.mended(uri)) {
        const key = `${uri} ${id}`
        standing.add(key)
        const since = this.#mendedSince.get(key) ?? now
        this.#mendedSince.set(key, since)
        if (now - since < keptAfterMs || this.#counted.has(key)) continue
        this.#counted.add(key)
        this.answered(ruleId, 'accepted')
      }
    }
    for (const key of this.#mendedSince.keys()) if (!standing.has(key)) this.#mendedSince.delete(key)
  }
}
