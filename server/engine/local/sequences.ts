import type { CompletionRequest } from '../engine.ts'
import type { WarmSequence } from './warmSequence.ts'

type Asked = Pick<CompletionRequest, 'sequence' | 'document'>

/** Sequences of one kind, the most recently used first, each with the name of whom it was used for. */
type Recent = readonly { readonly name: string | undefined; readonly warm: WarmSequence }[]

/**
 * The sequences of a context, shared by all clients: some for reviews, one for each client that reviewed lately, and one for each of the last few
 * documents that were completed. Nobody sees another's text: a sequence keeps only what equals the prompt that it is given.
 */
export class Sequences {
  #review: Recent
  #completion: Recent

  constructor(review: readonly WarmSequence[], completion: readonly WarmSequence[]) {
    this.#review = review.map((warm) => ({ name: undefined, warm }))
    this.#completion = completion.map((warm) => ({ name: undefined, warm }))
  }

  /** The sequence for a request of a client: its own, or its document's own, else the one that was not used for longest. */
  of({ sequence, document = '' }: Asked, client = ''): WarmSequence {
    if (sequence === 'review') {
      this.#review = withFirst(this.#review, client)
      return first(this.#review)
    }
    this.#completion = withFirst(this.#completion, `${client} ${document}`)
    return first(this.#completion)
  }
}

/** The same with the name's sequence in front. */
function withFirst(recent: Recent, name: string): Recent {
  const { warm } = recent.find((each) => each.name === name) ?? (recent.at(-1) as Recent[number])
  return [{ name, warm }, ...recent.filter((each) => each.warm !== warm)]
}

function first(recent: Recent): WarmSequence {
  return (recent[0] as Recent[number]).warm
}
