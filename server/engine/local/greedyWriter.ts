import type { Token } from 'node-llama-cpp'
import type { DecoderDeps } from './decoder.ts'
import type { DraftLookup } from './draftLookup.ts'
import type { DraftPlan } from './draftPlan.ts'

/** A token that the model wrote, and how likely it found it. */
export interface Written {
  readonly token: Token
  readonly logP: number
}

/** Where drafts come from and how many of them are worth a try. */
export interface Drafting {
  readonly lookup: DraftLookup
  readonly plan: DraftPlan
}

/** Tokens looked back at, to see whether the model copies, and what it finds each of them likely with then. */
const copying = { tokens: 2, logP: Math.log(0.8) }

/**
 * Writes the likeliest token each time, and tells its log-probability. Checks several tokens of a draft in one batch: those that are what
 * the model would have written anyway are taken, the rest is forgotten, so that drafts change the speed and not the text (speculative
 * decoding, Leviathan et al. 2023; at temperature 0 it comes down to this comparison). Only where two tokens are as good as equally likely
 * may the text be another one: llama.cpp evaluates several tokens with other kernels than one, and on a processor the log-probabilities
 * then differ by up to 0.2.
 */
export class GreedyWriter {
  readonly #deps: DecoderDeps
  readonly #prompt: readonly Token[]
  readonly #drafting: Drafting | undefined
  /** Evaluated beyond the prompt. */
  readonly #written: Token[] = []
  /** Written already and not yet asked for. */
  readonly #ahead: Written[] = []
  #last: Token
  /** Log-probabilities of the last tokens. */
  #lately: readonly number[] = []

  /** `prompt` is in the cache; `last` comes next, before the first new token. */
  constructor(deps: DecoderDeps, prompt: readonly Token[], last: Token, drafting: Drafting | undefined) {
    this.#deps = deps
    this.#prompt = prompt
    this.#last = last
    this.#drafting = drafting
  }

  /** No further token fits into the context. */
  get isFull(): boolean {
    return this.#ahead.length === 0 && this.#room <= 0
  }

  /** The next token, the one that ends the text included. Must not be called when it is full. */
  async next(): Promise<Written> {
    if (this.#ahead.length === 0) await this.#write()
    return this.#ahead.shift() as Written
  }

  get #room(): number {
    return this.#deps.warm.capacity - this.#prompt.length - this.#written.length
  }

  async #write(): Promise<void> {
    const { warm, ticket, costs, reuse } = this.#deps
    const sure = this.#lately.every((logP) => logP >= copying.logP)
    const draft = this.#draft(sure)
    const batch = [this.#last, ...draft.tokens]
    const startedAt = performance.now()
    const places = await warm.after([this.#prompt, this.#written], reuse, ticket, costs, () =>
      warm.evaluate(batch.map((token) => ({ token, ask: [] }))),
    )
    const written: Written[] = []
    for (const [index, place] of places.entries()) {
      if (place === undefined) break
      written.push({ token: place.preferred, logP: place.preferredLogP })
      if (place.preferred !== batch[index + 1]) break
    }
    if (written.length === 0) throw new Error('the model told no next token')
    this.#written.push(...batch.slice(0, written.length))
    this.#last = (written.at(-1) as Written).token
    this.#lately = [...this.#lately, ...written.map(({ logP }) => logP)].slice(-copying.tokens)
    this.#ahead.push(...written)
    this.#drafting?.lookup.wrote(
      written.map(({ token }) => token),
      draft.tokens.length,
    )
    this.#drafting?.plan.learn(draft.tokens.length, written.length - 1, draft.matched, sure, performance.now() - startedAt)
  }

  #draft(sure: boolean): { readonly tokens: readonly Token[]; readonly matched: number } {
    const none = { tokens: [], matched: 0 }
    if (this.#drafting === undefined) return none
    const { lookup, plan } = this.#drafting
    const found = lookup.draft(Math.min(plan.longest, this.#room - 1))
    if (found === undefined) return none
    return { tokens: found.tokens.slice(0, plan.length(found.tokens.length, found.matched, sure)), matched: found.matched }
  }
}
