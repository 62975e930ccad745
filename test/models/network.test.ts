import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, request, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { NetworkSettings } from '../../server/protocol/network.ts'
import { hub, serve } from './fileServer.ts'
import { emptyStore, hubAt, modelOf, pulling, someBytes, temporaryFolder } from './scene.ts'

const content = someBytes(50_000)

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
    const { url } = await tlsServer(temporaryFolder())
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
    const { url, authority } = await tlsServer(temporaryFolder())
    expect(await arrives(url, {}, { [variable]: authority })).toBe(true)
  })

  it('is not trusted by itself, and the reason says so', async () => {
    const { url } = await tlsServer(temporaryFolder())
    const { path, notes } = fetching(url, {})
    await expect(path).rejects.toMatchObject({ code: 'noSourceReached' })
    expect(notes).toEqual(['hub is passed over: its certificate is not trusted.'])
  })

  it('is not needed where the editor checks no certificates', async () => {
    const { url } = await tlsServer(temporaryFolder())
    expect(await arrives(url, { strictTls: false })).toBe(true)
  })

  it('whose file cannot be read changes nothing for others', async () => {
    const { url } = await serve(hub(content))
    expect(await arrives(url, {}, { NODE_EXTRA_CA_CERTS: '/no/such/file.pem' })).toBe(true)
  })
})

interface ProxyServer {
  readonly url: string
  /** Hosts that it was asked for. */
  readonly hosts: readonly string[]
  readonly authorizations: readonly string[]
}

/** A real proxy that leads every host to a port of this machine. */
async function proxyServer(port: string): Promise<ProxyServer> {
  const hosts: string[] = []
  const authorizations: string[] = []
  const note = (host: string, { headers }: IncomingMessage) => {
    hosts.push(host)
    authorizations.push(headers['proxy-authorization'] ?? '')
  }
  const server = createServer((asked, response) => {
    const { hostname, pathname } = new URL(asked.url ?? '')
    note(hostname, asked)
    const onward = request({ port, host: '127.0.0.1', path: pathname, headers: asked.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    asked.pipe(onward)
  })
  server.on('connect', (asked, socket) => {
    note((asked.url ?? '').replace(/:\d+$/, ''), asked)
    const onward = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      onward.pipe(socket)
      socket.pipe(onward)
    })
    onward.on('error', () => socket.destroy())
    socket.on('error', () => onward.destroy())
  })
  const url = await listening(server)
  return { url: `http://127.0.0.1:${url}`, hosts, authorizations }
}

/** A server with a certificate of an authority that nobody knows, made for the test. */
async function tlsServer(folder: string): Promise<{ readonly url: string; readonly authority: string }> {
  const path = (name: string) => join(folder, name)
  const openssl = (...words: readonly string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Company')
  openssl('req', ...key.slice(0, -2), '-keyout', 'host.key', '-out', 'host.csr', '-subj', '/CN=localhost')
  writeFileSync(path('host.ext'), 'subjectAltName=DNS:localhost')
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'host.ext']
  openssl('x509', '-req', '-in', 'host.csr', ...signing, '-out', 'host.pem')
  const secrets = { key: readFileSync(path('host.key')), cert: readFileSync(path('host.pem')) }
  let number = 0
  const server = createTlsServer(secrets, (asked, response) => hub(content)(asked, response, ++number))
  return { url: `https://localhost:${await listening(server)}`, authority: path('ca.pem') }
}

async function listening(server: Server | ReturnType<typeof createTlsServer>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
