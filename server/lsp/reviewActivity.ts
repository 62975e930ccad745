import { Emitter } from 'vscode-languageserver'
import { codeUnits } from '../context/functions.ts'
import type { SyntaxParser } from '../context/parser.ts'
import type { SourceText } from '../context/source.ts'
import { textHash } from '../features/review/fingerprint.ts'
import type { ReviewEvent } from '../features/review/review.ts'
import type { Incomplete } from '../protocol/finding.ts'
import type { ReviewStats } from '../protocol/requests.ts'
import type { ReviewedFunction, RunningReview } from '../protocol/reviewOverview.ts'

type ReviewedRange = Pick<ReviewedFunction, 'name' | 'range'>

interface FileActivity {
  running?: RunningReview
  incomplete: readonly Incomplete[]
  stats?: ReviewStats
  /** Names and text hashes of functions, so that a function that changed no longer counts as reviewed, and one that moved still does. */
  reviewed: ReadonlySet<string>
}

/** What reviews are doing, and what the last one of each file looked at. */
export class ReviewActivity {
  readonly #parser: () => Promise<SyntaxParser>
  readonly #files = new Map<string, FileActivity>()
  readonly #changed = new Emitter<string>()

  /** Fires with a document's URI when there is something new to tell of its review. */
  readonly onChange = this.#changed.event

  constructor(parser: () => Promise<SyntaxParser>) {
    this.#parser = parser
  }

  running(uri: string): RunningReview | undefined {
    return this.#files.get(uri)?.running
  }

  incomplete(uri: string): readonly Incomplete[] {
    return this.#files.get(uri)?.incomplete ?? []
  }

  stats(uri: string): ReviewStats | undefined {
    return this.#files.get(uri)?.stats
  }

  /** A review of the document begins on this text. */
  begin(uri: string, source: SourceText): RunningActivity {
    const file: FileActivity = this.#files.get(uri) ?? { incomplete: [], reviewed: new Set() }
    this.#files.set(uri, file)
    file.incomplete = []
    file.running = { symbol: '', done: 0, total: 0 }
    this.#changed.fire(uri)
    const seen = new Set<string>()
    const stopped = () => {
      delete file.running
      this.#changed.fire(uri)
    }
    return {
      take: (event) => {
        if (event.kind === 'progress') {
          if (event.symbol !== '') seen.add(event.symbol)
          file.running = { symbol: event.symbol, done: event.done, total: event.total }
        } else if (event.kind === 'incomplete') file.incomplete = [...file.incomplete, event.part]
        else if (event.kind === 'end') file.stats = event.stats
        else return
        this.#changed.fire(uri)
      },
      end: () => {
        stopped()
        const left = new Set(file.incomplete.map(({ symbol }) => symbol))
        const names = [...seen].filter((name) => !left.has(name))
        this.#remember(uri, file, source, new Set(names)).catch(() => {
          // Without it nothing is said above functions; the findings are there all the same.
        })
      },
      fail: stopped,
    }
  }

  /** The text was not even given to a review. */
  refused(uri: string, part: Incomplete): void {
    this.#files.set(uri, { incomplete: [part], reviewed: new Set() })
    this.#changed.fire(uri)
  }

  forget(uri: string): void {
    this.#files.delete(uri)
  }

  /** The functions of a text that were reviewed as they stand there. */
  async reviewedFunctions(uri: string, source: SourceText): Promise<readonly ReviewedRange[]> {
    const reviewed = this.#files.get(uri)?.reviewed
    if (reviewed === undefined || reviewed.size === 0) return []
    const functions = await this.#functionsOf(source)
    return functions.filter(({ key }) => reviewed.has(key)).map(({ name, range }) => ({ name, range }))
  }

  async #remember(uri: string, file: FileActivity, source: SourceText, names: ReadonlySet<string>): Promise<void> {
    const functions = await this.#functionsOf(source)
    const earlier = file.reviewed
    file.reviewed = new Set(functions.filter(({ name, key }) => names.has(name) || earlier.has(key)).map(({ key }) => key))
    this.#changed.fire(uri)
  }

  async #functionsOf(source: SourceText): Promise<readonly (ReviewedRange & { readonly key: string })[]> {
    const tree = await (await this.#parser()).parse(source)
    try {
      return codeUnits(source, tree)
        .filter(({ kind }) => kind === 'function')
        .map(({ name, startOffset, endOffset }) => ({
          name,
          range: source.rangeBetween(startOffset, endOffset),
          key: `${name}\0${textHash(source.text.slice(startOffset, endOffset))}`,
        }))
    } finally {
      tree?.dispose()
    }
  }
}

/** Takes what one review tells of itself. */
export interface RunningActivity {
  take(event: ReviewEvent): void
  /** The review ended, perhaps early: what it did not reach it has told. */
  end(): void
  /** The review broke off, and nothing is known of what it had not looked at. One of `end` and `fail` must be called. */
  fail(): void
}
