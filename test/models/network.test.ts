import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { NetworkSettings } from '../../server/protocol/network.ts'
import { hub, serve } from './fileServer.ts'
import { hasOpenssl, proxyServer, tlsServer } from './networkServers.ts'
import { emptyStore, hubAt, modelOf, pulling, someBytes, temporaryFolder } from './scene.ts'

const content = someBytes(50_000)

/** Answers with the file. */
function models(): RequestListener {
  let number = 0
  return (asked, response) => hub(content)(asked, response, ++number)
}

/** Pulls from an address with these settings and this environment. */
function fetching(url: string, settings: NetworkSettings, env: NodeJS.ProcessEnv = {}) {
  const timeLimits = { connectMs: 5_000, stallMs: 5_000 }
  return pulling(modelOf(content, [hubAt(url)]), emptyStore(), { network: { settings, env, timeLimits } })
}

async function arrives(url: string, settings: NetworkSettings, env?: NodeJS.ProcessEnv): Promise<boolean> {
  const { path } = fetching(url, settings, env)
  return await path.then(
    (found) => readFileSync(found).equals(content),
    () => false,
  )
}

describe('a proxy', () => {
  it.each([
    ['of the editor', (proxy: string) => ({ settings: { proxy }, env: {} })],
    ['of HTTP_PROXY', (proxy: string) => ({ settings: {}, env: { HTTP_PROXY: proxy } })],
    [
      'of the editor rather than of the environment',
      (proxy: string) => ({ settings: { proxy }, env: { HTTP_PROXY: 'http://127.0.0.1:9' } }),
    ],
  ])('%s carries downloads', async (_whose, give) => {
    const { url } = await serve(hub(content))
    const proxy = await proxyServer(new URL(url).port)
    const { settings, env } = give(proxy.url)
    expect(await arrives('http://models.invalid', settings, env)).toBe(true)
    expect(proxy.hosts).toEqual(['models.invalid'])
  })

  it('carries what is encrypted without seeing it', async () => {
    const { url } = await tlsServer(temporaryFolder(), models())
    const proxy = await proxyServer(new URL(url).port)
    expect(await arrives(url.replace('localhost', 'models.invalid'), { proxy: proxy.url, strictTls: false })).toBe(true)
    expect(proxy.hosts).toEqual(['models.invalid'])
  })

  it.each([
    ['hosts that the editor excepts', { noProxy: ['127.0.0.1'] }, {}],
    ['hosts of NO_PROXY', {}, { NO_PROXY: '127.0.0.1' }],
  ])('is not asked for %s', async (_which, settings, env) => {
    const { url } = await serve(hub(content))
    const proxy = await proxyServer('9')
    expect(await arrives(url, { proxy: proxy.url, ...settings }, env)).toBe(true)
    expect(proxy.hosts).toEqual([])
  })

  it('is not asked where the editor says that there is none', async () => {
    const { url } = await serve(hub(content))
    expect(await arrives(url, { proxy: '' }, { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' })).toBe(true)
  })

  it('gets the authorization that the editor has for it', async () => {
    const { url } = await serve(hub(content))
    const proxy = await proxyServer(new URL(url).port)
    await fetching('http://models.invalid', { proxy: proxy.url, proxyAuthorization: 'Basic YTpi' }).path
    expect(proxy.authorizations).toContain('Basic YTpi')
  })

  it('that does not answer is told as the reason', async () => {
    const { path, notes } = fetching('http://models.invalid', { proxy: 'http://127.0.0.1:9' })
    await expect(path).rejects.toMatchObject({ code: 'noSourceReached' })
    expect(notes).toEqual(['hub is passed over: the connection was refused.'])
  })

  it('that hangs up without a word is told as the reason', async () => {
    const server = createServer().on('connect', (_asked, socket) => socket.destroy())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const network = { settings: { proxy }, env: {}, timeLimits: { connectMs: 200, stallMs: 200 } }
    const { path, notes } = pulling(modelOf(content, [hubAt('http://models.invalid')]), emptyStore(), { network })
    await expect(path).rejects.toMatchObject({ code: 'noSourceReached' })
    expect(notes).toEqual(['hub is passed over: no answer within the time limit.'])
  })
})

describe.skipIf(!hasOpenssl())('a certificate authority of the company', () => {
  it.each(['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE'])('is trusted where %s names it', async (variable) => {
    const { url, authority } = await tlsServer(temporaryFolder(), models())
    expect(await arrives(url, {}, { [variable]: authority })).toBe(true)
  })

  it('is not trusted by itself, and the reason says so', async () => {
    const { url } = await tlsServer(temporaryFolder(), models())
    const { path, notes } = fetching(url, {})
    await expect(path).rejects.toMatchObject({ code: 'noSourceReached' })
    expect(notes).toEqual(['hub is passed over: its certificate is not trusted.'])
  })

  it('is not needed where the editor checks no certificates', async () => {
    const { url } = await tlsServer(temporaryFolder(), models())
    expect(await arrives(url, { strictTls: false })).toBe(true)
  })

  it('whose file cannot be read changes nothing for others', async () => {
    const { url } = await serve(hub(content))
    expect(await arrives(url, {}, { NODE_EXTRA_CA_CERTS: '/no/such/file.pem' })).toBe(true)
  })
})
