import { chmod, rm } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { withLock } from '../../../models/pullLock.ts'
import type { FromEngine, ToEngine } from '../messages.ts'
import { connectTo } from './connectTo.ts'
import { FramedSocket } from './framedSocket.ts'
import { greetClient } from './handshake.ts'
import { startHeartbeat } from './heartbeat.ts'
import { openPlace, type Place } from './place.ts'

/** Makes a client's side of the engine: what it sends is given to `take`. */
export type Join = (send: (message: FromEngine) => void) => {
  take(message: ToEngine): void
  leave(keepMs: number): Promise<void>
}

/** How long an engine without clients, and a model without users, waits for the next: a window that reloads, a hook that runs file by file. */
const graceMs = 5000
/** Nobody holds the lock longer than it takes to bind a socket. */
const longestLockMs = 20_000

/**
 * Serves all programs of this user that come to the folder's socket, until the last one is gone and `finish` has done the rest. Returns at once
 * where another process does that already. Rejects with an Error where the folder cannot be used.
 */
export async function hostEngine(folder: string, join: Join, finish: () => Promise<void>): Promise<void> {
  const place = await openPlace(folder, process.argv[1] as string)
  const server = createServer()
  const clients = new Clients(join, place.secret, () => server.close(() => void finish().finally(() => process.exit(0))))
  server.on('connection', (socket) => void clients.serve(socket))
  const alone = await withLock(
    place.lock,
    () => undefined,
    AbortSignal.timeout(longestLockMs),
    () => bindAlone(server, place),
    25,
  )
  if (!alone) process.exit(0)
  startHeartbeat(place.beat)
  // No client has come yet: whoever started this process may be gone.
  clients.waitForNext()
}

/** Binds the address unless somebody answers there. Under the lock, so that two that come at once do not both take over a dead one's socket. */
async function bindAlone(server: Server, { address }: Place): Promise<boolean> {
  const other = await connectTo(address)
  if (other !== undefined) {
    other.destroy()
    return false
  }
  const isPipe = process.platform === 'win32'
  if (!isPipe) await rm(address, { force: true })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, resolve)
  })
  // The folder keeps others out already.
  if (!isPipe) await chmod(address, 0o600)
  return true
}

/** Those who are connected. */
class Clients {
  readonly #join: Join
  readonly #secret: string
  readonly #end: () => void
  #connected = 0
  #ending: NodeJS.Timeout | undefined

  /** `end` is called when nobody has been there for a while. */
  constructor(join: Join, secret: string, end: () => void) {
    this.#join = join
    this.#secret = secret
    this.#end = end
  }

  /** Ends when nobody comes for a while; does nothing while somebody is there. */
  waitForNext(): void {
    if (this.#connected === 0) this.#ending ??= setTimeout(this.#end, graceMs)
  }

  async serve(connection: Socket): Promise<void> {
    const socket = new FramedSocket(connection)
    this.#connected += 1
    clearTimeout(this.#ending)
    this.#ending = undefined
    try {
      await greetClient(socket, this.#secret)
      const client = this.#join((message) => socket.send(message))
      socket.listen((message) => client.take(message as ToEngine))
      await socket.closed
      await client.leave(graceMs)
    } catch {
      socket.destroy()
    } finally {
      this.#connected -= 1
      this.waitForNext()
    }
  }
}
