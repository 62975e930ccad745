import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import Fastify from 'fastify'
import { describe, expect, it, onTestFinished } from 'vitest'
import { answerBrokenRequest, answerUnrouted } from '../../server/serve/brokenRequest.ts'

/** The whole answer to some bytes. */
async function answerTo(bytes: string): Promise<{ readonly status: string; readonly body: unknown }> {
  const app = Fastify({
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerUnrouted,
    http: { headersTimeout: 50, connectionsCheckingInterval: 10, maxHeaderSize: 1024 },
  })
  onTestFinished(() => app.close())
  await app.listen({ port: 0, host: '127.0.0.1' })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  let text = ''
  socket.on('data', (piece) => {
    text += piece
  })
  socket.write(bytes)
  await once(socket, 'close')
  const [head = '', body = ''] = text.split('\r\n\r\n')
  return { status: head.split('\r\n')[0] ?? '', body: JSON.parse(body) }
}

describe('What never became a request of a route is answered in the form of OpenAI', () => {
  it.each([
    ['is no HTTP', 'nonsense\r\n\r\n', 'HTTP/1.1 400 Bad Request', 'invalid_request'],
    [
      'has an address that is none',
      'GET /%zz HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n',
      'HTTP/1.1 400 Bad Request',
      'invalid_request',
    ],
    ['comes too slowly', 'GET / HTTP/1.1\r\nhost: loc', 'HTTP/1.1 408 Request Timeout', 'request_timeout'],
    [
      'has huge headers',
      `GET / HTTP/1.1\r\nhost: localhost\r\nlarge: ${'x'.repeat(4096)}\r\n\r\n`,
      'HTTP/1.1 431 Request Header Fields Too Large',
      'headers_too_large',
    ],
  ])('where it %s', async (_name, bytes, status, code) => {
    expect(await answerTo(bytes)).toEqual({
      status,
      body: { error: { message: expect.any(String), type: 'invalid_request_error', param: null, code } },
    })
  })
})
