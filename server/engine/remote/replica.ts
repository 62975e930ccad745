import type { RemoteCapabilities } from './capabilities.ts'
import { Connection, type ConnectionOptions } from './connection.ts'
import { RemoteLanes } from './lanes.ts'
import { notAnswering, Presence } from './presence.ts'
import { probe } from './probe.ts'
import { defaultHealthLimits, type HealthLimits } from './retrying.ts'
import { unlessAborted } from './unlessAborted.ts'
import { watched } from './watch.ts'

/** One server, as far as it is known. */
export interface OpenReplica {
  readonly connection: Connection
  readonly able: RemoteCapabilities
  readonly lanes: RemoteLanes
  /** The pieces of an answer. Rejects with remoteUnreachable where one does not come and the server is gone, or was. */
  readonly whileThere: <T>(pieces: AsyncIterable<T>) => AsyncIterable<T>
}

export interface ReplicaOptions extends ConnectionOptions {
  /** Of the model, as the server calls it. Empty: the first one that it has. */
  readonly model: string
  readonly health?: HealthLimits
}

/** One server with what it can do, tried at the first use, and whether it is there. */
export class Replica {
  readonly connection: Connection
  readonly presence: Presence
  readonly #model: string
  readonly #health: HealthLimits
  #opened: Promise<OpenReplica> | undefined
  /** Whether `#opened` has settled with what the server can do. */
  #isKnown = false

  /** Throws a LatentError where the address is none. */
  constructor(url: string, options: ReplicaOptions, onChange: () => void) {
    this.#model = options.model
    this.#health = options.health ?? defaultHealthLimits
    this.connection = new Connection(url, options)
    this.presence = new Presence(
      (signal) => this.#answers(signal),
      this.#health,
      () => {
        // Another model may run there now.
        this.#opened = undefined
        onChange()
      },
    )
  }

  /**
   * Runs a request, which is told of the server's first word by the promise that it returns. Where that takes long we look whether the server
   * is still there. One that is back after it kept silent is asked once more at once: what waited for it would go on waiting for minutes.
   */
  async use<T>(request: (open: OpenReplica, signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const back = notAnswering(this.connection.root)
    const attempt = () =>
      this.#watched(async (lost) => {
        const until = AbortSignal.any([signal, lost])
        return await request(await this.open(until), until)
      }, back)
    return await this.presence.during(async () => {
      try {
        return await attempt()
      } catch (error) {
        if (error !== back) throw error
        // What asks for it may wait on a lost connection, too.
        if (!this.#isKnown) this.#opened = undefined
        return await attempt()
      }
    })
  }

  /**
   * What the server can do. Rejects with a LatentError, after which the next call tries again, or with the signal's reason; others may wait for
   * the same answer.
   */
  async open(signal: AbortSignal): Promise<OpenReplica> {
    this.#opened ??= this.#probed()
    const opening = this.#opened
    opening.catch(() => {
      if (this.#opened === opening) this.#opened = undefined
    })
    return await unlessAborted(opening, signal)
  }

  /** Forgets what the server can do. */
  forget(): void {
    this.#opened = undefined
  }

  async #probed(): Promise<OpenReplica> {
    const { connection } = this
    this.#isKnown = false
    const able = await probe(connection, this.#model, this.presence.ended)
    this.#isKnown = true
    return { connection, able, lanes: new RemoteLanes(able.parallel), whileThere: (pieces) => this.#whileThere(pieces) }
  }

  async *#whileThere<T>(pieces: AsyncIterable<T>): AsyncIterable<T> {
    const iterator = pieces[Symbol.asyncIterator]()
    try {
      for (;;) {
        const { done, value } = await this.#watched(() => iterator.next())
        if (done === true) return
        yield value
      }
    } finally {
      // Not waited for: it comes after a piece that may never come.
      void iterator.return?.().catch(() => undefined)
    }
  }

  #watched<T>(work: (lost: AbortSignal) => Promise<T>, back = notAnswering(this.connection.root)): Promise<T> {
    const lost = (seen: 'back' | 'gone') => (seen === 'back' ? back : notAnswering(this.connection.root))
    return watched(work, (settled) => this.presence.look(settled), lost, this.#health.doubtAfterMs)
  }

  async #answers(signal: AbortSignal): Promise<void> {
    const inTime = AbortSignal.timeout(this.connection.limits.connectMs)
    try {
      await this.connection.get('/v1/models', AbortSignal.any([signal, inTime]))
    } catch (error) {
      signal.throwIfAborted()
      throw inTime.aborted ? notAnswering(this.connection.root) : error
    }
  }
}
