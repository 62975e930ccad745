import type { CompletionRequest, Engine, Prompt } from '../../engine/engine.ts'
import type { Trail } from './trail.ts'

/**
 * The model writes a trail. It goes on when the request that began it is overtaken, because the next one mostly waits for the same text;
 * `stop` ends it within a step.
 */
export class Writing {
  readonly trail: Trail
  readonly #engine: Engine
  readonly #isEnough: (text: string) => boolean
  readonly #waiting = new Set<() => void>()
  #request: CompletionRequest
  #controller = new AbortController()
  /** Since the request. */
  #written = ''
  #ended = false
  #error: unknown

  /** `isEnough` is asked after each piece with all text so far. */
  constructor(engine: Engine, request: CompletionRequest, trail: Trail, isEnough: (text: string) => boolean) {
    this.trail = trail
    this.#engine = engine
    this.#request = request
    this.#isEnough = isEnough
    trail.cutOff = false
    void this.#read()
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
      this.#hurry()
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

  /**
   * Somebody waits now for what was begun while nobody did: it goes on from where it is, before everything that is not waited for at a key.
   * Its prompt is in the cache, so that this costs next to nothing.
   */
  #hurry(): void {
    if (this.#request.lane !== 'ahead') return
    this.#request = { ...this.#request, lane: 'interactive', prompt: goneOn(this.#request.prompt, this.#written) }
    this.#written = ''
    this.stop()
    this.#controller = new AbortController()
    void this.#read()
  }

  async #read(): Promise<void> {
    const controller = this.#controller
    const isOvertaken = () => this.#controller !== controller
    try {
      for await (const delta of this.#engine.complete(this.#request, controller.signal)) {
        if (isOvertaken() || delta.kind === 'end') break
        this.#written += delta.text
        this.trail.append(delta.text, delta.logP ?? 0)
        if (this.#isEnough(this.trail.text)) break
        this.#wake()
      }
    } catch (error) {
      if (isOvertaken()) return
      this.trail.cutOff = true
      // Stopped because nobody waits for it.
      if (!controller.signal.aborted) this.#error = error
    } finally {
      if (!isOvertaken()) {
        this.#ended = true
        this.#wake()
      }
    }
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake()
  }
}

/** The same prompt with what was written since as typed. */
function goneOn(prompt: Prompt, written: string): Prompt {
  return prompt.kind === 'fim' ? { ...prompt, typed: prompt.typed + written } : { ...prompt, text: prompt.text + written }
}
