import type { LlamaGrammarEvaluationState, Token } from 'node-llama-cpp'
import type { Sampling } from '../engine.ts'
import type { Ticket } from '../scheduler.ts'
import type { Costs } from './costs.ts'
import type { Reuse, WarmSequence } from './warmSequence.ts'

/** What a decoder writes with. */
export interface DecoderDeps {
  readonly warm: WarmSequence
  readonly ticket: Ticket
  readonly costs: Costs
  readonly reuse: Reuse
  readonly grammar?: LlamaGrammarEvaluationState
  /** Absent: the likeliest token each time. */
  readonly sampling?: Sampling
}

/** Writes one token after the other, the likeliest each time unless it is to draw them, and survives that another request used its sequence in between. */
export class Decoder {
  readonly #deps: DecoderDeps
  readonly #prompt: readonly Token[]
  readonly #written: Token[] = []
  #last: Token
  #generator: AsyncGenerator<Token, void> | undefined

  /** `prompt` is in the cache; `last` comes next, before the first new token. */
  constructor(deps: DecoderDeps, prompt: readonly Token[], last: Token) {
    this.#deps = deps
    this.#prompt = prompt
    this.#last = last
  }

  /** No further token fits into the context. */
  get isFull(): boolean {
    return this.#prompt.length + this.#written.length >= this.#deps.warm.capacity
  }

  /** The next token; undefined at the end of the text. */
  next(): Promise<Token | undefined> {
    const { warm, ticket, costs, reuse, grammar, sampling } = this.#deps
    return warm.after([this.#prompt, this.#written], reuse, ticket, costs, async () => {
      // The generator goes on from wherever the sequence stands, so it also serves after the sequence was taken and restored.
      this.#generator ??= warm.sequence.evaluate([this.#last], {
        ...warm.place,
        // Without these the library would keep the 40 likeliest only.
        ...(sampling === undefined ? { temperature: 0 } : { topK: 0, minP: 0, ...sampling }),
        ...(grammar === undefined ? {} : { grammarEvaluationState: grammar }),
      })
      const step = await this.#generator.next()
      this.#written.push(this.#last)
      if (step.done === true) return undefined
      this.#last = step.value
      return step.value
    })
  }

  /** Frees what a generator that was not read to its end holds. */
  async close(): Promise<void> {
    await this.#generator?.return()
  }
}
