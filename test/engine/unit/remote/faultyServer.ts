import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A server whose answers to completions are faults; it lists one model, `m`. */
export class FaultyServer {
  readonly url: string
  /** Completions that were asked for. */
  asked = 0
  /** Of these, closed by whoever asked. */
  closed = 0
  /** What each header `authorization` said. */
  readonly keys = new Set<string>()
  readonly #server: ReturnType<typeof createServer>
  /** Requests that get no answer, from now on. */
  #unanswered = 0

  private constructor(server: ReturnType<typeof createServer>, url: string) {
    this.#server = server
    this.url = url
  }

  /** `answers`: to the first, second, … completion; the last one again and again. */
  static async start(...answers: readonly [Answer, ...Answer[]]): Promise<FaultyServer> {
    const server = createServer((request, response) => {
      const { url = '' } = request
      faulty.keys.add(request.headers.authorization ?? '')
      if (faulty.#unanswered > 0) {
        faulty.#unanswered -= 1
        return
      }
      if (url === '/v1/models') return json(200, { data: [{ id: 'm', owned_by: 'other' }] })(request, response)
      if (url !== '/v1/completions') return json(404, {})(request, response)
      const answer = answers[Math.min(faulty.asked, answers.length - 1)] as Answer
      faulty.asked += 1
      response.on('close', () => {
        if (!response.writableEnded) faulty.closed += 1
      })
      answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const faulty = new FaultyServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    return faulty
  }

  /** It takes so many requests and never says anything to them. */
  fallSilent(requests = Number.POSITIVE_INFINITY): void {
    this.#unanswered = requests
  }

  /** After `stop`, at the same address. */
  async startAgain(): Promise<void> {
    const { port } = new URL(this.url)
    await new Promise<void>((resolve) => this.#server.listen(Number(port), '127.0.0.1', resolve))
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }
}

/** The whole answer at once. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

/** A stream of pieces, and what becomes of the connection after them. */
export function stream(texts: readonly string[], end: 'done' | 'cut' | 'silence' = 'done'): Answer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    for (const text of texts) response.write(`data: ${JSON.stringify({ choices: [{ text }] })}\n\n`)
    if (end === 'done') response.end('data: [DONE]\n\n')
    if (end === 'cut') setImmediate(() => response.destroy())
  }
}

/** The answer where a stream is asked for; else a completion as servers give it when they are tried for what they can do. */
export function whenStreamed(answer: Answer): Answer {
  return (request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      const isStream: unknown = JSON.parse(body).stream
      const given = isStream === true ? answer : json(200, { choices: [{ text: 'a' }] })
      given(request, response)
    })
  }
}

/** One answer to the first stream that is asked for, of whichever server, and another to those after it. */
export function firstStreamed(first: Answer, then: Answer): Answer {
  let streams = 0
  return whenStreamed((request, response) => {
    streams += 1
    const answer = streams === 1 ? first : then
    answer(request, response)
  })
}
