import type { CompletionRequest } from '../engine.ts'
import type { WarmSequence } from './warmSequence.ts'

type Place = Pick<CompletionRequest, 'sequence' | 'document'>

/** The sequences of a context: one for reviews, and one for each of the last few documents that were completed. */
export class Sequences {
  readonly #review: WarmSequence
  /** Most recently used first. */
  #completion: readonly { readonly document: string | undefined; readonly warm: WarmSequence }[]

  constructor(review: WarmSequence, completion: readonly WarmSequence[]) {
    this.#review = review
    this.#completion = completion.map((warm) => ({ document: undefined, warm }))
  }

  /** The sequence for a request: the document's own, else the one that was not used for longest. */
  of({ sequence, document }: Place): WarmSequence {
    if (sequence === 'review') return this.#review
    const known = this.#completion.find((each) => each.document === document)
    const { warm } = known ?? (this.#completion.at(-1) as { readonly warm: WarmSequence })
    this.#completion = [{ document, warm }, ...this.#completion.filter((each) => each.warm !== warm)]
    return warm
  }
}
