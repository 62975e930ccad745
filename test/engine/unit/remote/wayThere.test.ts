import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { RemoteEngine, type RemoteOptions } from '../../../../server/engine/remote/remoteEngine.ts'
import { hasOpenssl, proxyServer, tlsServer } from '../../../models/networkServers.ts'
import { temporaryFolder } from '../../../models/scene.ts'
import { FaultyServer, json } from './faultyServer.ts'

const limits = { connectMs: 5_000, stallMs: 5_000 }
const engines: RemoteEngine[] = []
const servers: FaultyServer[] = []
afterEach(async () => {
  for (const engine of engines.splice(0)) engine.leave()
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

function engineAt(url: string, options: Partial<RemoteOptions> = {}): RemoteEngine {
  const engine = new RemoteEngine({ urls: [url], model: '', limits, ...options })
  engines.push(engine)
  return engine
}

const answers: RequestListener = ({ url }, response) => {
  const body = url === '/v1/models' ? { data: [{ id: 'm' }] } : { choices: [{ text: 'a' }] }
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}

describe.runIf(hasOpenssl())('a certificate of the company', () => {
  it('is trusted where the file of its authority is named', async () => {
    const { url, authority } = await tlsServer(temporaryFolder(), answers)
    expect(await engineAt(url, { certificateAuthority: authority }).info()).toMatchObject({ model: 'm', backend: 'remote' })
  })

  it('is not trusted by itself, and the reason says so', async () => {
    const { url } = await tlsServer(temporaryFolder(), answers)
    await expect(engineAt(url).info()).rejects.toThrow(/cannot be reached: its certificate is not trusted/)
  })
})

it('a file of authorities that cannot be read is told', async () => {
  const engine = engineAt('https://localhost:1', { certificateAuthority: '/no/such/file.pem' })
  await expect(engine.info()).rejects.toMatchObject({ code: 'remoteAuthorities' })
})

it('the way leads through the proxy of the editor', async () => {
  const server = await FaultyServer.start(json(200, { choices: [{ text: 'a' }] }))
  servers.push(server)
  const proxy = await proxyServer(new URL(server.url).port)
  const access = async () => ({ network: { proxy: proxy.url } })
  expect((await engineAt('http://gpu.invalid', { access }).info()).device).toBe('gpu.invalid')
  expect(new Set(proxy.hosts)).toEqual(new Set(['gpu.invalid']))
})

it('what stands in an address before the host is not told to anybody', async () => {
  const engine = engineAt('http://maria:secret@127.0.0.1:1/?key=secret')
  const told: unknown = await engine.info().catch((error: unknown) => error)
  expect(String(told)).toContain('http://127.0.0.1:1 cannot be reached')
  expect(JSON.stringify([told, String(told), engine.state])).not.toContain('secret')
})
