import { setTimeout as wait } from 'node:timers/promises'

/**
 * What a look at a server found: it answered at once, it answered after it had kept silent, or it is gone. One that is back has lost what was sent to it
 * before: a network that came back brings no old connections with it.
 */
export type Seen = 'there' | 'back' | 'gone'

/**
 * Runs work that waits for a server, and looks every `everyMs` milliseconds whether the server is still there, because a connection of which the other
 * end is gone says nothing for minutes. `look` is told when the work has settled, after which its outcome is of no use. Where the server is back or gone,
 * the work's signal is aborted with `lost(seen)`, and so does the work reject even where it does not go by its signal.
 */
export async function watched<T>(
  work: (signal: AbortSignal) => Promise<T>,
  look: (settled: AbortSignal) => Promise<Seen>,
  lost: (seen: Exclude<Seen, 'there'>) => Error,
  everyMs: number,
): Promise<T> {
  const [ending, settled] = [new AbortController(), new AbortController()]
  const looking = async (): Promise<never> => {
    for (;;) {
      await wait(everyMs, undefined, { signal: settled.signal, ref: false })
      const seen = await look(settled.signal)
      if (seen === 'there' || settled.signal.aborted) continue
      const reason = lost(seen)
      ending.abort(reason)
      throw reason
    }
  }
  const working = work(ending.signal)
  try {
    return await Promise.race([working, looking()])
  } finally {
    settled.abort()
    // Where the looking was first.
    working.catch(() => undefined)
  }
}
