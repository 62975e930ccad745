import { Emitter } from 'vscode-languageserver'
import type { Finding } from '../protocol/finding.ts'
import type { FileFindings, FindingsChangedParams, FindingsResult } from '../protocol/reviewOverview.ts'
import type { Findings } from './findings.ts'
import type { ReviewActivity } from './reviewActivity.ts'

/** Findings come one by one and progress in between: so that an editor draws its list a few times a second, not a hundred. */
const settleMs = 100

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

  /** Fires with all that is known of a file some time after it changed. */
  readonly onChange = this.#changed.event

  constructor(sources: OverviewSources) {
    this.#sources = sources
    sources.findings.onChange((uri) => this.changed(uri))
    sources.activity.onChange((uri) => this.changed(uri))
  }

  all(): FindingsResult {
    const files = this.#sources.findings.reviewed().flatMap((uri) => this.#of(uri) ?? [])
    return { files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)) }
  }

  /** The document has changed, or what is known of it. */
  changed(uri: string): void {
    if (this.#waiting.has(uri)) return
    this.#waiting.set(
      uri,
      setTimeout(() => {
        this.#waiting.delete(uri)
        const file = this.#of(uri)
        if (file === undefined) this.#sources.activity.forget(uri)
        this.#changed.fire({ uri, ...(file === undefined ? {} : { file }) })
      }, settleMs),
    )
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
