import type { CompletionRequest, Engine } from '../../engine/engine.ts'
import type { Trail } from './trail.ts'

/**
 * The model writes a trail. It goes on when the request that began it is overtaken, because the next one mostly waits for the same text;
 * `stop` ends it within a step.
 */
export class Writing {
  readonly trail: Trail
  readonly #controller = new AbortController()
  readonly #waiting = new Set<() => void>()
  #ended = false
  #error: unknown

  /** `isEnough` is asked after each piece with all text so far. */
  constructor(engine: Engine, request: CompletionRequest, trail: Trail, isEnough: (text: string) => boolean) {
    this.trail = trail
    trail.cutOff = false
    void this.#read(engine, request, isEnough)
  }

  /** Nothing more comes. */
  get ended(): boolean {
    return this.#ended
  }

  /** What ended it, where that was a failure of the engine. */
  get error(): unknown {
    return this.#error
  }

  stop(): void {
    this.#controller.abort()
  }

  /** Waits for more text; true when nothing more comes. Rejects with the engine's error, or with the signal's reason once it is aborted. */
  async more(signal: AbortSignal): Promise<boolean> {
    signal.throwIfAborted()
    if (!this.#ended) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        this.#waiting.add(wake)
        signal.addEventListener('abort', wake, { once: true })
      })
    }
    signal.throwIfAborted()
    if (this.#error !== undefined) throw this.#error
    return this.#ended
  }

  async #read(engine: Engine, request: CompletionRequest, isEnough: (text: string) => boolean): Promise<void> {
    try {
      for await (const delta of engine.complete(request, this.#controller.signal)) {
        if (delta.kind === 'end') break
        this.trail.append(delta.text, delta.logP ?? 0)
        if (isEnough(this.trail.text)) break
        this.#wake()
      }
    } catch (error) {
      this.trail.cutOff = true
      // Stopped because nobody waits for it.
      if (!this.#controller.signal.aborted) this.#error = error
    } finally {
      this.#ended = true
      this.#wake()
    }
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake()
  }
}
