import { setTimeout as sleep } from 'node:timers/promises'
import { atMost, type EngineLink, type EngineLinkEvents } from '../engineLink.ts'
import type { FromEngine, ToEngine } from '../messages.ts'
import { connectTo } from './connectTo.ts'
import { ClosedError, FramedSocket } from './framedSocket.ts'
import { greetHost } from './handshake.ts'
import { openPlace, type Place } from './place.ts'
import { lastWords, type StartedHost, startHost } from './startHost.ts'

/** A busy machine starts a program within this time, or something is wrong with it. */
const longestStartMs = 20_000
const lookEveryMs = 25
/** A host that was started ends at once where another one is there; more often than that it cannot run. */
const mostStarts = 5

/**
 * Connects to the engine that all programs of this user share, and starts it where none runs. Rejects with an Error that says why that
 * is not possible here, a private engine always is; or, at once, with the reason of the signal.
 */
export async function openSharedEngine(
  programPath: string,
  folder: string,
  events: EngineLinkEvents,
  signal: AbortSignal,
): Promise<EngineLink> {
  const place = await openPlace(folder, programPath)
  const { socket, pid, started } = await reach(programPath, folder, place, signal)
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

async function reach(programPath: string, folder: string, place: Place, signal: AbortSignal): Promise<Reached> {
  const end = Date.now() + longestStartMs
  let started: StartedHost | undefined
  let starts = 0
  while (Date.now() < end) {
    signal.throwIfAborted()
    const connection = await connectTo(place.address)
    if (connection !== undefined) {
      const socket = new FramedSocket(connection)
      const giveUp = () => socket.destroy()
      if (signal.aborted) giveUp()
      signal.addEventListener('abort', giveUp)
      try {
        const pid = await greetHost(socket, place.secret)
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
    await sleep(lookEveryMs, undefined, { signal })
  }
  throw new Error('it does not start')
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
