import { LatentError } from '../../protocol/errors.ts'
import { noFigures, type RequestFigures } from '../../protocol/figures.ts'
import type { ScoredText, TextDelta } from '../engine.ts'
import type { Outcome } from '../supervisedEngine.ts'
import type { FromEngine } from './messages.ts'

type Answer = Extract<FromEngine, { readonly id: number }>

/**
 * One request under way: gathers what the engine process answers and hands it on. A reader that has enough leaves early; one that is
 * sent away by the signal leaves at once too, but the request ends only when the engine process has stopped and says what it cost.
 */
export class Exchange {
  /** The scores of a score request; rejects like `deltas`. */
  readonly scores: Promise<readonly ScoredText[]>
  /** The counts of a request for them; rejects like `deltas`. */
  readonly counts: Promise<readonly number[]>
  readonly #signal: AbortSignal
  readonly #sendCancel: () => void
  readonly #onEnd: (outcome: Outcome, figures: RequestFigures, stoppedAfterMs?: number) => void
  readonly #queue: TextDelta[] = []
  #wake: () => void = () => undefined
  readonly #scores = new Deferred<readonly ScoredText[]>()
  readonly #counts = new Deferred<readonly number[]>()
  #soFar = noFigures
  #cancelledAt: number | undefined
  #closed = false
  #ended = false
  #error: unknown

  /** `onEnd` gets, of a cancelled request, the milliseconds from its cancelling until the engine process had stopped working for it. */
  constructor(
    signal: AbortSignal,
    sendCancel: () => void,
    onEnd: (outcome: Outcome, figures: RequestFigures, stoppedAfterMs?: number) => void,
  ) {
    this.#signal = signal
    this.#sendCancel = sendCancel
    this.#onEnd = onEnd
    this.scores = this.#scores.promise
    this.counts = this.#counts.promise
    signal.addEventListener('abort', this.#onAbort, { once: true })
  }

  /** What comes, until the end. Rejects with a LatentError, or with the signal's reason when it was cancelled. */
  async *deltas(): AsyncIterable<TextDelta> {
    for (;;) {
      if (this.#signal.aborted) throw this.#signal.reason
      const delta = this.#queue.shift()
      if (delta !== undefined) yield delta
      else if (this.#error !== undefined) throw this.#error
      else if (this.#closed) return
      else {
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      }
    }
  }

  receive(message: Answer): void {
    switch (message.kind) {
      case 'delta':
        this.#soFar = message.figures
        this.#queue.push(message.delta)
        this.#wake()
        break
      case 'scored':
        this.#scores.resolve(message.scores)
        break
      case 'counted':
        this.#counts.resolve(message.counts)
        break
      case 'done':
      case 'cancelled':
        this.#end(this.#signal.aborted ? 'cancelled' : 'done', message.figures, this.#sinceCancelled)
        break
      case 'failed':
        this.#close(LatentError.revive(message.error))
        this.#end('failed', message.figures)
        break
    }
  }

  /** The engine process is gone: nothing more will come. */
  fail(error: LatentError): void {
    this.#close(error)
    this.#end(this.#signal.aborted ? 'cancelled' : 'failed', this.#soFar)
  }

  /** The reader has enough: stops the engine's work for it. Does nothing once all has come. */
  leave(): void {
    if (this.#closed) return
    this.#sendCancel()
    this.#end('done', this.#soFar)
  }

  get #sinceCancelled(): number | undefined {
    return this.#cancelledAt === undefined ? undefined : performance.now() - this.#cancelledAt
  }

  readonly #onAbort = () => {
    if (this.#closed) return
    this.#cancelledAt = performance.now()
    this.#close(this.#signal.reason)
    this.#sendCancel()
  }

  #close(error: unknown): void {
    if (this.#closed) return
    this.#closed = true
    this.#error = error
    this.#signal.removeEventListener('abort', this.#onAbort)
    this.#scores.reject(error)
    this.#counts.reject(error)
    this.#wake()
  }

  #end(outcome: Outcome, figures: RequestFigures, stoppedAfterMs?: number): void {
    if (this.#ended) return
    this.#ended = true
    this.#close(undefined)
    this.#onEnd(outcome, figures, stoppedAfterMs)
  }
}

/** A value that comes later. */
class Deferred<Value> {
  readonly promise: Promise<Value>
  resolve: (value: Value) => void = () => undefined
  reject: (error: unknown) => void = () => undefined

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve
      this.reject = reject
    })
    // A stream's error reaches its reader through `deltas`; nobody waits for its value.
    this.promise.catch(() => undefined)
  }
}
