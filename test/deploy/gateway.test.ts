import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { request } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const caddyfile = readFileSync(new URL('../../deploy/helm/latent-vllm/files/Caddyfile', import.meta.url), 'utf8')
const caddy = process.env.CADDY ?? 'caddy'
const hasCaddy = spawnSync(caddy, ['version']).status === 0 && spawnSync('openssl', ['version']).status === 0

describe('the gateway’s file', () => {
  it('names the paths that Latent asks, and has no other door', () => {
    expect(caddyfile.match(/path (.*)/)?.[1]?.split(' ')).toEqual([
      '/v1/models',
      '/v1/completions',
      '/v1/chat/completions',
      '/tokenize',
      '/version',
    ])
    expect(caddyfile.match(/reverse_proxy/g)).toHaveLength(1)
    expect(caddyfile).toContain('admin off')
  })
})

// With the program itself where it is installed (`CADDY` names it elsewhere): what it does with the file is what counts.
if (hasCaddy) {
  describe('the gateway', () => {
    const folder = mkdtempSync(join(tmpdir(), 'latent-gateway-'))
    const asked: string[] = []
    const ports = { gateway: 0 }
    let backend: Server
    let gateway: ReturnType<typeof spawn>

    beforeAll(async () => {
      backend = createServer((incoming, answer) => {
        asked.push(incoming.url ?? '')
        incoming.resume().on('end', () => answer.end('{}'))
      }).listen(0, '127.0.0.1')
      ports.gateway = await freePort()
      const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'fullchain.pem')]
      const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
      execFileSync(
        'openssl',
        ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate, ...subject],
        {
          stdio: 'ignore',
        },
      )
      const text = caddyfile.replaceAll('/tls/', `${folder}/`).replace(':8443 {', `:${ports.gateway} {`)
      writeFileSync(join(folder, 'Caddyfile'), text)
      const env = {
        ...process.env,
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
        LATENT_SERVER_NAME: 'localhost',
        LATENT_SERVER_KEY: 'right',
        LATENT_UPSTREAM: `127.0.0.1:${(backend.address() as AddressInfo).port}`,
      }
      gateway = spawn(caddy, ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], { env, stdio: 'ignore' })
      while ((await ask('/').catch(() => undefined)) === undefined) await wait(50)
    })

    afterAll(() => {
      gateway?.kill()
      backend?.close()
      rmSync(folder, { recursive: true, force: true })
    })

    function ask(path: string, key?: string, body = ''): Promise<number> {
      return new Promise((resolve, reject) => {
        const headers = key === undefined ? {} : { authorization: `Bearer ${key}` }
        const ca = readFileSync(join(folder, 'fullchain.pem'))
        const sent = request(
          { host: 'localhost', port: ports.gateway, path, ca, headers, method: body === '' ? 'GET' : 'POST' },
          (answer) => {
            answer.resume()
            resolve(answer.statusCode ?? 0)
          },
        )
        sent.on('error', reject)
        sent.end(body)
      })
    }

    it.each([['/v1/models'], ['/v1/completions'], ['/v1/chat/completions'], ['/tokenize'], ['/version']])(
      '%s passes with the key, and with it alone',
      async (path) => {
        asked.length = 0
        expect(await ask(path, 'right', '{}')).toBe(200)
        expect([await ask(path, 'wrong', '{}'), await ask(path, undefined, '{}')]).toEqual([401, 401])
        expect(asked).toEqual([path])
      },
    )

    it.each([
      ['/add_worker?url=http://elsewhere'],
      ['/remove_worker?url=http://first:8000'],
      ['/pause'],
      ['/invocations'],
      ['/metrics'],
      ['/v1/load_lora_adapter'],
      ['/v1/completions/render'],
      ['/v1/models/../../pause'],
      ['/v1/models/%2e%2e/%2e%2e/pause'],
    ])('%s does not pass with the key either', async (path) => {
      asked.length = 0
      expect(await ask(path, 'right')).toBe(404)
      expect(asked).toEqual([])
    })

    it('a body beyond every prompt is refused', async () => {
      expect(await ask('/v1/completions', 'right', 'x'.repeat(5_000_000))).toBe(413)
    })
  })
}

async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
