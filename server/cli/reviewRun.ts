import type { Loaded } from '../context/sourceFile.ts'
import { type ChangedText, changedText } from '../features/review/changes/changedText.ts'
import { reviewChanges } from '../features/review/changes/reviewChanges.ts'
import type { Identified } from '../features/review/identity.ts'
import type { ReportedFile } from '../features/review/rendering/reviewReport.ts'
import { type ReviewDeps, type ReviewEvent, reviewFile } from '../features/review/review.ts'
import { addStats, noStats } from '../features/review/stats.ts'
import type { Dismissal } from '../protocol/dismissal.ts'
import { isLatentError, LatentError } from '../protocol/errors.ts'
import type { Incomplete } from '../protocol/finding.ts'
import { unreachable } from '../protocol/unreachable.ts'
import { WithoutKnown } from './baseline.ts'
import type { Target } from './input/targets.ts'
import { type ExitCode, exitCode, type FailOn, fails } from './output/exitCode.ts'
import type { Progress } from './output/progress.ts'
import type { Report } from './output/report.ts'

export interface ReviewRunOptions {
  readonly precision: number
  readonly failOn: FailOn
  readonly dismissed: readonly Dismissal[]
  /** Findings that are known and not told again. */
  readonly baseline?: readonly Identified[]
}

/** Times are on the clock of `Surroundings.now`; without a budget the review takes as long as it takes. */
export interface ReviewTime {
  readonly startedMs: number
  readonly budgetMs?: number
}

interface Surroundings {
  readonly report: Report
  readonly progress: Progress
  readonly signal: AbortSignal
  now(): number
}

/** One review of many files: hands each to `reviewFile`, passes its events to the report, and keeps what the exit code follows from. */
export class ReviewRun {
  readonly #around: Surroundings
  readonly #options: ReviewRunOptions
  readonly #startedMs: number
  readonly #deadline: number | undefined
  #files = 0
  #failing = false
  #stoppedEarly = false
  #engineFailure: Incomplete | undefined
  #stats = noStats
  readonly #withoutKnown: WithoutKnown

  constructor(around: Surroundings, options: ReviewRunOptions, { startedMs, budgetMs }: ReviewTime) {
    this.#around = around
    this.#options = options
    this.#withoutKnown = new WithoutKnown(options.baseline ?? [])
    this.#startedMs = startedMs
    this.#deadline = budgetMs === undefined ? undefined : startedMs + budgetMs
  }

  async reviewAll(targets: readonly Target[], deps: ReviewDeps): Promise<void> {
    for (const [index, target] of targets.entries()) {
      const stop = this.#reasonToStop()
      if (stop !== undefined) this.#incomplete(target.path, { symbol: 'the file', reason: stop })
      else {
        this.#around.progress.file(target.path, index + 1, targets.length)
        await this.#reviewOne(target, deps)
      }
    }
  }

  /** The changed functions of all files, the riskiest first. A file that turns out to be equal counts for nothing. */
  async reviewChanges(targets: readonly Target[], deps: ReviewDeps): Promise<void> {
    const texts: (ChangedText & ReportedFile)[] = []
    for (const target of targets) {
      const loaded = await loadOrSkip(target)
      if (loaded.kind === 'skipped') this.#incomplete(target.path, loaded.part)
      else {
        const change = await target.change?.(loaded.source.text)
        if (change === undefined || change.hunks.length === 0) continue
        texts.push({ path: target.path, ...(await changedText(loaded.source, change, deps.parser)) })
      }
    }
    this.#files += texts.length
    const { precision, dismissed } = this.#options
    const ask = { precision, dismissed, order: 'risk', ...this.#budget() } as const
    let current: ReportedFile | undefined
    for await (const { text, event } of reviewChanges(texts, ask, deps, this.#around.signal)) {
      if (text !== current && event.kind === 'progress') {
        this.#around.progress.file(text.path, texts.indexOf(text) + 1, texts.length)
        current = text
      }
      this.#take(event, text)
    }
  }

  /** Why the review ended before its end, undefined while the engine works. */
  get engineFailure(): LatentError | undefined {
    if (this.#engineFailure === undefined) return undefined
    const { error, detail = 'it said nothing' } = this.#engineFailure
    return error === undefined ? LatentError.of('engineFailed', detail) : LatentError.revive(error)
  }

  /** Prints the sum and gives the exit code. */
  end(): ExitCode {
    this.#around.progress.clear()
    const stats = { ...this.#stats, files: this.#files, ms: Math.round(this.#around.now() - this.#startedMs) }
    const stoppedEarly = this.#stoppedEarly || this.#around.signal.aborted
    this.#around.report.end({ stats, stoppedEarly })
    if (this.#engineFailure !== undefined && !this.#around.signal.aborted) return exitCode.couldNotRun
    if (this.#around.signal.aborted) return exitCode.stoppedEarly
    // A hook has to stop a commit for what was found until the time was up, and may let it pass where nothing was.
    if (this.#failing) return exitCode.findings
    return stoppedEarly ? exitCode.stoppedEarly : exitCode.clean
  }

  async #reviewOne(target: Target, deps: ReviewDeps): Promise<void> {
    const loaded = await loadOrSkip(target)
    if (loaded.kind === 'skipped') return this.#incomplete(target.path, loaded.part)
    const { precision, dismissed } = this.#options
    const ask = { source: loaded.source, precision, dismissed, ...this.#budget() }
    this.#files++
    const file = { path: target.path, source: loaded.source }
    for await (const event of reviewFile(ask, deps, this.#around.signal)) this.#take(event, file)
  }

  /** What is left of the time. */
  #budget(): { readonly budgetMs?: number } {
    return this.#deadline === undefined ? {} : { budgetMs: this.#deadline - this.#around.now() }
  }

  #take(event: ReviewEvent, file: ReportedFile): void {
    for (const told of this.#withoutKnown.pass(event, file.source.path)) this.#pass(told, file)
  }

  #pass(event: ReviewEvent, file: ReportedFile): void {
    const { report, progress } = this.#around
    switch (event.kind) {
      case 'progress':
        progress.step(event.done, event.total, event.symbol)
        report.progress(file.path, event.done, event.total, event.symbol)
        break
      case 'finding':
        this.#failing ||= fails(event.finding, this.#options.failOn)
        progress.clear()
        report.finding(file, event.finding)
        break
      case 'heldBack':
        progress.clear()
        report.heldBack(file, event.finding)
        break
      case 'incomplete':
        this.#incomplete(file.path, event.part)
        break
      case 'end':
        this.#stats = addStats(this.#stats, event.stats)
        break
      default:
        unreachable(event)
    }
  }

  #incomplete(path: string, part: Incomplete): void {
    this.#stoppedEarly ||= part.reason === 'outOfBudget' || part.reason === 'cancelled'
    if (part.reason === 'engineFailed') this.#engineFailure ??= part
    this.#around.progress.clear()
    this.#around.report.incomplete(path, part)
  }

  #reasonToStop(): 'cancelled' | 'outOfBudget' | 'engineFailed' | undefined {
    if (this.#around.signal.aborted) return 'cancelled'
    if (this.#engineFailure !== undefined) return 'engineFailed'
    return this.#deadline !== undefined && this.#around.now() >= this.#deadline ? 'outOfBudget' : undefined
  }
}

/** A file that went away since it was listed is a part that was not reviewed, not the end of the run. */
async function loadOrSkip(target: Target): Promise<Loaded> {
  try {
    return await target.load()
  } catch (error) {
    if (!isLatentError(error)) throw error
    return { kind: 'skipped', part: { symbol: 'the file', reason: 'changedMeanwhile', detail: 'it cannot be read' } }
  }
}
