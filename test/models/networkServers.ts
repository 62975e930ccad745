import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, request, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export interface ProxyServer {
  readonly url: string
  /** Hosts that it was asked for. */
  readonly hosts: readonly string[]
  readonly authorizations: readonly string[]
}

/** A real proxy that leads every host to a port of this machine. */
export async function proxyServer(port: string): Promise<ProxyServer> {
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
export async function tlsServer(
  folder: string,
  answer: RequestListener,
): Promise<{ readonly url: string; readonly authority: string }> {
  const path = (name: string) => join(folder, name)
  const openssl = (...words: readonly string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' })
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.pem', '-subj', '/CN=Company')
  openssl('req', ...key.slice(0, -2), '-keyout', 'host.key', '-out', 'host.csr', '-subj', '/CN=localhost')
  writeFileSync(path('host.ext'), 'subjectAltName=DNS:localhost')
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', '2', '-extfile', 'host.ext']
  openssl('x509', '-req', '-in', 'host.csr', ...signing, '-out', 'host.pem')
  const secrets = { key: readFileSync(path('host.key')), cert: readFileSync(path('host.pem')) }
  const server = createTlsServer(secrets, answer)
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

/** Certificates for tests are made with it. */
export function hasOpenssl(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
