import { Worker } from 'node:worker_threads'
import type { SourceText } from './source.ts'
import type { TypeCheck } from './typeCheck.ts'
import type { TypeCheckAnswer, TypeCheckQuestion } from './typeCheckWorker.ts'

type Waiting = Map<number, (newErrors: number | undefined) => void>

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
    return { newErrors: (source, changedText) => this.#ask(root, source, changedText) }
  }

  #ask(root: string, { path, languageId, text }: SourceText, changedText: string): Promise<number | undefined> {
    this.#worker ??= this.#start()
    const question: TypeCheckQuestion = { id: this.#nextId++, root, path, languageId, text, changedText }
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
    worker.on('message', ({ id, newErrors }: TypeCheckAnswer) => {
      waiting.get(id)?.(newErrors)
      waiting.delete(id)
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
