import { createConnection, type Socket } from 'node:net'

/** Nobody is there. Windows says ENOENT for a pipe that nobody serves. */
const nobody: ReadonlySet<string> = new Set(['ENOENT', 'ECONNREFUSED'])

/** A connection to whoever listens at the address; undefined where nobody does. Rejects with the system's error where that cannot be told. */
export function connectTo(address: string): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(address)
    socket.once('connect', () => {
      socket.removeAllListeners('error')
      resolve(socket)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (nobody.has(error.code ?? '')) resolve(undefined)
      else reject(error)
    })
  })
}
