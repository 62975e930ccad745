import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** What is wrong between a client and its server. */
export type NetworkFault =
  | { readonly kind: 'none' }
  /** Each piece of an answer takes this long to arrive, and so many bytes a second. */
  | { readonly kind: 'slow'; readonly delayMs: number; readonly bytesPerSecond: number }
  /** Connections stay open and nothing comes any more, also on those that are opened now: what a machine that lost its power looks like. */
  | { readonly kind: 'silent' }
  /** Bytes that are no HTTP. */
  | { readonly kind: 'noise' }
  /** A good status, and a stream of which no event can be read. */
  | { readonly kind: 'nonsense' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfterSeconds?: number }

/** Stands between a client and a server, and does to what passes what a network and overloaded servers do. */
export class FaultyProxy {
  readonly address: string
  /** Where the server is now. */
  upstream: string
  fault: NetworkFault = { kind: 'none' }
  #server: Server
  readonly #port: number

  private constructor(server: Server, upstream: string) {
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
    this.address = `http://127.0.0.1:${this.#port}`
    this.upstream = upstream
    server.on('request', this.#answer)
  }

  static async start(upstream: string): Promise<FaultyProxy> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new FaultyProxy(server, upstream)
  }

  /** Closes all connections and refuses new ones, as where no server runs. */
  async refuse(): Promise<void> {
    const closed = once(this.#server, 'close')
    this.#server.close()
    this.#server.closeAllConnections()
    await closed
  }

  /** Answers again after `refuse`, at the same address. */
  async listen(): Promise<void> {
    this.#server = createServer(this.#answer).listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  readonly #answer = (asked: IncomingMessage, answer: ServerResponse): void => {
    const { fault } = this
    switch (fault.kind) {
      case 'silent':
        return
      case 'noise':
        asked.socket.end(randomBytes(2000))
        return
      case 'nonsense':
        answer.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: {"choices": [{"te\n\ndata: <html>\n\n')
        return
      case 'status': {
        const retry = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) }
        const body = { error: { message: 'try again later', type: 'server_error', param: null, code: null } }
        answer.writeHead(fault.status, { 'content-type': 'application/json', ...retry }).end(JSON.stringify(body))
        return
      }
      case 'none':
      case 'slow':
        this.#forward(asked, answer)
        return
    }
  }

  #forward(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, headers, url = '/' } = asked
    const forwarded = request(new URL(url, this.upstream), {
      ...(method === undefined ? {} : { method }),
      headers: { ...headers, host: new URL(this.upstream).host },
    })
    forwarded.on('response', async (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      try {
        for await (const piece of response) {
          // What is under way when the connection goes silent never ends.
          if (!(await this.#passes(piece as Buffer))) return
          answer.write(piece)
        }
        answer.end()
      } catch {
        answer.destroy()
      }
    })
    forwarded.on('error', () => answer.destroy())
    answer.on('close', () => forwarded.destroy())
    asked.pipe(forwarded)
  }

  async #passes({ length }: Buffer): Promise<boolean> {
    const { fault } = this
    if (fault.kind === 'slow') await wait(fault.delayMs + (1000 * length) / fault.bytesPerSecond)
    return this.fault.kind !== 'silent'
  }
}
