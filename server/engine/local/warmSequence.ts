import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import { LatentError } from '../../protocol/errors.ts'
import type { CompletionRequest, Sampling } from '../engine.ts'
import type { Work } from '../rounds.ts'
import type { Ticket } from '../scheduler.ts'
import type { Costs } from './costs.ts'
import type { PlacedSequence, SequencePlace } from './sequenceOrder.ts'

export type Reuse = NonNullable<CompletionRequest['reuse']>

/** Log-probabilities at one place of a text. */
export interface Place {
  readonly preferred: Token
  readonly preferredLogP: number
  /** log P of each token asked for. */
  readonly logPs: ReadonlyMap<Token, number>
}

/** A token as it was drawn, and the likeliest ones at its place, the likeliest first: none, and 0 for the log-probability, where they were not asked for. */
export interface Drawn {
  readonly token: Token
  readonly logP: number
  readonly likeliest: readonly { readonly token: Token; readonly logP: number }[]
}

/** A token to evaluate, and the tokens whose probability after it is asked (none: only evaluate). */
export interface ScoredInput {
  readonly token: Token
  readonly ask?: readonly Token[]
}

/**
 * What a request needs in the cache, in parts: its prompt, then what it evaluated beyond, each part as one batch. When another request
 * evicted it, evaluating it again with the same boundaries gives the same logits.
 */
export type CacheParts = readonly [prompt: readonly Token[], ...beyond: (readonly Token[])[]]

/** One sequence of the context, kept warm: a new prompt evaluates only what differs from what is there. */
export class WarmSequence {
  readonly sequence: LlamaContextSequence
  /** To be given with all that it evaluates. */
  readonly place: SequencePlace
  readonly sliceTokens: number
  /** The request that put there what the cache holds: whoever finds itself replaced evaluates its tokens again. */
  #owner: Costs | undefined
  /** Tokens from the start that were evaluated in full slices with boundaries at multiples of the slice: equal in every run. */
  #aligned = 0

  constructor({ sequence, place }: PlacedSequence, sliceTokens: number) {
    this.sequence = sequence
    this.place = place
    this.sliceTokens = sliceTokens
  }

  get length(): number {
    return this.sequence.nextTokenIndex
  }

  /** What the cache holds, from the start. */
  get tokens(): readonly Token[] {
    return this.sequence.contextTokens
  }

  /** Tokens that fit; with one more the library would make room by forgetting the beginning of the text. */
  get capacity(): number {
    return this.sequence.contextSize - 1
  }

  /** Erases what comes after the first `length` tokens. */
  async trim(length: number): Promise<void> {
    if (this.length > length) await this.sequence.eraseContextTokenRanges([{ start: length, end: this.length }])
    this.#aligned = Math.min(this.#aligned, Math.floor(length / this.sliceTokens) * this.sliceTokens)
  }

  /**
   * Makes the cache hold `tokens`, a slice at a time, with room for one more. What a cancelled prefill has evaluated stays. Rejects with
   * `promptTooLong`.
   */
  async prefill(tokens: readonly Token[], reuse: Reuse, ticket: Ticket, costs: Costs): Promise<void> {
    this.#checkRoom(tokens.length + 1)
    costs.cached(await ticket.run(() => this.#take([tokens], reuse, costs), { kind: 'prepare' }))
    const isThere = () => this.#owner === costs && this.length === tokens.length
    while (!isThere()) await ticket.run((most) => this.#readOn([tokens], reuse, costs, most), this.#workFor(tokens.length, costs))
  }

  /**
   * Runs one step with exactly `parts` in the cache. Where another request took the sequence in between, they are evaluated again first,
   * a slice at a time, so that a higher lane never waits for more than one.
   */
  async after<T>(parts: CacheParts, reuse: Reuse, ticket: Ticket, costs: Costs, step: () => Promise<T>): Promise<T> {
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    for (;;) {
      const done = await ticket.run(
        async (most) => {
          const isThere = await this.#readOn(parts, reuse, costs, most)
          return isThere ? { result: await step() } : undefined
        },
        this.#workFor(length, costs),
      )
      if (done !== undefined) return done.result
    }
  }

  /** Evaluates tokens after what the cache holds and tells the probabilities asked for, in order. Runs within one step. */
  async evaluate(inputs: readonly ScoredInput[]): Promise<readonly (Place | undefined)[]> {
    this.#checkRoom(this.length + inputs.length)
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
      this.place,
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

  /** How many tokens of a prompt the cache holds already. */
  shared(tokens: readonly Token[]): number {
    return Math.min(this.sequence.compareContextTokens([...tokens]).firstDifferentIndex, this.length)
  }

  /** Puts there what `load` brings, in place of what the cache holds. Where that fails it is empty. Runs within one step. */
  async replace(load: (sequence: LlamaContextSequence) => Promise<unknown>): Promise<void> {
    this.#owner = undefined
    // llama.cpp looks for room beside what is there.
    await this.trim(0)
    await load(this.sequence)
  }

  /** Writes what the cache holds into a file, and tells its size in bytes. Runs within one step. */
  async save(path: string): Promise<number> {
    return (await this.sequence.saveStateToFile(path)).fileSize
  }

  /** Makes the cache hold the `length` tokens that `save` wrote of a sequence of the same context. Where that fails it is empty. Runs within one step. */
  async load(path: string, length: number): Promise<void> {
    this.#owner = undefined
    this.#aligned = 0
    // llama.cpp looks for room beside what is there. To erase it would mean to wait for one more step of the others.
    if (this.length + length > this.capacity) await this.trim(0)
    // The risk is a file of another model.
    await this.sequence.loadStateFromFile(path, { acceptRisk: true })
  }

  /** Evaluates one token and draws the next one, and tells of the `count` likeliest where a count is given. Runs within one step. */
  async draw(token: Token, sampling: Sampling | undefined, count: number | undefined): Promise<Drawn> {
    this.#checkRoom(this.length + 1)
    // Weights count from the highest logit, which is the drawn one only at temperature 0.
    const top = sampling === undefined ? (count ?? 0) : Math.max(1, count ?? 0)
    const told = count !== undefined && {
      logits: { filter: { tokens: [], includeSelected: true, ...(top === 0 ? {} : { includeTop: top }) } },
      totalLogitWeight: true,
    }
    // Without these the library would keep the 40 likeliest only.
    const options = sampling !== undefined && { options: { topK: 0, minP: 0, ...sampling } }
    const [result] = await this.sequence.controlledEvaluate(
      [[token, { generateNext: { token: true, ...options, ...told } }]],
      this.place,
    )
    const next = result?.next
    if (next?.token == null) throw new Error('the model told no next token')
    if (next.logits === undefined || next.totalLogitWeight === undefined) return { token: next.token, logP: 0, likeliest: [] }
    const logits = [...next.logits].sort(([, a], [, b]) => b - a)
    const base = (logits[0]?.[1] ?? 0) + Math.log(next.totalLogitWeight)
    const likeliest = logits.map(([each, logit]) => ({ token: each, logP: logit - base }))
    return {
      token: next.token,
      logP: likeliest.find((each) => each.token === next.token)?.logP ?? Number.NEGATIVE_INFINITY,
      likeliest: likeliest.slice(0, count),
    }
  }

  /** Evaluates one token and gives the `count` likeliest next tokens with their logits, the likeliest first. */
  async likeliest(token: Token, count: number): Promise<ReadonlyMap<Token, number>> {
    this.#checkRoom(this.length + 1)
    const [result] = await this.sequence.controlledEvaluate(
      [[token, { generateNext: { logits: { filter: { tokens: [], includeTop: count } } } }]],
      this.place,
    )
    return result?.next.logits ?? new Map()
  }

  #checkRoom(tokens: number): void {
    if (tokens > this.capacity) throw LatentError.of('promptTooLong', tokens, this.capacity)
  }

  /** Keeps what the cache shares with `parts`, and makes it theirs. Returns how much that is. */
  async #take(parts: CacheParts, reuse: Reuse, costs: Costs): Promise<number> {
    this.#owner = costs
    const tokens = parts.flat()
    const common = Math.min(this.sequence.compareContextTokens(tokens).firstDifferentIndex, this.length, tokens.length)
    const ofPrompt = Math.min(common, parts[0].length, this.#aligned)
    const kept = reuse === 'exact' ? common : Math.floor(ofPrompt / this.sliceTokens) * this.sliceTokens
    await this.trim(kept)
    return kept
  }

  /** What the next step towards `length` tokens has to do. */
  #workFor(length: number, costs: Costs): Work {
    if (this.#owner !== costs) return { kind: 'prepare' }
    return this.length < length ? { kind: 'read', tokens: length - this.length } : { kind: 'write' }
  }

  /** Makes the cache hold the beginning of `parts`, and evaluates at most a slice of what is missing, and `most` tokens; true where nothing was. */
  async #readOn(parts: CacheParts, reuse: Reuse, costs: Costs, most: number): Promise<boolean> {
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    if (this.#owner !== costs) await this.#take(parts, reuse, costs)
    else await this.trim(length)
    if (this.length === length) return true
    if (most > 0) costs.evaluated(await this.#evaluateSlice(parts, most))
    return false
  }

  /** Evaluates on from where the cache ends, `most` tokens at most: the prompt up to the next slice boundary, or the rest of a later part. */
  async #evaluateSlice(parts: CacheParts, most: number): Promise<number> {
    const start = this.length
    let partStart = 0
    let index = 0
    for (const part of parts) {
      if (start < partStart + part.length) break
      partStart += part.length
      index += 1
    }
    const boundary = index === 0 ? (Math.floor(start / this.sliceTokens) + 1) * this.sliceTokens : start + this.sliceTokens
    const slice = (parts[index] ?? []).slice(start - partStart, Math.min(boundary, start + most) - partStart)
    await this.sequence.controlledEvaluate(slice, this.place)
    if (this.#aligned === start && slice.length === this.sliceTokens) this.#aligned = boundary
    return slice.length
  }
}
