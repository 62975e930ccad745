import { Calibration, countOutcome, noOutcomes, type Outcome } from '../features/completion/calibration.ts'
import { curveOf } from '../features/completion/calibrations.ts'
import type { ReviewAnswers } from '../features/review/adaptation.ts'
import { reasonOf } from '../models/reason.ts'
import { isLatentError, userMessage } from '../protocol/errors.ts'
import type { Lane, LaneFigures } from '../protocol/figures.ts'
import type { CompletionCounts, Statistics } from '../protocol/statistics.ts'
import {
  addContents,
  answersOf,
  emptyContent,
  ofAnswers,
  ofCompletions,
  ofEngine,
  ofOutcomes,
  outcomesOf,
  recentDays,
  type StatisticsContent,
  toStatistics,
} from './statisticsContent.ts'
import type { StatisticsFile } from './statisticsFile.ts'

export interface StatisticsDeps {
  readonly file: Pick<StatisticsFile, 'read' | 'add' | 'reset'>
  /** The day where the user is, as `2026-11-24`. */
  readonly today: () => string
  readonly log: (line: string) => void
  /** Counts what has become due before the numbers are looked at. */
  readonly settle: () => void
}

/** Counts for good: what this server has added since its last write, and what the file held then. Nothing of it leaves the machine. */
export class UserStatistics {
  readonly #deps: StatisticsDeps
  readonly #calibrations = new Map<string, Calibration>()
  #stored: StatisticsContent
  #pending: StatisticsContent | undefined
  #last: Promise<void> = Promise.resolve()
  #told = false

  constructor(deps: StatisticsDeps) {
    this.#deps = deps
    this.#stored = emptyContent(deps.today())
  }

  completions(languageId: string, added: Partial<CompletionCounts>): void {
    this.#add(ofCompletions(this.#deps.today(), languageId, added))
  }

  engine(lane: Lane, added: LaneFigures): void {
    this.#add(ofEngine(this.#deps.today(), lane, added))
  }

  /** Learns from what became of a completion of the model with this calibration key. */
  learn(calibrationKey: string, outcome: Outcome): void {
    const counts = countOutcome(noOutcomes, outcome)
    if (counts === noOutcomes) return
    this.#add(ofOutcomes(this.#deps.today(), calibrationKey, counts))
    const known = this.#calibrations.get(calibrationKey)
    if (known !== undefined) this.#calibrations.set(calibrationKey, known.learned(outcome))
  }

  /** What the user made of a finding of a rule, with the model of this calibration key. */
  answered(calibrationKey: string, ruleId: string, answers: ReviewAnswers): void {
    this.#add(ofAnswers(this.#deps.today(), calibrationKey, ruleId, answers))
  }

  /** What the user made of findings of a rule so far. */
  answers(calibrationKey: string, ruleId: string): ReviewAnswers {
    return answersOf(this.#all(), calibrationKey, ruleId)
  }

  /** Of the model with this key, with all that was learned so far. */
  calibration(calibrationKey: string): Calibration {
    const known = this.#calibrations.get(calibrationKey)
    if (known !== undefined) return known
    const calibration = new Calibration(curveOf(calibrationKey), outcomesOf(this.#all(), calibrationKey))
    this.#calibrations.set(calibrationKey, calibration)
    return calibration
  }

  /** All that is counted, by other servers of the user, too, up to their last write. */
  async read(): Promise<Statistics> {
    const { file, today, settle } = this.#deps
    settle()
    await this.#orLog((pending) => (pending === undefined ? file.read() : file.add(pending)))
    return toStatistics(recentDays(this.#all(), today()))
  }

  /** Writes what has come; without any, the file is left alone. */
  async save(): Promise<void> {
    this.#deps.settle()
    await this.#orLog((pending) => (pending === undefined ? Promise.resolve(this.#stored) : this.#deps.file.add(pending)))
  }

  /** Forgets all that was counted and learned. Rejects where the file cannot be written. */
  async reset(): Promise<void> {
    await this.#update(() => this.#deps.file.reset())
  }

  #add(added: StatisticsContent): void {
    this.#pending = both(this.#pending, added)
  }

  #all(): StatisticsContent {
    return both(this.#pending, this.#stored)
  }

  /** Nobody waits for the file: the numbers stay in memory, and the log says once what hinders them. */
  async #orLog(update: Update): Promise<void> {
    try {
      await this.#update(update)
    } catch (error) {
      if (!this.#told)
        this.#deps.log(isLatentError(error) ? userMessage(error, 'en') : `The statistics cannot be read: ${reasonOf(error)}.`)
      this.#told = true
    }
  }

  /** One at a time. What could not be written waits for the next time. */
  #update(update: Update): Promise<void> {
    const updated = this.#last.then(async () => {
      const pending = this.#pending
      this.#pending = undefined
      try {
        this.#stored = await update(pending)
        this.#calibrations.clear()
      } catch (error) {
        if (pending !== undefined) this.#pending = both(this.#pending, pending)
        throw error
      }
    })
    this.#last = updated.catch(() => {})
    return updated
  }
}

/** From what came since the last time to all that is stored then. */
type Update = (pending: StatisticsContent | undefined) => Promise<StatisticsContent>

function both(a: StatisticsContent | undefined, b: StatisticsContent): StatisticsContent {
  return a === undefined ? b : addContents(a, b)
}
