import type { RemoteCapabilities } from './capabilities.ts'
import { Connection, type ConnectionOptions } from './connection.ts'
import { RemoteLanes } from './lanes.ts'
import { notAnswering, Presence } from './presence.ts'
import { probe } from './probe.ts'
import { defaultHealthLimits, type HealthLimits } from './retrying.ts'
import { unlessAborted } from './unlessAborted.ts'

/** One server, as far as it is known. */
export interface OpenReplica {
  readonly connection: Connection
  readonly able: RemoteCapabilities
  readonly lanes: RemoteLanes
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
   * is still there: a connection of which the other end is gone says nothing for minutes.
   */
  async use<T>(request: (open: OpenReplica, signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const gone = new AbortController()
    const settled = new AbortController()
    const doubt = setTimeout(async () => {
      await this.presence.doubt(settled.signal)
      if (this.presence.away !== undefined) gone.abort(notAnswering(this.connection.root))
    }, this.#health.doubtAfterMs)
    doubt.unref()
    try {
      const until = AbortSignal.any([signal, gone.signal])
      return await this.presence.during(async () => await request(await this.open(until), until))
    } finally {
      clearTimeout(doubt)
      settled.abort()
    }
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
    const able = await probe(connection, this.#model, this.presence.ended)
    return { connection, able, lanes: new RemoteLanes(able.parallel) }
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
