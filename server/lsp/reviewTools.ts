import type { Compiler } from '../context/compiler.ts'
import { SyntaxParser } from '../context/parser.ts'
import type { ProjectRefactorings, Refactorings } from '../context/refactorings.ts'
import type { RuleChoice } from '../context/teamRules/teamRules.ts'
import type { TypeCheck } from '../context/typeCheck.ts'
import { TypeCheckThread } from '../context/typeCheckThread.ts'
import { MemoryReviewCache } from '../features/review/cache.ts'
import { type OwnCalibration, parseOwnCalibration } from '../features/review/calibrate/ownCalibration.ts'
import type { ReviewDeps } from '../features/review/review.ts'
import { CalibrationStore } from '../models/calibrationStore.ts'
import { forLog } from './failure.ts'
import { FolderRules } from './teamRules.ts'

/** Parser, type checker and cache of reviews: loaded with the first one, because they take a second and some memory. */
export class ReviewTools {
  readonly #now: () => number
  readonly #cache = new MemoryReviewCache()
  readonly #typeChecks: TypeCheckThread
  readonly #rules: FolderRules
  readonly #calibrations = new CalibrationStore(CalibrationStore.defaultFolder(process.env))
  readonly #log: (line: string) => void
  #parser: Promise<SyntaxParser> | undefined

  /** `typeCheckWorkerPath`: the bundled thread, dist/typeCheckWorker.js. */
  constructor(now: () => number, typeCheckWorkerPath: string, log: (line: string) => void) {
    this.#now = now
    this.#rules = new FolderRules(log)
    this.#log = log
    this.#typeChecks = new TypeCheckThread(typeCheckWorkerPath)
  }

  readonly parser = (): Promise<SyntaxParser> => {
    this.#parser ??= SyntaxParser.create()
    return this.#parser
  }

  types(folder: string | undefined): TypeCheck {
    return this.#typeChecks.rooted(folder ?? '/')
  }

  /** The same with what mends errors. */
  compiler(folder: string | undefined): Compiler {
    return this.#typeChecks.compiler(folder ?? '/')
  }

  /** What TypeScript rewrites by itself. */
  refactorings(folder: string | undefined): Refactorings & ProjectRefactorings {
    return this.#typeChecks.refactorings(folder ?? '/')
  }

  /** What the user measured for the model in this file; what cannot be used is told once in the log. */
  async ownCalibration(calibrationKey: string, modelPath: string | undefined): Promise<OwnCalibration | undefined> {
    if (modelPath === undefined) return undefined
    return await this.#calibrations.usable({ calibrationKey, path: modelPath }, parseOwnCalibration, (error) =>
      this.#log(forLog(error)),
    )
  }

  /** For documents of a workspace folder; undefined for those outside of every one, whose name is their whole path. */
  async of(folder: string | undefined, rules: RuleChoice): Promise<Omit<ReviewDeps, 'engine'>> {
    const typeChecker = this.types(folder)
    const [parser, observers] = await Promise.all([this.parser(), this.#rules.observers(folder, rules)])
    return { parser, typeChecker, now: this.#now, cache: this.#cache, observers }
  }
}
