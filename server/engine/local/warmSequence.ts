import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import { LatentError } from '../../protocol/errors.ts'
import type { Ticket } from '../scheduler.ts'

/** Log-probabilities at one place of a text. */
export interface Place {
  readonly preferred: Token
  readonly preferredLogP: number
  /** log P of each token asked for. */
  readonly logPs: ReadonlyMap<Token, number>
}

/** A token to evaluate, and the tokens whose probability after it is asked (none: only evaluate). */
export interface ScoredInput {
  readonly token: Token
  readonly ask?: readonly Token[]
}

/** One sequence of the context, kept warm: a new prompt evaluates only what differs from what is there. */
export class WarmSequence {
  readonly sequence: LlamaContextSequence
  readonly sliceTokens: number
  /** Who put there what the cache holds: whoever finds itself replaced evaluates its tokens again. */
  owner: object | undefined
  /** Tokens from the start that were evaluated in full slices with boundaries at multiples of the slice: equal in every run. */
  #aligned = 0

  constructor(sequence: LlamaContextSequence, sliceTokens: number) {
    this.sequence = sequence
    this.sliceTokens = sliceTokens
  }

  get length(): number {
    return this.sequence.nextTokenIndex
  }

  /** Erases what comes after the first `length` tokens. */
  async trim(length: number): Promise<void> {
    if (this.length > length) await this.sequence.eraseContextTokenRanges([{ start: length, end: this.length }])
    this.#aligned = Math.min(this.#aligned, Math.floor(length / this.sliceTokens) * this.sliceTokens)
  }

  /**
   * Makes the cache hold `tokens`, a slice at a time. Returns how many of them were there already. What a cancelled prefill has
   * evaluated stays.
   */
  async prefill(tokens: readonly Token[], reuse: 'exact' | 'aligned', ticket: Ticket, owner: object): Promise<number> {
    if (tokens.length >= this.sequence.contextSize) {
      throw LatentError.of('promptTooLong', tokens.length, this.sequence.contextSize)
    }
    const cached = await ticket.run(() => this.#keepCommon(tokens, reuse, owner))
    for (let start = cached; start < tokens.length; ) {
      start = await ticket.run(async () => {
        const from = this.owner === owner ? start : await this.#keepCommon(tokens, reuse, owner)
        return from === tokens.length ? from : await this.#evaluateSlice(tokens, from)
      })
    }
    return cached
  }

  /** Like `prefill`, within one step: for a request that was in the middle of its work when another took the sequence. */
  async restore(tokens: readonly Token[], owner: object): Promise<void> {
    if (this.owner === owner) return this.trim(tokens.length)
    for (let start = await this.#keepCommon(tokens, 'exact', owner); start < tokens.length; ) {
      start = await this.#evaluateSlice(tokens, start)
    }
  }

  /** Evaluates tokens after what the cache holds and tells the probabilities asked for, in order. Runs within one step. */
  async evaluate(inputs: readonly ScoredInput[]): Promise<readonly (Place | undefined)[]> {
    const results = await this.sequence.controlledEvaluate(
      inputs.map(({ token, ask }) =>
        ask === undefined
          ? token
          : [
              token,
              // The selected token is the likeliest one at temperature 0. `includeTop` would tell the same but sorts the whole
              // vocabulary first (measured: 15 ms a token instead of 6).
              {
                generateNext: { token: true, logits: { filter: { tokens: ask, includeSelected: true } }, totalLogitWeight: true },
              },
            ],
      ),
    )
    return inputs.map(({ ask }, index) => {
      const next = results[index]?.next
      if (ask === undefined || next?.token == null || next.logits === undefined || next.totalLogitWeight === undefined)
        return undefined
      const top = next.logits.get(next.token) ?? 0
      const logWeight = Math.log(next.totalLogitWeight)
      const logP = (logit: number | undefined) => (logit === undefined ? Number.NEGATIVE_INFINITY : logit - top - logWeight)
      return {
        preferred: next.token,
        preferredLogP: logP(top),
        logPs: new Map(ask.map((token) => [token, logP(next.logits?.get(token))])),
      }
    })
  }

  /** Evaluates one token and gives the `count` likeliest next tokens, the likeliest first. */
  async likeliest(token: Token, count: number): Promise<readonly Token[]> {
    const [result] = await this.sequence.controlledEvaluate([
      [token, { generateNext: { logits: { filter: { tokens: [], includeTop: count } } } }],
    ])
    return [...(result?.next.logits?.keys() ?? [])]
  }

  /** Evaluates up to the next slice boundary and gives the place reached. */
  async #evaluateSlice(tokens: readonly Token[], start: number): Promise<number> {
    const end = Math.min(tokens.length, (Math.floor(start / this.sliceTokens) + 1) * this.sliceTokens)
    await this.sequence.controlledEvaluate(tokens.slice(start, end))
    if (this.#aligned === start && end - start === this.sliceTokens) this.#aligned = end
    return end
  }

  async #keepCommon(tokens: readonly Token[], reuse: 'exact' | 'aligned', owner: object): Promise<number> {
    this.owner = owner
    const common = Math.min(this.sequence.compareContextTokens([...tokens]).firstDifferentIndex, this.length, tokens.length)
    const kept = reuse === 'exact' ? common : Math.min(this.#aligned, Math.floor(common / this.sliceTokens) * this.sliceTokens)
    await this.trim(kept)
    return kept
  }
}
