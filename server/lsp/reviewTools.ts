import { SyntaxParser } from '../context/parser.ts'
import { RootedTypeChecker } from '../context/rootedTypeChecker.ts'
import { MemoryReviewCache } from '../features/review/cache.ts'
import type { ReviewDeps } from '../features/review/review.ts'

/** Parser, type checker and cache of reviews: loaded with the first one, because they take a second and some memory. */
export class ReviewTools {
  readonly #now: () => number
  readonly #cache = new MemoryReviewCache()
  readonly #typeCheckers = new Map<string, RootedTypeChecker>()
  #parser: Promise<SyntaxParser> | undefined

  constructor(now: () => number) {
    this.#now = now
  }

  readonly parser = (): Promise<SyntaxParser> => {
    this.#parser ??= SyntaxParser.create()
    return this.#parser
  }

  /** For documents of a workspace folder; undefined for those outside of every one, whose name is their whole path. */
  async of(folder: string | undefined): Promise<Omit<ReviewDeps, 'engine'>> {
    const root = folder ?? '/'
    const typeChecker = this.#typeCheckers.get(root) ?? new RootedTypeChecker(root)
    this.#typeCheckers.set(root, typeChecker)
    return { parser: await this.parser(), typeChecker, now: this.#now, cache: this.#cache }
  }
}
