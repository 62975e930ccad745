import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface FileServer {
  readonly url: string
  /** What was asked for, oldest first: the `Range` header, or `all`. */
  readonly asked: readonly string[]
}

/** How a request is answered; `number` counts from 1. */
export type Answer = (request: IncomingMessage, response: ServerResponse, number: number) => void

/** A real HTTP server on this machine, gone when the test ends. */
export async function serve(answer: Answer): Promise<FileServer> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.headers.range ?? 'all')
    answer(request, response, asked.length)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

/** Sends a file as a hub does: whole, or from where `Range` asks, unless `If-Range` names another version. */
export function hub(content: Buffer, etag = '"v1"'): Answer {
  return (request, response) => {
    const start = rangeStart(request)
    const stillTheSame = request.headers['if-range'] === undefined || request.headers['if-range'] === etag
    if (start === undefined || !stillTheSame) {
      response.writeHead(200, { 'content-length': content.length, etag }).end(content)
      return
    }
    const range = `bytes ${start}-${content.length - 1}/${content.length}`
    response
      .writeHead(206, { 'content-length': content.length - start, 'content-range': range, etag })
      .end(content.subarray(start))
  }
}

/** Answers without looking at `Range`. */
export function plain(content: Buffer): Answer {
  return (_request, response) => void response.writeHead(200, { 'content-length': content.length }).end(content)
}

/** Sends the head of what is asked for, `bytes` of it, and cuts the connection. */
export function cutting(content: Buffer, bytes: number, etag = '"v1"'): Answer {
  return (request, response) => {
    const start = rangeStart(request) ?? 0
    const range = `bytes ${start}-${content.length - 1}/${content.length}`
    response.writeHead(start > 0 ? 206 : 200, {
      'content-length': content.length - start,
      ...(start > 0 ? { 'content-range': range } : {}),
      etag,
    })
    // Long enough that the client has read what was sent: with the connection goes what has not been read.
    response.write(content.subarray(start, start + bytes), () => setTimeout(() => response.destroy(), 150))
  }
}

export function status(code: number): Answer {
  return (_request, response) => void response.writeHead(code).end('not what you want')
}

/** The first answers in turn, the last of them for all that come after. */
export function inTurn(...answers: readonly Answer[]): Answer {
  return (request, response, number) => answers[Math.min(number, answers.length) - 1]?.(request, response, number)
}

function rangeStart(request: IncomingMessage): number | undefined {
  const [, start] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? []
  return start === undefined ? undefined : Number(start)
}
