import { once } from 'node:events'
import { symlinkSync } from 'node:fs'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { faulty } from './code.ts'
import { folderWith, latent } from './latent.ts'
import { dataFolder, type Served, tinyModel, tinyServer } from './served.ts'

const model = 'tiny'
const prompt = { model, prompt: 'a b c', max_tokens: 4 }

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: { readonly error?: { readonly code: string; readonly type: string } }
}

/** Asks with any headers, also those that `fetch` sets by itself. */
function ask(
  { port }: Pick<Served, 'port'>,
  path: string,
  { body, ...headers }: Readonly<Record<string, string>> & { readonly body?: string } = {},
  method = body === undefined ? 'GET' : 'POST',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { ...json, ...headers } }, async (response) => {
      let text = ''
      for await (const piece of response) text += piece
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : {} })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

async function expectAlive(served: Served, headers: Readonly<Record<string, string>> = {}): Promise<void> {
  const answer = await ask(served, '/v1/completions', {
    ...headers,
    body: JSON.stringify({ ...prompt, model: await nameOf(served, headers) }),
  })
  expect(answer.status).toBe(200)
}

async function nameOf(served: Served, headers: Readonly<Record<string, string>>): Promise<string> {
  const { body } = await ask(served, '/v1/models', headers)
  return (body as { readonly data?: readonly { readonly id: string }[] }).data?.[0]?.id ?? ''
}

async function keyIn(data: string, ...words: readonly string[]): Promise<string> {
  return (await latent(['serve', 'keys', 'add', ...words], { env: { LATENT_DATA: data } })).stdout.trim()
}

describe('keys', () => {
  it('without one, no address is listened on that others reach', async () => {
    const { code, stderr } = await latent(['serve', '--host', '0.0.0.0', '--port', '0', '--model', await tinyModel()], {
      env: { LATENT_DATA: dataFolder() },
    })
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'latent: Whoever reaches 0.0.0.0 could use this server, because no key was made. Make one with `latent serve keys add NAME`, or leave --host out: then only this machine reaches it.\n',
    })
  })

  it('with one, nothing of the model is told without it, and it opens everything', async () => {
    const data = dataFolder()
    const key = await keyIn(data, 'ada')
    const served = await tinyServer(['--host', '0.0.0.0'], { data })
    for (const path of ['/v1/models', '/metrics']) {
      expect(await ask(served, path)).toMatchObject({ status: 401, body: { error: { code: 'missing_api_key' } } })
      expect(await ask(served, path, { authorization: `Bearer ${key}` })).toMatchObject({ status: 200 })
    }
    for (const wrong of [`${key}x`, key.slice(0, -1), 'latent-', '*'])
      expect(await ask(served, '/v1/models', { authorization: `Bearer ${wrong}` })).toMatchObject({
        status: 401,
        body: { error: { code: 'invalid_api_key', type: 'authentication_error' } },
      })
    expect(await ask(served, '/healthz')).toMatchObject({ status: 200 })
    await expectAlive(served, { authorization: `Bearer ${key}` })
    expect(served.said()).toContain(' ada\n')
    expect(served.said()).not.toContain(key)
  })

  it('are listed without their secrets, and one that was removed opens nothing any more, also while the server runs', async () => {
    const data = dataFolder()
    const [ada, bob] = [await keyIn(data, 'ada'), await keyIn(data, 'bob', '--per-minute', '5')]
    const listed = await latent(['serve', 'keys', 'list'], { env: { LATENT_DATA: data } })
    expect(listed.stdout).toMatch(/ada .* usual +usual\s+bob .* 5 +usual/)
    expect(listed.stdout).not.toContain('latent-')
    const served = await tinyServer([], { data })
    expect(await latent(['serve', 'keys', 'remove', 'ada'], { env: { LATENT_DATA: data } })).toMatchObject({ code: 0 })
    const status = async (key: string) => (await ask(served, '/v1/models', { authorization: `Bearer ${key}` })).status
    await expect.poll(() => status(ada), { timeout: 10_000 }).toBe(401)
    expect(await status(bob)).toBe(200)
  })

  it('have limits of their own: requests a minute, and at the same time', async () => {
    const data = dataFolder()
    const few = await keyIn(data, 'few', '--per-minute', '2')
    const one = await keyIn(data, 'one', '--at-once', '1')
    const served = await tinyServer([], { data })
    const name = await nameOf(served, { authorization: `Bearer ${few}` })
    const complete = (key: string, tokens: number) =>
      ask(served, '/v1/completions', {
        authorization: `Bearer ${key}`,
        body: JSON.stringify({ model: name, prompt: 'a', max_tokens: tokens }),
      })
    const answers = [await complete(few, 1), await complete(few, 1), await complete(few, 1)]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429])
    expect(answers[2]).toMatchObject({
      headers: { 'retry-after': expect.anything() },
      body: { error: { code: 'rate_limit_exceeded' } },
    })
    const first = complete(one, 900)
    await expect.poll(() => requestsUnderWay(served, one)).toBe(1)
    expect(await complete(one, 1)).toMatchObject({ status: 429, body: { error: { code: 'too_many_parallel_requests' } } })
    expect(await first).toMatchObject({ status: 200 })
    expect(await complete(one, 1)).toMatchObject({ status: 200 })
  })
})

describe('pages in browsers', () => {
  it('of a foreign name that leads to this machine are refused', async () => {
    const served = await tinyServer()
    for (const host of ['evil.example', `evil.example:${served.port}`, 'localhost.evil.example'])
      expect(await ask(served, '/v1/models', { host })).toMatchObject({ status: 403, body: { error: { code: 'wrong_host' } } })
    expect(await ask(served, '/v1/models', { host: `localhost:${served.port}` })).toMatchObject({ status: 200 })
  })

  it('get no answer and no permission: neither by a form, nor after asking first', async () => {
    const served = await tinyServer()
    const origin = 'https://evil.example'
    const body = JSON.stringify(prompt)
    const asked = await ask(served, '/v1/completions', { origin, 'access-control-request-method': 'POST' }, 'OPTIONS')
    const read = await ask(served, '/v1/models', { origin })
    const written = await ask(served, '/v1/completions', { origin, body })
    expect([asked.status, read.status, written.status]).toEqual([403, 403, 403])
    for (const { headers } of [asked, read, written]) expect(Object.keys(headers).join()).not.toContain('access-control')
    expect(await ask(served, '/v1/completions', { 'content-type': 'text/plain', body })).toMatchObject({ status: 415 })
  })
})

describe('too much', () => {
  it('a huge body is refused before it was read', async () => {
    const served = await tinyServer()
    const body = JSON.stringify({ ...prompt, prompt: 'a'.repeat(5 * 2 ** 20) })
    const answer = await ask(served, '/v1/completions', { body }).catch((error: NodeJS.ErrnoException) => error.code)
    // The connection may be cut before all of it was sent.
    if (typeof answer === 'object') expect(answer).toMatchObject({ status: 413, body: { error: { code: 'request_too_large' } } })
    else expect(answer).toMatch(/ECONNRESET|EPIPE/)
    await expectAlive(served)
  })

  it('deep nesting and other nonsense in a body does no harm', async () => {
    const served = await tinyServer()
    for (const body of ['['.repeat(100_000), '{"__proto__":{"a":1}}', '{', 'null', '"a"', '{"model":{"toString":1}}'])
      expect((await ask(served, '/v1/completions', { body })).status).toBe(400)
    await expectAlive(served)
  })

  it('who sends a request drop by drop is cut off, and others are answered meanwhile', async () => {
    const served = await tinyServer()
    const drops = Array.from({ length: 20 }, () => connect(served.port, '127.0.0.1'))
    const startedAt = Date.now()
    const cut = drops.map((socket) => {
      socket.on('error', () => undefined)
      socket.resume()
      socket.write('POST /v1/completions HTTP/1.1\r\nhost: localhost\r\n')
      const drop = setInterval(() => socket.write('x-a: b\r\n'), 500)
      return once(socket, 'close').then(() => clearInterval(drop))
    })
    await expectAlive(served)
    await Promise.all(cut)
    // By the server's limit of ten seconds, not by an end of the test.
    expect(Date.now() - startedAt).toBeGreaterThan(5000)
    await expectAlive(served)
  })

  it('hundreds of idle connections do not keep others from being answered', async () => {
    const served = await tinyServer()
    const idle: Socket[] = []
    onTestFinished(() => {
      for (const socket of idle) socket.destroy()
    })
    for (let count = 0; count < 600; count += 1) {
      const socket = connect(served.port, '127.0.0.1')
      socket.on('error', () => undefined)
      idle.push(socket)
    }
    await expectAlive(served)
  })
})

describe('paths of a review', () => {
  it('lead to nothing but files below the roots, also by links, dots and secrets', async () => {
    const around = folderWith({ 'secret.ts': faulty, 'project/.env': 'KEY=1\n', 'project/sub/a.ts': 'export const a = 1\n' })
    symlinkSync(join(around, 'secret.ts'), join(around, 'project', 'link.ts'))
    const served = await tinyServer(['--root', join(around, 'project')])
    for (const path of [
      '../secret.ts',
      join(around, 'secret.ts'),
      '/etc/passwd',
      'link.ts',
      '.env',
      'sub/../../secret.ts',
      '%2e%2e/secret.ts',
      'a\u0000.ts',
    ])
      expect(await ask(served, '/v1/review', { body: JSON.stringify({ path }) })).toMatchObject({
        status: 403,
        body: { error: { code: 'file_not_shown' } },
      })
    expect(await ask(served, '/v1/review', { body: JSON.stringify({ path: 'sub/a.ts' }) })).toMatchObject({ status: 200 })
  })

  it('are refused altogether where no root was given', async () => {
    const served = await tinyServer([], { cwd: folderWith({ 'a.ts': faulty }) })
    expect(await ask(served, '/v1/review', { body: JSON.stringify({ path: 'a.ts' }) })).toMatchObject({ status: 403 })
  })
})

describe('the end', () => {
  it('lets what runs finish, refuses what comes, and then is there no more', async () => {
    const served = await tinyServer()
    const name = await nameOf(served, {})
    const body = JSON.stringify({ model: name, prompt: 'a', max_tokens: 900 })
    const running = ask(served, '/v1/completions', { body })
    const underWay = async () => (await ask(served, '/healthz')).status
    await expect.poll(() => requestsUnderWay(served)).toBe(1)
    served.child.kill('SIGTERM')
    await expect.poll(underWay).toBe(503)
    expect(await running).toMatchObject({ status: 200 })
    expect(await once(served.child, 'exit')).toEqual([0, null])
  })

  it('cuts off what takes longer than it was given', async () => {
    const served = await tinyServer(['--drain', '0', '--context', '4096'])
    const name = await nameOf(served, {})
    const running = ask(served, '/v1/completions', { body: JSON.stringify({ model: name, prompt: 'a', max_tokens: 4000 }) })
    await expect.poll(() => requestsUnderWay(served)).toBe(1)
    served.child.kill('SIGTERM')
    expect(await running).toMatchObject({ status: 503 })
    expect(await once(served.child, 'exit')).toEqual([0, null])
  })
})

/** Requests under way, by the server's own figures. */
async function requestsUnderWay({ address }: Served, key = ''): Promise<number> {
  const text = await (await fetch(`${address}/metrics`, { headers: { authorization: `Bearer ${key}` } })).text()
  return Number(/^latent_requests_under_way (\d+)$/m.exec(text)?.[1])
}
