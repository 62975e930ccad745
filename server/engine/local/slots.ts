import type { Lane } from '../../protocol/figures.ts'

/** Who waits for a slot. */
interface Waiting<Tokens> {
  readonly lane: Lane
  readonly client: string
  readonly prompt: Tokens
  readonly signal: AbortSignal
  /** When it came, in milliseconds. */
  readonly since: number
  take(slot: number): void
}

/** A slot that was taken, to be given back when the request has ended. */
export interface TakenSlot {
  readonly index: number
  release(): void
}

/**
 * How much longer something long has to have waited than the completions that wait, to go before them: about the time between two keys. Completions
 * of who goes on typing are asked anew with each key, so that under load something long is served after two keys at the latest.
 */
const patienceMs = 50

/**
 * Hands a fixed number of slots to the requests of many users. Completions go first, unless something longer has waited for a while already; and of several slots,
 * one is left to each kind. Within a kind users take turns, however many requests one of them sends.
 * Of the free slots a request gets the one that suits its prompt best; where a slot suits it better whose request was cancelled and ends with its
 * step, such as the one of the key before, it waits for that one instead of taking another user's.
 */
export class Slots<Tokens> {
  readonly #suits: (slot: number, prompt: Tokens) => number
  /** What each slot is used for, and until when; undefined: free. */
  readonly #used: ({ readonly kind: Kind; readonly signal: AbortSignal } | undefined)[]
  readonly #waiting: Waiting<Tokens>[] = []
  /** Users by kind, those that had a turn lately at the end. */
  readonly #served = new Map<Kind, readonly string[]>()
  /** Free slots, the one that was given back first at the front. */
  #free: readonly number[]
  readonly #now: () => number

  /** `suits` tells how much of a prompt a slot has already; the more, the better. `now`: milliseconds since some fixed moment. */
  constructor(count: number, suits: (slot: number, prompt: Tokens) => number, now: () => number = () => performance.now()) {
    this.#used = Array.from({ length: count }, () => undefined)
    this.#free = [...this.#used.keys()]
    this.#suits = suits
    this.#now = now
  }

  /** Waits for a slot. Rejects with the signal's reason. */
  take(lane: Lane, client: string, prompt: Tokens, signal: AbortSignal): Promise<TakenSlot> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const waiting: Waiting<Tokens> = {
        lane,
        client,
        prompt,
        signal,
        since: this.#now(),
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

  /** Whether somebody else could go on with a slot that somebody of this lane gives up. */
  isWanted(lane: Lane): boolean {
    const kind = kindOf(lane)
    return this.#waiting.some((each) => kindOf(each.lane) === kind) || (this.#free.length === 0 && this.#waiting.length > 0)
  }

  #release(index: number): void {
    this.#used[index] = undefined
    this.#free = [...this.#free, index]
    this.#handOut()
  }

  #handOut(): void {
    for (;;) {
      const kind = this.#free.length === 0 ? undefined : this.#nextKind()
      if (kind === undefined) return
      const next = this.#nextOf(kind)
      const ending = [...this.#used.keys()].filter((index) => this.#used[index]?.signal.aborted === true)
      const slot = [...this.#free, ...ending].reduce((best, each) =>
        this.#suits(each, next.prompt) > this.#suits(best, next.prompt) ? each : best,
      )
      // It is free within a step, and the next look is taken then.
      if (ending.includes(slot)) return
      this.#hadTurn(kind, next.client)
      this.#used[slot] = { kind, signal: next.signal }
      this.#free = this.#free.filter((each) => each !== slot)
      this.#waiting.splice(this.#waiting.indexOf(next), 1)
      next.take(slot)
    }
  }

  /** Whose turn it is; undefined while none that waits may have a free slot. */
  #nextKind(): Kind | undefined {
    const since = (kind: Kind) => Math.min(...this.#waiting.flatMap((each) => (kindOf(each.lane) === kind ? each.since : [])))
    const holds = (kind: Kind) => this.#used.filter((each) => each?.kind === kind).length
    const count = this.#used.length
    const waits = (kind: Kind) => since(kind) !== Number.POSITIVE_INFINITY
    const long = waits('long') && (count === 1 || holds('long') < count - 1)
    const quick = waits('quick') && !(count > 1 && waits('long') && holds('long') === 0 && holds('quick') === count - 1)
    if (long && quick) return since('long') + patienceMs < since('quick') ? 'long' : 'quick'
    return quick ? 'quick' : long ? 'long' : undefined
  }

  /** The one whose user had no turn for longest; of one user, who came first. */
  #nextOf(kind: Kind): Waiting<Tokens> {
    const ofKind = this.#waiting.filter(({ lane }) => kindOf(lane) === kind)
    const served = this.#served.get(kind) ?? []
    const lastTurn = ({ client }: Waiting<Tokens>) => served.indexOf(client)
    return ofKind.reduce((best, each) => (lastTurn(each) < lastTurn(best) ? each : best))
  }

  /** Puts a user at the end. Only who waits can be behind: the list does not grow with users that are long gone. */
  #hadTurn(kind: Kind, client: string): void {
    const waits = (each: string) => this.#waiting.some((waiting) => kindOf(waiting.lane) === kind && waiting.client === each)
    const others = (this.#served.get(kind) ?? []).filter((each) => each !== client && waits(each))
    this.#served.set(kind, [...others, client])
  }
}

/** What is short and awaited at each key, and what takes as long as it takes. */
type Kind = 'quick' | 'long'

function kindOf(lane: Lane): Kind {
  return lane === 'interactive' || lane === 'ahead' ? 'quick' : 'long'
}
