import { Occurrences } from '../fingerprint.ts'
import { Meter } from '../meter.ts'
import { type ReviewAsk, type ReviewDeps, type ReviewEvent, reviewFile } from '../review.ts'
import { addStats, noStats } from '../stats.ts'
import { reasonFor, type Stop, Watch } from '../watch.ts'
import type { ChangedText } from './changedText.ts'
import { EarlierFindings, earlierReason } from './earlierFindings.ts'
import { type Job, jobsOf, type Rate, riskiestFirst } from './order.ts'
import { riskOf } from './risk.ts'

/** Share of the budget after which nothing more is measured for the order. */
const orderingShare = 0.15

export interface ChangesAsk extends Pick<ReviewAsk, 'precision' | 'dismissed' | 'budgetMs'> {
  /** In which order the functions are reviewed: as they stand, or by their risk, which costs a short prompt for each hunk. */
  readonly order: 'text' | 'risk'
}

/** What happened, and in which of the texts. A text's `end` comes after its last function. */
export interface ChangesEvent<T extends ChangedText> {
  readonly text: T
  readonly event: ReviewEvent
}

/**
 * Reviews the changed functions of several texts. Only what is new is found: a finding touches a changed line, and the text before the change
 * did not have it there; else it is held back. Whatever stops the review, it gives what was found until then and names the functions that it
 * did not reach.
 */
export async function* reviewChanges<T extends ChangedText>(
  texts: readonly T[],
  ask: ChangesAsk,
  deps: ReviewDeps,
  signal: AbortSignal,
): AsyncGenerator<ChangesEvent<T>> {
  const run = new ChangesRun(ask, deps, signal)
  for (const text of texts) {
    if (text.generated === undefined) continue
    yield { text, event: { kind: 'incomplete', part: { symbol: 'the file', reason: 'generated', detail: text.generated } } }
  }
  const jobs = await run.ordered(jobsOf(texts))
  for (const [index, job] of jobs.entries()) {
    const { text, piece } = job
    yield { text, event: { kind: 'progress', done: index, total: jobs.length, symbol: piece.name } }
    for await (const event of run.review(job)) yield { text, event }
    const isLast = index === jobs.length - 1
    if (isLast) yield { text, event: { kind: 'progress', done: jobs.length, total: jobs.length, symbol: '' } }
    const isLastOfText = !jobs.slice(index + 1).some((later) => later.text === text)
    if (isLastOfText) yield { text, event: run.end(text, isLast) }
  }
}

/** What the functions of one review of changes share. */
class ChangesRun {
  readonly #ask: ChangesAsk
  readonly #deps: ReviewDeps
  readonly #signal: AbortSignal
  readonly #watch: Watch
  /** Counts what ordering and the reviews of old texts cost. */
  readonly #meter = new Meter()
  readonly #texts = new Map<ChangedText, TextRun>()
  #failed: Stop | undefined

  constructor(ask: ChangesAsk, deps: ReviewDeps, signal: AbortSignal) {
    this.#ask = ask
    this.#deps = deps
    this.#signal = signal
    this.#watch = new Watch(deps.now, signal, ask.budgetMs)
  }

  async ordered<T extends ChangedText>(jobs: readonly Job<T>[]): Promise<readonly Job<T>[]> {
    const { now, engine } = this.#deps
    const scoring = this.#meter.measured(engine)
    if (this.#ask.order === 'text' || scoring === undefined) return jobs
    const { budgetMs } = this.#ask
    const watch = new Watch(now, this.#signal, budgetMs === undefined ? undefined : budgetMs * orderingShare)
    const rate: Rate = async (replacement) => {
      if (watch.stop !== undefined) return undefined
      try {
        return await riskOf(replacement, scoring, this.#signal)
      } catch (error) {
        // What the order lacks then, the review itself will tell: it asks the same engine.
        reasonFor(error, watch, this.#signal)
        return undefined
      }
    }
    return await riskiestFirst(jobs, rate)
  }

  async *review({ text, piece }: Job): AsyncGenerator<ReviewEvent> {
    const stop = this.#failed ?? this.#watch.stop
    if (stop !== undefined) {
      yield { kind: 'incomplete', part: { ...stop, symbol: piece.name } }
      return
    }
    const state = this.#stateOf(text)
    const { precision, dismissed } = this.#ask
    const { source, lines } = text
    const ask = { source, lines, within: piece.span, occurrences: state.occurrences, precision, dismissed, ...this.#budget() }
    for await (const event of reviewFile(ask, this.#deps, this.#signal)) {
      switch (event.kind) {
        case 'progress':
          break
        case 'finding': {
          const { finding } = event
          const isOld = await state.earlier.has(finding)
          yield isOld ? { kind: 'heldBack', finding: { ...finding, reason: earlierReason } } : event
          break
        }
        case 'incomplete':
          // An engine that failed once is not asked again.
          if (event.part.reason === 'engineFailed') this.#failed = { ...event.part, reason: 'engineFailed' }
          yield event
          break
        case 'end':
          state.stats = addStats(state.stats, event.stats)
          break
        default:
          yield event
      }
    }
  }

  /** `isLast`: of all; it carries what was spent beside the functions themselves. */
  end(text: ChangedText, isLast: boolean): ReviewEvent {
    const { stats } = this.#stateOf(text)
    return { kind: 'end', stats: isLast ? addStats(stats, { ...noStats, ...this.#meter.total }) : stats }
  }

  #stateOf(text: ChangedText): TextRun {
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    const engine = this.#meter.measured(this.#deps.engine) ?? this.#deps.engine
    const ask = { precision: this.#ask.precision, timeLeftMs: () => this.#budget().budgetMs }
    const state: TextRun = {
      occurrences: new Occurrences(),
      earlier: new EarlierFindings(text, ask, { ...this.#deps, engine }, this.#signal),
      stats: noStats,
    }
    this.#texts.set(text, state)
    return state
  }

  #budget(): { readonly budgetMs?: number } {
    const { budgetMs } = this.#ask
    return budgetMs === undefined ? {} : { budgetMs: budgetMs - this.#watch.elapsedMs }
  }
}

interface TextRun {
  readonly occurrences: Occurrences
  readonly earlier: EarlierFindings
  stats: typeof noStats
}
