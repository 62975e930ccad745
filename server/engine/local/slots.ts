import type { Lane } from '../../protocol/figures.ts'

/** Who waits for a slot. */
interface Waiting<Tokens> {
  readonly lane: Lane
  readonly client: string
  readonly prompt: Tokens
  take(slot: number): void
}

/** A slot that was taken, to be given back when the request has ended. */
export interface TakenSlot {
  readonly index: number
  release(): void
}

/** With one slot there is nothing to keep free: so often in a row a completion goes before something longer that waits. */
const mostInARow = 3

/**
 * Hands a fixed number of slots to the requests of many users. Completions go first, but never so that longer requests get no slot at all, nor
 * the other way round: of several slots, one is left to each kind. Within a kind users take turns, however many requests one of them sends.
 * Of the free slots a request gets the one that suits its prompt best.
 */
export class Slots<Tokens> {
  readonly #suits: (slot: number, prompt: Tokens) => number
  /** What each slot is used for; undefined: free. */
  readonly #used: (Kind | undefined)[]
  readonly #waiting: Waiting<Tokens>[] = []
  /** Users by kind, those that had a turn lately at the end. */
  readonly #served = new Map<Kind, readonly string[]>()
  #quickInARow = 0

  /** `suits` tells how much of a prompt a slot has already; the more, the better. */
  constructor(count: number, suits: (slot: number, prompt: Tokens) => number) {
    this.#used = Array.from({ length: count }, () => undefined)
    this.#suits = suits
  }

  /** Waits for a slot. Rejects with the signal's reason. */
  take(lane: Lane, client: string, prompt: Tokens, signal: AbortSignal): Promise<TakenSlot> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const waiting: Waiting<Tokens> = {
        lane,
        client,
        prompt,
        take: (index) => {
          signal.removeEventListener('abort', onAbort)
          resolve({ index, release: () => this.#release(index) })
        },
      }
      const onAbort = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        reject(signal.reason)
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#waiting.push(waiting)
      this.#handOut()
    })
  }

  #release(index: number): void {
    this.#used[index] = undefined
    this.#handOut()
  }

  #handOut(): void {
    for (;;) {
      const free = [...this.#used.keys()].filter((index) => this.#used[index] === undefined)
      const kind = free.length === 0 ? undefined : this.#nextKind()
      if (kind === undefined) return
      const next = this.#nextOf(kind)
      const slot = free.reduce((best, each) => (this.#suits(each, next.prompt) > this.#suits(best, next.prompt) ? each : best))
      this.#used[slot] = kind
      this.#quickInARow = kind === 'quick' ? this.#quickInARow + 1 : 0
      this.#waiting.splice(this.#waiting.indexOf(next), 1)
      next.take(slot)
    }
  }

  /** Whose turn it is; undefined while none that waits may have a free slot. */
  #nextKind(): Kind | undefined {
    const waits = (kind: Kind) => this.#waiting.some(({ lane }) => kindOf(lane) === kind)
    const holds = (kind: Kind) => this.#used.filter((each) => each === kind).length
    const count = this.#used.length
    if (count === 1) {
      if (waits('quick') && waits('long')) return this.#quickInARow < mostInARow ? 'quick' : 'long'
      return waits('quick') ? 'quick' : waits('long') ? 'long' : undefined
    }
    if (waits('quick') && !(waits('long') && holds('long') === 0 && holds('quick') === count - 1)) return 'quick'
    if (waits('long') && holds('long') < count - 1) return 'long'
    return undefined
  }

  /** The one whose user had no turn for longest; of one user, who came first. */
  #nextOf(kind: Kind): Waiting<Tokens> {
    const ofKind = this.#waiting.filter(({ lane }) => kindOf(lane) === kind)
    const served = this.#served.get(kind) ?? []
    const lastTurn = ({ client }: Waiting<Tokens>) => served.indexOf(client)
    const next = ofKind.reduce((best, each) => (lastTurn(each) < lastTurn(best) ? each : best))
    const others = served.filter((client) => client !== next.client && ofKind.some((each) => each.client === client))
    this.#served.set(kind, [...others, next.client])
    return next
  }
}

/** What is short and awaited at each key, and what takes as long as it takes. */
type Kind = 'quick' | 'long'

function kindOf(lane: Lane): Kind {
  return lane === 'interactive' || lane === 'ahead' ? 'quick' : 'long'
}
