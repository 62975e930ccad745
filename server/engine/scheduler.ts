import { type Lane, lanes } from '../protocol/figures.ts'
import { nextRound, type Pace, type Work } from './rounds.ts'

/** One request's place in the order. Its steps run only while no request of a higher lane, nor the one whose turn it is in its lane, is under way. */
export interface Ticket {
  /**
   * Runs one step (a prefill slice, a decoded token) alone, or in a round with those of others. `work` is what the step will ask of the model, as far as is known;
   * `tokens` is how much of a prompt it may read. Rejects with the signal's reason when that was aborted before the step began.
   */
  run<T>(step: (tokens: number) => Promise<T>, work?: Work): Promise<T>
  /** Says that its user has had text of it. */
  answered(): void
  /** Gives the place up; must be called once the request has ended. */
  leave(): void
}

interface Place {
  readonly lane: Lane
  readonly client: string
  readonly signal: AbortSignal
  /** Wakes the request that waits for its next step; absent while it has none to run. */
  wake?: () => void
}

/** A request that writes together with others. */
interface Member {
  readonly lane: Lane
  readonly pace: Pace
  readonly since: number
  readonly signal: AbortSignal
  isAnswered: boolean
  written: number
  passed: number
  /** The step that it is ready for. */
  next?: { readonly work: Work; begin(tokens: number): void }
}

/**
 * While texts are written together, what has to run alone gets one part of the time for two of theirs: a step that took long is followed by
 * a longer rest. Without the rest a review's slices would double the time of each token of everyone else.
 */
const restAfterAlone = 2

/**
 * Orders the steps of all requests by lane, then by client in turn, then by arrival. A request in a higher lane gets the very next step; the
 * lower one waits between two steps with its KV cache kept, and goes on afterwards. Equal lanes run one request to its end before the
 * next, because two prompts that alternate on one sequence would evict each other; the next one is of the client that has waited
 * longest for its turn in that lane, however many requests another one has sent. Requests that were entered together have sequences of their own:
 * their steps run in rounds, each as one batch (rounds.ts), and with those who run alone they share the time by turns.
 */
export class Scheduler {
  readonly #now: () => number
  readonly #places: Place[] = []
  /** The request of each lane that runs to its end. */
  readonly #current = new Map<Lane, Place>()
  /** Clients by lane, those that had a turn lately at the end. */
  readonly #served = new Map<Lane, readonly string[]>()
  #aloneRunning = false
  readonly #together = new Set<Member>()
  #togetherRunning = 0
  #roundIsDue = false
  /** Until then those who write together go first. */
  #restUntil = Number.NEGATIVE_INFINITY

  /** `now`: milliseconds since some fixed moment. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** `client` names whoever asks, such as an editor's window. */
  enter(lane: Lane, signal: AbortSignal, client = ''): Ticket {
    const place: Place = { lane, signal, client }
    this.#places.push(place)
    return {
      run: (step) => this.#run(place, () => step(Number.POSITIVE_INFINITY)),
      answered: () => undefined,
      leave: () => {
        const index = this.#places.indexOf(place)
        if (index >= 0) this.#places.splice(index, 1)
        if (this.#current.get(lane) === place) this.#current.delete(lane)
        this.#wake()
      },
    }
  }

  /**
   * For a request of a lane that has a sequence to itself: its steps run in rounds with those of the others that were entered so. `pace` is its model's.
   */
  enterTogether(lane: Lane, pace: Pace, signal: AbortSignal): Ticket {
    const member: Member = { lane, pace, signal, since: this.#now(), isAnswered: false, written: 0, passed: 0 }
    this.#together.add(member)
    return {
      run: (step, work = { kind: 'write' }) => this.#runTogether(member, step, work),
      answered: () => {
        member.isAnswered = true
      },
      leave: () => {
        this.#together.delete(member)
        this.#wake()
      },
    }
  }

  async #run<T>(place: Place, step: () => Promise<T>): Promise<T> {
    while (this.#aloneRunning || this.#togetherRunning > 0 || this.#isResting || this.#first() !== place) {
      place.signal.throwIfAborted()
      await this.#woken(place)
    }
    place.signal.throwIfAborted()
    this.#aloneRunning = true
    const startedAt = this.#now()
    try {
      return await step()
    } finally {
      this.#aloneRunning = false
      const endedAt = this.#now()
      this.#restUntil = endedAt + restAfterAlone * (endedAt - startedAt)
      this.#wake()
    }
  }

  async #runTogether<T>(member: Member, step: (tokens: number) => Promise<T>, work: Work): Promise<T> {
    const tokens = await this.#roundOf(member, work)
    try {
      return await step(tokens)
    } finally {
      this.#togetherRunning -= 1
      this.#wake()
    }
  }

  /** Waits for the round that has a step of this work, and gives the tokens that it may read. */
  #roundOf(member: Member, work: Work): Promise<number> {
    return new Promise((resolve, reject) => {
      const { signal } = member
      if (signal.aborted) return reject(signal.reason)
      const onAbort = () => {
        delete member.next
        reject(signal.reason)
      }
      const begin = (tokens: number) => {
        delete member.next
        signal.removeEventListener('abort', onAbort)
        this.#togetherRunning += 1
        member.passed = 0
        if (work.kind === 'write') member.written += 1
        resolve(tokens)
      }
      member.next = { work, begin }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#wake()
    })
  }

  /** Once all who had a step in the last round had time to say what they want next. */
  #planRound(): void {
    if (this.#roundIsDue) return
    this.#roundIsDue = true
    setImmediate(() => {
      this.#roundIsDue = false
      if (this.#aloneRunning || this.#togetherRunning > 0 || this.#isAloneDue) return
      const wishes = [...this.#together].flatMap(({ next, ...member }) => (next === undefined ? [] : [{ ...member, ...next }]))
      const round = nextRound(wishes, this.#now())
      for (const { wish, tokens } of round) wish.begin(tokens)
      if (round.some(({ tokens }) => tokens > 0))
        for (const member of this.#together) if (member.next !== undefined) member.passed += 1
    })
  }

  get #isResting(): boolean {
    return this.#together.size > 0 && this.#now() < this.#restUntil
  }

  /** Somebody waits for a step alone, and the others had their part of the time. */
  get #isAloneDue(): boolean {
    return this.#first()?.wake !== undefined && !this.#isResting
  }

  #woken(place: Place): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        place.signal.removeEventListener('abort', wake)
        delete place.wake
        resolve()
      }
      place.wake = wake
      place.signal.addEventListener('abort', wake, { once: true })
    })
  }

  #first(): Place | undefined {
    for (const lane of lanes) {
      const place = this.#current.get(lane) ?? this.#nextOf(lane)
      if (place !== undefined) return place
    }
    return undefined
  }

  /** Gives the turn to the client that had none for longest. */
  #nextOf(lane: Lane): Place | undefined {
    const waiting = this.#places.filter((place) => place.lane === lane)
    if (waiting.length === 0) return undefined
    const served = this.#served.get(lane) ?? []
    const lastTurn = ({ client }: Place) => served.indexOf(client)
    const next = waiting.reduce((best, place) => (lastTurn(place) < lastTurn(best) ? place : best))
    this.#current.set(lane, next)
    // Only who waits can be behind: the list does not grow with clients that are long gone.
    const others = served.filter((client) => client !== next.client && waiting.some((place) => place.client === client))
    this.#served.set(lane, [...others, next.client])
    return next
  }

  #wake(): void {
    if (this.#aloneRunning || this.#togetherRunning > 0) return
    if (!this.#isResting) this.#first()?.wake?.()
    if (!this.#isAloneDue) this.#planRound()
  }
}
