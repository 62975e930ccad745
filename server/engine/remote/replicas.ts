import { LatentError } from '../../protocol/errors.ts'
import type { Lane } from '../../protocol/figures.ts'
import { Listeners } from '../listeners.ts'
import { isPassing } from './failure.ts'
import { type OpenReplica, Replica, type ReplicaOptions } from './replica.ts'
import { Attempts } from './retrying.ts'

/** Servers that have the same model. A request goes to one that is there, and to the next where that one fails before its first word. */
export class Replicas {
  readonly all: readonly Replica[]
  readonly #attempts = new Attempts()
  readonly #listeners = new Listeners<[]>()

  /** Throws remoteAddress where there is no address, or one that is none. */
  constructor(urls: readonly string[], options: ReplicaOptions) {
    if (urls.length === 0) throw LatentError.of('remoteAddress', '')
    this.all = urls.map((url) => new Replica(url, options, () => this.#tell()))
  }

  /** Why nothing can be asked: all are away. Undefined while one is there. */
  get away(): LatentError | undefined {
    const [first, ...others] = this.all.map(({ presence }) => presence.away)
    return others.includes(undefined) ? undefined : first
  }

  /** Called when a server goes and when one comes back. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener)
  }

  /**
   * Runs a request on one of the servers. Requests with the same `key` go to the same server as long as it is there, because their prompts share
   * what it has in its cache. Rejects with the last failure, or the signal's reason.
   */
  async run<T>(
    lane: Lane,
    key: string,
    request: (open: OpenReplica, signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    return await this.#attempts.run(lane, () => this.#once(key, request, signal), signal)
  }

  /** What the servers can do, by the first that tells. */
  async open(signal: AbortSignal): Promise<OpenReplica> {
    return await this.run('user', '', async (open) => open, signal)
  }

  /** Tries anew what the servers can do. */
  forget(): void {
    for (const replica of this.all) replica.forget()
  }

  end(): void {
    for (const { presence } of this.all) presence.end()
  }

  async #once<T>(key: string, request: (open: OpenReplica, signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    let failure: unknown
    for (const replica of this.#inOrder(key)) {
      try {
        return await replica.use(request, signal)
      } catch (error) {
        signal.throwIfAborted()
        if (!isPassing(error)) throw error
        failure = error
      }
    }
    throw failure ?? this.away
  }

  /** Those that are there, the one for this key first: by the highest hash, so that a server more or less moves few keys (rendezvous hashing). */
  #inOrder(key: string): readonly Replica[] {
    const there = this.all.filter(({ presence }) => presence.away === undefined)
    return there.toSorted((a, b) => hash(key + b.connection.root) - hash(key + a.connection.root))
  }

  #tell(): void {
    this.#listeners.tell()
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const byte of Buffer.from(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0
  return value
}
