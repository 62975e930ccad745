import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A stand-in for the hub of models on this machine. */
export interface HaltingHub {
  readonly url: string
  /** From now on whole files are sent. */
  goOn(): void
  close(): void
}

/** Sends the first half of a file, and no more until it may go on: so a download stands still while it is looked at. */
export async function openHaltingHub(file: Buffer): Promise<HaltingHub> {
  let halts = true
  const server = createServer((request, response) => {
    const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? []
    const start = Number(from ?? 0)
    const headers = { 'content-length': file.length - start, etag: '"v1"' }
    if (from === undefined) response.writeHead(200, headers)
    else response.writeHead(206, { ...headers, 'content-range': `bytes ${start}-${file.length - 1}/${file.length}` })
    if (halts) response.write(file.subarray(start, Math.max(start, Math.floor(file.length / 2))))
    else response.end(file.subarray(start))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    goOn: () => {
      halts = false
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
