import { LatentError } from '../../protocol/errors.ts'
import type { RequestFigures } from '../../protocol/figures.ts'
import { addFigures, noFigures } from '../../protocol/figures.ts'
import type { ScoredText, TextDelta } from '../engine.ts'
import type { FromEngine } from './messages.ts'

type Outcome = 'done' | 'cancelled' | 'failed'
type Answer = Extract<FromEngine, { readonly id: number }>

/** One request under way: gathers what the engine process answers and hands it on. */
export class Exchange {
  /** The scores of a score request; rejects like `deltas`. */
  readonly scores: Promise<readonly ScoredText[]>
  readonly #signal: AbortSignal
  readonly #sendCancel: () => void
  readonly #onEnd: (outcome: Outcome, figures: RequestFigures | undefined) => void
  readonly #queue: TextDelta[] = []
  #wake: (() => void) | undefined
  #resolveScores: (scores: readonly ScoredText[]) => void = () => undefined
  #rejectScores: (error: unknown) => void = () => undefined
  #figures: RequestFigures = noFigures
  #ended = false
  #error: unknown

  constructor(
    signal: AbortSignal,
    sendCancel: () => void,
    onEnd: (outcome: Outcome, figures: RequestFigures | undefined) => void,
  ) {
    this.#signal = signal
    this.#sendCancel = sendCancel
    this.#onEnd = onEnd
    this.scores = new Promise((resolve, reject) => {
      this.#resolveScores = resolve
      this.#rejectScores = reject
    })
    // A stream's error reaches its reader through `deltas`; nobody waits for its scores.
    this.scores.catch(() => undefined)
    signal.addEventListener('abort', this.#onAbort, { once: true })
    if (signal.aborted) this.#onAbort()
  }

  /** What comes, until the end. Rejects with a LatentError, or with the signal's reason when it was cancelled. */
  async *deltas(): AsyncIterable<TextDelta> {
    for (;;) {
      const delta = this.#queue.shift()
      if (delta !== undefined && !this.#signal.aborted) yield delta
      else if (this.#error !== undefined) throw this.#error
      else if (this.#ended) return
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  receive(message: Answer): void {
    switch (message.kind) {
      case 'delta':
        if (message.delta.kind === 'end') this.#figures = addFigures(this.#figures, message.delta.figures)
        this.#queue.push(message.delta)
        this.#wake?.()
        return
      case 'done':
        this.#end('done')
        return
      case 'scored':
        this.#figures = message.scores[0]?.figures ?? noFigures
        this.#resolveScores(message.scores)
        this.#end('done')
        return
      case 'cancelled':
        this.#end('cancelled', this.#signal.reason ?? LatentError.of('engineStopped', 'cancelled'))
        return
      case 'failed':
        this.fail(LatentError.revive(message.error))
        return
    }
  }

  fail(error: LatentError): void {
    this.#end('failed', error)
  }

  /** Stops the engine's work for it; does nothing once it has ended. */
  cancel(): void {
    if (this.#ended) return
    this.#sendCancel()
    this.#end('cancelled', this.#signal.reason ?? LatentError.of('engineStopped', 'cancelled'))
  }

  readonly #onAbort = () => this.cancel()

  #end(outcome: Outcome, error?: unknown): void {
    if (this.#ended) return
    this.#ended = true
    this.#error = error
    this.#signal.removeEventListener('abort', this.#onAbort)
    this.#rejectScores(error)
    this.#wake?.()
    this.#onEnd(outcome, this.#figures)
  }
}
