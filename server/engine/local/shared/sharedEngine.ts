import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { atMost, type EngineLink, type EngineLinkEvents } from '../engineLink.ts'
import type { FromEngine, ToEngine } from '../messages.ts'
import { connectTo } from './connectTo.ts'
import { ClosedError, FramedSocket } from './framedSocket.ts'
import { greetHost } from './handshake.ts'
import { Heartbeat } from './heartbeat.ts'
import { openPlace, type Place } from './place.ts'
import { lastWords, type StartedHost, startHost } from './startHost.ts'

const lookEveryMs = 25
/** A host that was started ends at once where another one is there; more often than that it cannot run. */
const mostStarts = 5

/** How long an engine that does not answer is waited for, in milliseconds. */
export interface Patience {
  /** Starting a program and loading a driver take seconds, and on a busy machine ten times that. */
  readonly longestWaitMs: number
  /** An engine that showed no sign of life for so long is stopped, or stuck for good. */
  readonly longestSilenceMs: number
  /** Whoever waits longer than this is told why, in the log. */
  readonly tellAfterMs: number
}

/** A second copy of a model takes gigabytes of a machine that is busy already, so that waiting is the better choice for long. */
const usualPatience: Patience = { longestWaitMs: 120_000, longestSilenceMs: 20_000, tellAfterMs: 5_000 }

/**
 * Connects to the engine that all programs of this user share, and starts it where none runs. Rejects with an Error that says why that
 * is not possible here, a private engine always is; or, at once, with the reason of the signal.
 */
export async function openSharedEngine(
  programPath: string,
  folder: string,
  events: EngineLinkEvents,
  signal: AbortSignal,
  patience = usualPatience,
): Promise<EngineLink> {
  const place = await openPlace(folder, programPath)
  const waiting = new Waiting(patience, events.log)
  const { socket, pid, started } = await reach(programPath, folder, place, waiting, signal)
  return linkOver(socket, pid, events, async () => {
    const why = await started?.endedBecause()
    for (const line of lastWords(place.log)) events.log(line)
    return why ?? 'its process ended'
  })
}

interface Reached {
  readonly socket: FramedSocket
  readonly pid: number
  /** The host's process, where this program started it. */
  readonly started?: StartedHost
}

async function reach(programPath: string, folder: string, place: Place, waiting: Waiting, signal: AbortSignal): Promise<Reached> {
  let started: StartedHost | undefined
  let starts = 0
  for (;;) {
    signal.throwIfAborted()
    const connection = await connectTo(place.address)
    if (connection !== undefined) {
      const socket = new FramedSocket(connection)
      const giveUp = () => socket.destroy()
      if (signal.aborted) giveUp()
      signal.addEventListener('abort', giveUp)
      try {
        const heartbeat = new Heartbeat(place.beat)
        const pid = await greetHost(socket, place.secret, () => waiting.forLiving(heartbeat))
        return { socket, pid, ...(started === undefined ? {} : { started }) }
      } catch (error) {
        socket.destroy()
        // It was about to end. The next one is started.
        if (!(error instanceof ClosedError)) throw error
      } finally {
        signal.removeEventListener('abort', giveUp)
      }
    } else if (started === undefined || started.hasEnded) {
      if (starts === mostStarts) throw new Error(`its process ended: ${await started?.endedBecause()}`)
      started = startHost(programPath, folder, place.log)
      starts += 1
    }
    waiting.requireTime('it does not start')
    await sleep(lookEveryMs, undefined, { signal })
  }
}

/** How long has been waited, and whether it is worth waiting on. */
class Waiting {
  readonly #patience: Patience
  readonly #log: (line: string) => void
  readonly #startMs = performance.now()
  #isTold = false

  constructor(patience: Patience, log: (line: string) => void) {
    this.#patience = patience
    this.#log = log
  }

  /** Throws an Error that says why, where it was long enough. */
  requireTime(why: string): void {
    const waitedMs = performance.now() - this.#startMs
    const { longestWaitMs, tellAfterMs } = this.#patience
    if (waitedMs >= longestWaitMs) throw new Error(why)
    if (waitedMs < tellAfterMs || this.#isTold) return
    this.#isTold = true
    const seconds = Math.round(longestWaitMs / 1000)
    this.#log(`the engine that is shared with other windows has not answered yet; waiting for it, ${seconds} s at most`)
  }

  /** The same, for an engine that is there: one that shows no sign of life is not waited for any longer. */
  async forLiving(heartbeat: Heartbeat): Promise<void> {
    if ((await heartbeat.silentMs()) >= this.#patience.longestSilenceMs) throw new Error('its process does nothing any more')
    this.requireTime('it does not answer, though its process lives')
  }
}

function linkOver(socket: FramedSocket, pid: number, events: EngineLinkEvents, whyGone: () => Promise<string>): EngineLink {
  let ended = false
  let onReleased: () => void = () => undefined
  socket.listen((received) => {
    const message = received as FromEngine
    if (message.kind === 'released') onReleased()
    // What is said while the model is given back, too.
    else if (message.kind === 'log') events.log(message.line)
    else if (!ended) events.onMessage(message)
  })
  void socket.closed.then(async () => {
    onReleased()
    if (ended) return
    const why = await whyGone()
    // It may have been given up in the meantime.
    if (!ended) events.onExit(why)
  })
  return {
    pid,
    send: (message: ToEngine) => socket.send(message),
    release: async () => {
      ended = true
      const released = new Promise<void>((resolve) => {
        onReleased = resolve
      })
      socket.send({ kind: 'release' } satisfies ToEngine)
      await atMost(Promise.race([released, socket.closed]))
      socket.end()
    },
    kill: async () => {
      ended = true
      try {
        // The socket is open, so that the number is still that of the host.
        process.kill(pid, 'SIGKILL')
      } catch {
        // It has just ended by itself.
      }
      await atMost(socket.closed)
    },
    leave: () => {
      ended = true
      socket.end()
    },
  }
}
