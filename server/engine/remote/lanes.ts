import PQueue from 'p-queue'
import type { Lane } from '../../protocol/figures.ts'

/** Higher first; a completion does not wait at all. */
const priorities: Readonly<Record<Exclude<Lane, 'interactive'>, number>> = { ahead: 2, user: 1, idle: 0 }

/**
 * Orders requests to a server that works on several at a time: a completion is sent at once, the others share what is left of the
 * server's places, by lane and then by arrival.
 */
export class RemoteLanes {
  readonly #waiting: PQueue

  /** `parallel`: requests that the server works on at the same time. */
  constructor(parallel: number) {
    this.#waiting = new PQueue({ concurrency: Math.max(1, parallel - 1) })
  }

  /** Waits for a place. Resolves with what gives it back, which must be called. Rejects with the signal's reason. */
  async enter(lane: Lane, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (lane === 'interactive') return () => undefined
    return await new Promise<() => void>((resolve, reject) => {
      const giveUp = () => reject(signal.reason)
      signal.addEventListener('abort', giveUp, { once: true })
      const hold = async () => {
        signal.removeEventListener('abort', giveUp)
        // The queue keeps who was sent away, and comes to them like to all others.
        if (!signal.aborted) await new Promise<void>((leave) => resolve(leave))
      }
      void this.#waiting.add(hold, { priority: priorities[lane] })
    })
  }
}
