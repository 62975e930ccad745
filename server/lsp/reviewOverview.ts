import { Emitter } from 'vscode-languageserver'
import type { Finding } from '../protocol/finding.ts'
import type { FileFindings, FindingsChangedParams, FindingsResult } from '../protocol/reviewOverview.ts'
import type { Findings } from './findings.ts'
import type { ReviewActivity } from './reviewActivity.ts'

/** Findings come one by one and progress in between: so that an editor draws its list a few times a second, not a hundred. */
const settleMs = 100
/** While someone types, places move with every key; a list beside the code need not. */
const typingMs = 500

export interface OverviewSources {
  readonly findings: Findings
  readonly activity: ReviewActivity
  readonly nameOf: (uri: string) => string
}

/** What is known of all reviewed files, for views that show them together. */
export class ReviewOverview {
  readonly #sources: OverviewSources
  readonly #changed = new Emitter<FindingsChangedParams>()
  readonly #waiting = new Map<string, NodeJS.Timeout>()
  /** What was told last, by URI. */
  readonly #told = new Map<string, string>()

  /** Fires with all that is known of a file some time after it changed. */
  readonly onChange = this.#changed.event

  constructor(sources: OverviewSources) {
    this.#sources = sources
    sources.findings.onChange((uri) => this.#tellSoon(uri, settleMs))
    sources.activity.onChange((uri) => this.#tellSoon(uri, settleMs))
  }

  all(): FindingsResult {
    const files = this.#sources.findings.reviewed().flatMap((uri) => this.#of(uri) ?? [])
    return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)) }
  }

  /** The document was edited, so that its findings may stand elsewhere. */
  edited(uri: string): void {
    this.#tellSoon(uri, typingMs)
  }

  #tellSoon(uri: string, afterMs: number): void {
    if (this.#waiting.has(uri)) return
    this.#waiting.set(
      uri,
      setTimeout(() => {
        this.#waiting.delete(uri)
        this.#tell(uri)
      }, afterMs),
    )
  }

  /** An edit below all findings changes nothing that there is to tell. */
  #tell(uri: string): void {
    const file = this.#of(uri)
    const text = JSON.stringify(file)
    if (this.#told.get(uri) === text) return
    if (file === undefined) {
      this.#told.delete(uri)
      this.#sources.activity.forget(uri)
    } else this.#told.set(uri, text)
    this.#changed.fire({ uri, ...(file === undefined ? {} : { file }) })
  }

  #of(uri: string): FileFindings | undefined {
    const { findings, activity, nameOf } = this.#sources
    if (!findings.has(uri)) return undefined
    const running = activity.running(uri)
    return {
      uri,
      path: nameOf(uri),
      findings: findings
        .of(uri)
        .map(({ finding }) => finding)
        .toSorted(byPlace),
      heldBack: findings.heldBackOf(uri).toSorted(byPlace),
      incomplete: activity.incomplete(uri),
      ...(running === undefined ? {} : { running }),
    }
  }
}

function byPlace({ range: { start: a } }: Finding, { range: { start: b } }: Finding): number {
  return a.line - b.line || a.character - b.character
}
