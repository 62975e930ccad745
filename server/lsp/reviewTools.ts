import { SyntaxParser } from '../context/parser.ts'
import { TypeCheckThread } from '../context/typeCheckThread.ts'
import { MemoryReviewCache } from '../features/review/cache.ts'
import type { ReviewDeps } from '../features/review/review.ts'

/** Parser, type checker and cache of reviews: loaded with the first one, because they take a second and some memory. */
export class ReviewTools {
  readonly #now: () => number
  readonly #cache = new MemoryReviewCache()
  readonly #typeChecks: TypeCheckThread
  #parser: Promise<SyntaxParser> | undefined

  /** `typeCheckWorkerPath`: the bundled thread, dist/typeCheckWorker.js. */
  constructor(now: () => number, typeCheckWorkerPath: string) {
    this.#now = now
    this.#typeChecks = new TypeCheckThread(typeCheckWorkerPath)
  }

  readonly parser = (): Promise<SyntaxParser> => {
    this.#parser ??= SyntaxParser.create()
    return this.#parser
  }

  /** For documents of a workspace folder; undefined for those outside of every one, whose name is their whole path. */
  async of(folder: string | undefined): Promise<Omit<ReviewDeps, 'engine'>> {
    const typeChecker = this.#typeChecks.rooted(folder ?? '/')
    return { parser: await this.parser(), typeChecker, now: this.#now, cache: this.#cache }
  }
}
