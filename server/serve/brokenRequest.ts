import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { ApiError, apiErrorOf } from './apiError.ts'

/** Answers what never became a request, in OpenAI's form, and closes its connection. The framework's own answer has another one. */
export function answerBrokenRequest(error: Error & { readonly code?: string }, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const { statusCode, body } = apiErrorFor(error.code)
  const text = JSON.stringify(body)
  const head = [
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(text)}`,
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`, () => socket.destroy())
}

/** An address that cannot be read belongs to no route, so that no other handler sees it. */
export function answerUnrouted(error: Error, _request: unknown, reply: FastifyReply): void {
  const { statusCode, body } = apiErrorOf(error)
  void reply.code(statusCode).send(body)
}

/** The error for a code of Node's HTTP parser. */
function apiErrorFor(code: string | undefined): ApiError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new ApiError(408, 'The request took too long to arrive.', { code: 'request_timeout' })
  if (code === 'HPE_HEADER_OVERFLOW')
    return new ApiError(431, 'The headers of the request are larger than this server takes.', { code: 'headers_too_large' })
  return new ApiError(400, 'This is no valid HTTP request.', { code: 'invalid_request' })
}
