import type { LlamaGrammarEvaluationState, Token } from 'node-llama-cpp'
import type { Ticket } from '../scheduler.ts'
import type { WarmSequence } from './warmSequence.ts'

/** Writes one token after the other, the likeliest each time, and survives that another request used its sequence in between. */
export class Decoder {
  readonly #warm: WarmSequence
  readonly #ticket: Ticket
  readonly #grammar: LlamaGrammarEvaluationState | undefined
  /** What the cache holds when it is this decoder's turn. */
  readonly #evaluated: Token[]
  #last: Token
  #generator: AsyncGenerator<Token, void> | undefined

  /** `evaluated` is in the cache; `last` comes next, before the first new token. */
  constructor(
    warm: WarmSequence,
    ticket: Ticket,
    evaluated: readonly Token[],
    last: Token,
    grammar?: LlamaGrammarEvaluationState,
  ) {
    this.#warm = warm
    this.#ticket = ticket
    this.#evaluated = [...evaluated]
    this.#last = last
    this.#grammar = grammar
  }

  /** The next token; undefined at the end of the text. */
  next(): Promise<Token | undefined> {
    return this.#ticket.run(async () => {
      if (this.#warm.owner !== this || this.#generator === undefined) {
        await this.#warm.restore(this.#evaluated, this)
        this.#generator = this.#warm.sequence.evaluate([this.#last], {
          temperature: 0,
          ...(this.#grammar === undefined ? {} : { grammarEvaluationState: this.#grammar }),
        })
      }
      const step = await this.#generator.next()
      this.#evaluated.push(this.#last)
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
