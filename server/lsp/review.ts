import type { SourceText } from '../context/source.ts'
import { loadFile } from '../context/sourceFile.ts'
import { earlierReason } from '../features/review/changes/earlierFindings.ts'
import type { ReviewAsk, ReviewDeps, ReviewEvent } from '../features/review/review.ts'
import { noStats } from '../features/review/stats.ts'
import { LatentError } from '../protocol/errors.ts'
import type { Finding, HeldBack, Incomplete } from '../protocol/finding.ts'
import type { ReviewParams, ReviewResult } from '../protocol/requests.ts'
import { unreachable } from '../protocol/unreachable.ts'
import type { Dismissals } from './dismissals.ts'
import type { Documents } from './documents.ts'
import type { EngineHost } from './engineHost.ts'
import type { FindingLife } from './findingLife.ts'
import type { Findings } from './findings.ts'
import type { Progress } from './progress.ts'
import type { ReviewActivity, RunningActivity } from './reviewActivity.ts'
import { notReviewable, requireWholeFile } from './reviewable.ts'
import { eventsOf, type ReviewedPart, reviewedPart } from './reviewedPart.ts'
import type { ReviewSession } from './reviewSession.ts'
import type { ReviewTools } from './reviewTools.ts'
import type { SettingsStore } from './settings.ts'
import type { Status } from './status.ts'
import type { Trust } from './trust.ts'
import { filePath, type WorkspaceFolders } from './workspaceFolders.ts'

export interface ReviewsDeps {
  readonly documents: Documents
  readonly findings: Findings
  readonly life: Pick<FindingLife, 'known' | 'answers'>
  readonly activity: ReviewActivity
  readonly settings: SettingsStore
  readonly folders: WorkspaceFolders
  readonly trust: Trust
  readonly status: Status
  readonly dismissals: Dismissals
  readonly engine: EngineHost
  readonly tools: ReviewTools
}

/** Where a review tells what happens. `part` gets what is found as soon as it is. */
export interface ReviewListener {
  begin(title: string, cancel: () => void): Promise<Progress> | Progress
  part(found: Partial<Pick<ReviewResult, 'findings' | 'heldBack' | 'incomplete'>>): void
}

interface Running {
  readonly controller: AbortController
  readonly done: Promise<unknown>
}

/** Reviews of open documents: one a document at a time, a newer one ends the older. */
export class Reviews {
  readonly #deps: ReviewsDeps
  readonly #running = new Map<string, Running>()

  constructor(deps: ReviewsDeps) {
    this.#deps = deps
  }

  /** A cancelled review gives what it had found. Rejects with untrusted, notReviewable, gitUnavailable or the engine's error. */
  async review(params: ReviewParams, listener: ReviewListener, signal: AbortSignal): Promise<ReviewResult> {
    const { documents } = this.#deps
    const { uri } = params.textDocument
    return await this.#oneByOne(uri, signal, (both, cancel) => {
      const document = documents.get(uri)
      if (document === undefined) throw LatentError.of('notReviewable', filePath(uri) ?? uri, 'it is not open')
      return this.#reviewSource(documents.source(document), params, listener, cancel, both)
    })
  }

  /** Reviews a whole file, open or not. Rejects also with fileMissing. */
  async reviewFile(uri: string, listener: ReviewListener, signal: AbortSignal): Promise<ReviewResult> {
    const { documents, folders } = this.#deps
    return await this.#oneByOne(uri, signal, async (both, cancel) => {
      const params: ReviewParams = { textDocument: { uri }, scope: 'file' }
      const document = documents.get(uri)
      if (document !== undefined) return await this.#reviewSource(documents.source(document), params, listener, cancel, both)
      const loaded = await loadFile(filePath(uri) ?? uri, folders.nameOf(uri))
      if (loaded.kind === 'skipped') return this.#refuse(uri, loaded.part)
      return await this.#reviewSource(loaded.source, params, listener, cancel, both)
    })
  }

  /** One review of a document at a time; a newer one ends the older. */
  async #oneByOne(
    uri: string,
    signal: AbortSignal,
    work: (signal: AbortSignal, cancel: () => void) => Promise<ReviewResult>,
  ): Promise<ReviewResult> {
    this.#deps.trust.require('Review')
    requireWholeFile(uri)
    const controller = new AbortController()
    const older = this.#running.get(uri)
    older?.controller.abort()
    const both = AbortSignal.any([signal, controller.signal])
    const done = (older?.done ?? Promise.resolve()).then(() => work(both, () => controller.abort()))
    // Whoever waits for this one to end does not care how it ended.
    const running = { controller, done: done.catch(() => {}) }
    this.#running.set(uri, running)
    try {
      return await done
    } finally {
      if (this.#running.get(uri) === running) this.#running.delete(uri)
    }
  }

  /** Ends the review of a document, if there is one. */
  cancel(uri: string): void {
    this.#running.get(uri)?.controller.abort()
  }

  async #reviewSource(
    source: SourceText,
    params: ReviewParams,
    listener: ReviewListener,
    cancel: () => void,
    signal: AbortSignal,
  ): Promise<ReviewResult> {
    const { findings, life, activity, status } = this.#deps
    const { uri } = params.textDocument
    const refused = notReviewable(source)
    if (refused !== undefined) {
      findings.begin(uri, source, undefined).end([])
      return this.#refuse(uri, refused)
    }
    const progress = await listener.begin(`Reviewing ${source.path.split('/').at(-1)}`, cancel)
    try {
      const part = await reviewedPart(params, source, this.#deps.tools.parser)
      const ask = await this.#ask(uri, source)
      const session = findings.begin(uri, source, part.lines, await life.known.of(uri))
      const tools = await this.#tools(uri)
      const running = activity.begin(uri, source)
      const collector = new Collector(session, listener, progress, running)
      return await status.during(() => this.#run(part, ask, tools, collector, signal))
    } finally {
      progress.end()
    }
  }

  #refuse(uri: string, part: Incomplete): ReviewResult {
    this.#deps.activity.refused(uri, part)
    return { findings: [], heldBack: [], incomplete: [part], stats: noStats }
  }

  async #ask(uri: string, source: SourceText): Promise<ReviewAsk> {
    const { settings, dismissals, folders } = this.#deps
    return {
      source,
      precision: (await settings.of(uri))['review.precision'],
      dismissed: await dismissals.of(folders.folderOf(uri)),
    }
  }

  async #tools(uri: string): Promise<() => Promise<Omit<ReviewDeps, 'engine'>>> {
    const { tools, folders, settings } = this.#deps
    const { 'review.rules': rules } = await settings.of(uri)
    return () => tools.of(folders.folderOf(uri), rules)
  }

  async #run(
    part: ReviewedPart,
    ask: ReviewAsk,
    tools: () => Promise<Omit<ReviewDeps, 'engine'>>,
    collector: Collector,
    signal: AbortSignal,
  ): Promise<ReviewResult> {
    const { engine, life } = this.#deps
    const ownCalibration = (key: string) => this.#deps.tools.ownCalibration(key, engine.modelPath)
    const answers = life.answers.of.bind(life.answers)
    try {
      engine.retry()
      const [features] = await Promise.all([tools(), engine.ready(signal)])
      for await (const event of eventsOf(part, ask, { ...features, engine, answers, ownCalibration }, signal))
        collector.take(event)
    } catch (error) {
      if (!signal.aborted) {
        collector.fail()
        throw error
      }
      collector.cancelled()
    }
    return collector.end()
  }
}

/** Takes the events of one review: into the findings, to the listener, and into the result. */
class Collector {
  readonly #session: ReviewSession
  readonly #listener: ReviewListener
  readonly #progress: Progress
  readonly #activity: RunningActivity
  readonly #findings: Finding[] = []
  readonly #heldBack: HeldBack[] = []
  readonly #incomplete: Incomplete[] = []
  #stats = noStats

  constructor(session: ReviewSession, listener: ReviewListener, progress: Progress, activity: RunningActivity) {
    this.#session = session
    this.#listener = listener
    this.#progress = progress
    this.#activity = activity
  }

  take(event: ReviewEvent): void {
    this.#activity.take(event)
    switch (event.kind) {
      case 'progress':
        this.#progress.report(event.total === 0 ? 0 : (100 * event.done) / event.total, event.symbol)
        break
      case 'finding': {
        const finding = this.#session.add(event.finding)
        this.#findings.push(finding)
        this.#listener.part({ findings: [finding] })
        break
      }
      case 'heldBack': {
        const isOlder = event.finding.reason === earlierReason
        const held = isOlder ? this.#session.holdOlder(event.finding) : this.#session.hold(event.finding)
        this.#heldBack.push(held)
        this.#listener.part({ heldBack: [held] })
        break
      }
      case 'incomplete':
        this.#incomplete.push(event.part)
        this.#listener.part({ incomplete: [event.part] })
        break
      case 'end':
        this.#stats = event.stats
        break
      default:
        unreachable(event)
    }
  }

  /** Stopped before the first event, or at a place where no event could say so. */
  cancelled(): void {
    if (this.#incomplete.length === 0) this.take({ kind: 'incomplete', part: { symbol: 'the file', reason: 'cancelled' } })
  }

  /** Nothing is known of what was not reached: earlier findings stay. */
  fail(): void {
    this.#session.abandon()
    this.#activity.fail()
  }

  end(): ReviewResult {
    this.#session.end(this.#incomplete)
    this.#activity.end()
    return { findings: this.#findings, heldBack: this.#heldBack, incomplete: this.#incomplete, stats: this.#stats }
  }
}
