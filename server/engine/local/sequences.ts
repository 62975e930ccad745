import type { CompletionRequest } from '../engine.ts'
import type { WarmSequence } from './warmSequence.ts'

type Asked = Pick<CompletionRequest, 'sequence' | 'document'>

/** Who used a sequence last: a client, and of its completions for which document. */
interface User {
  readonly client: string
  readonly document: string
}

/** Sequences of one kind, the most recently used first. */
type Recent = readonly { readonly user: User | undefined; readonly warm: WarmSequence }[]

/**
 * The sequences of a context, shared by all clients: some for reviews, one for each client that reviewed lately, and one for each of the last few
 * documents that were completed. Nobody sees another's text: a sequence keeps only what equals the prompt that it is given.
 */
export class Sequences {
  #review: Recent
  #completion: Recent

  constructor(review: readonly WarmSequence[], completion: readonly WarmSequence[]) {
    this.#review = review.map((warm) => ({ user: undefined, warm }))
    this.#completion = completion.map((warm) => ({ user: undefined, warm }))
  }

  /** The sequence for a request of a client: its own, or its document's own, else the one that was not used for longest. */
  of({ sequence, document = '' }: Asked, client = ''): WarmSequence {
    if (sequence === 'review') {
      this.#review = withFirst(this.#review, { client, document: '' })
      return first(this.#review)
    }
    this.#completion = withFirst(this.#completion, { client, document })
    return first(this.#completion)
  }

  /** The sequences that completions used, the most recently used first, each with whose text it holds. */
  completed(): readonly (User & { readonly warm: WarmSequence })[] {
    return this.#completion.flatMap(({ user, warm }) => (user === undefined ? [] : [{ ...user, warm }]))
  }
}

/** The same with the user's sequence in front. */
function withFirst(recent: Recent, user: User): Recent {
  const isOwn = (each: User | undefined) => each?.client === user.client && each.document === user.document
  const { warm } = recent.find((each) => isOwn(each.user)) ?? (recent.at(-1) as Recent[number])
  return [{ user, warm }, ...recent.filter((each) => each.warm !== warm)]
}

function first(recent: Recent): WarmSequence {
  return (recent[0] as Recent[number]).warm
}
