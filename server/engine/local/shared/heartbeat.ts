import { stat } from 'node:fs/promises'
import { performance } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'

const beatEveryMs = 2000

/** What the thread runs: nothing but the beat, so that it needs no program of its own. */
const beat = `
const { writeFileSync } = require('node:fs')
const { workerData } = require('node:worker_threads')
const beat = () => {
  // Where the folder is gone, nobody can look for the beat either.
  try { writeFileSync(workerData.path, String(Date.now()), { mode: 0o600 }) } catch {}
}
beat()
setInterval(beat, workerData.everyMs)
`

/**
 * Writes to the file every two seconds for as long as this process lives and the system lets it run, whatever the main thread is busy with: loading a driver,
 * or waiting for memory that was swapped out.
 */
export function startHeartbeat(path: string, everyMs = beatEveryMs): { stop(): void } {
  const thread = new Worker(beat, { eval: true, workerData: { path, everyMs }, resourceLimits: { maxOldGenerationSizeMb: 8 } })
  // A process that lives without it is better than none.
  thread.on('error', () => undefined)
  thread.unref()
  return { stop: () => void thread.terminate() }
}

/** Watches the beat of another process. Goes by changes of the file rather than by its time, which another clock may have set. */
export class Heartbeat {
  readonly #path: string
  #seen: number | undefined
  #seenAtMs = performance.now()

  constructor(path: string) {
    this.#path = path
  }

  /** How long there has been no beat, in milliseconds, at most since this began to watch. */
  async silentMs(): Promise<number> {
    const now = (await stat(this.#path).catch(() => undefined))?.mtimeMs
    if (now !== this.#seen) {
      this.#seen = now
      this.#seenAtMs = performance.now()
    }
    return performance.now() - this.#seenAtMs
  }
}
