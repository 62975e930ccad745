import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { InfillClient, PromptTooLong } from '../../bench/completion/systems/infill.ts'

let server: Server
afterEach(() => void server.close())

/** A client of a server that refuses each request with an error of this type. */
async function clientRefusedBy(type: string): Promise<InfillClient> {
  server = createServer((_, response) => {
    response.writeHead(400, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ error: { code: 400, message: 'refused', type } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return new InfillClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
}

describe('a question that llama-server refuses', () => {
  it('tells that the prompt is too long', async () => {
    const client = await clientRefusedBy('exceed_context_size_error')
    await expect(client.post('interactive', {})).rejects.toThrow(PromptTooLong)
  })

  it('fails for any other reason, so that a wrong request does not pass for an empty answer', async () => {
    const client = await clientRefusedBy('invalid_request_error')
    const failure = client.post('interactive', {})
    await expect(failure).rejects.toThrow('/infill answered 400')
    await expect(failure).rejects.not.toBeInstanceOf(PromptTooLong)
  })
})
