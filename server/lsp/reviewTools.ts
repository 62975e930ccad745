import { SyntaxParser } from '../context/parser.ts'
import type { RuleChoice } from '../context/teamRules/teamRules.ts'
import type { TypeCheck } from '../context/typeCheck.ts'
import { TypeCheckThread } from '../context/typeCheckThread.ts'
import { MemoryReviewCache } from '../features/review/cache.ts'
import type { ReviewDeps } from '../features/review/review.ts'
import { FolderRules } from './teamRules.ts'

/** Parser, type checker and cache of reviews: loaded with the first one, because they take a second and some memory. */
export class ReviewTools {
  readonly #now: () => number
  readonly #cache = new MemoryReviewCache()
  readonly #typeChecks: TypeCheckThread
  readonly #rules: FolderRules
  #parser: Promise<SyntaxParser> | undefined

  /** `typeCheckWorkerPath`: the bundled thread, dist/typeCheckWorker.js. */
  constructor(now: () => number, typeCheckWorkerPath: string, log: (line: string) => void) {
    this.#now = now
    this.#rules = new FolderRules(log)
    this.#typeChecks = new TypeCheckThread(typeCheckWorkerPath)
  }

  readonly parser = (): Promise<SyntaxParser> => {
    this.#parser ??= SyntaxParser.create()
    return this.#parser
  }

  types(folder: string | undefined): TypeCheck {
    return this.#typeChecks.rooted(folder ?? '/')
  }

  /** For documents of a workspace folder; undefined for those outside of every one, whose name is their whole path. */
  async of(folder: string | undefined, rules: RuleChoice): Promise<Omit<ReviewDeps, 'engine'>> {
    const typeChecker = this.types(folder)
    const [parser, observers] = await Promise.all([this.parser(), this.#rules.observers(folder, rules)])
    return { parser, typeChecker, now: this.#now, cache: this.#cache, observers }
  }
}
