import { Worker } from 'node:worker_threads'
import { type Compiler, type CompilerAnswer, type CompilerQuestion, compilerBy } from './compiler.ts'
import { type ProjectRefactorings, type Refactorings, refactoringsBy } from './refactorings.ts'
import type { SourceText } from './source.ts'
import type { TypeCheck } from './typeCheck.ts'
import type { TypeCheckAnswer, TypeCheckQuestion } from './typeCheckWorker.ts'

type Waiting = Map<number, (answer: TypeCheckAnswer | undefined) => void>

/** Type checks in a thread of their own, started with the first question. A thread that dies leaves its questions unchecked. */
export class TypeCheckThread {
  readonly #workerPath: string
  #worker: Worker | undefined
  #waiting: Waiting = new Map()
  #nextId = 1

  /** `workerPath`: the bundled thread, dist/typeCheckWorker.js. */
  constructor(workerPath: string) {
    this.#workerPath = workerPath
  }

  /** For sources that are named by their path within `root`. */
  rooted(root: string): TypeCheck {
    return {
      newErrors: async (source, changedText) => (await this.#ask(root, source, { changedText }))?.newErrors,
    }
  }

  /** For sources that are named by their path within `root`. */
  compiler(root: string): Compiler {
    const ask = async (source: SourceText, compiler: CompilerQuestion): Promise<CompilerAnswer | undefined> =>
      (await this.#ask(root, source, { changedText: source.text, compiler }))?.compiler
    return compilerBy(ask, this.rooted(root))
  }

  /** For sources that are named by their path within `root`. */
  refactorings(root: string): Refactorings & ProjectRefactorings {
    return refactoringsBy(
      async (source, refactoring) => (await this.#ask(root, source, { changedText: source.text, refactoring }))?.refactoring,
    )
  }

  #ask(
    root: string,
    { path, languageId, text }: SourceText,
    asked: Pick<TypeCheckQuestion, 'changedText' | 'compiler' | 'refactoring'>,
  ): Promise<TypeCheckAnswer | undefined> {
    this.#worker ??= this.#start()
    const question: TypeCheckQuestion = { id: this.#nextId++, root, path, languageId, text, ...asked }
    return new Promise((resolve) => {
      this.#waiting.set(question.id, resolve)
      this.#worker?.postMessage(question)
    })
  }

  #start(): Worker {
    const worker = new Worker(this.#workerPath)
    const waiting: Waiting = new Map()
    this.#waiting = waiting
    worker.unref()
    worker.on('message', (answer: TypeCheckAnswer) => {
      waiting.get(answer.id)?.(answer)
      waiting.delete(answer.id)
    })
    const end = () => {
      if (this.#worker === worker) this.#worker = undefined
      for (const resolve of waiting.values()) resolve(undefined)
      waiting.clear()
    }
    worker.on('error', end)
    worker.on('exit', end)
    return worker
  }
}
