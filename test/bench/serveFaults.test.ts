import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { faultFigures, faultTable } from '../../bench/serveFaults/figures.ts'
import { FaultyProxy } from '../../bench/serveFaults/proxy.ts'
import type { Met } from '../../bench/serveFaults/users.ts'

/** A proxy before a server that answers each path with itself, after the text was begun. */
async function proxied(): Promise<FaultyProxy> {
  const server = createServer((asked, answer) => {
    answer.write('path ')
    setTimeout(() => answer.end(asked.url), 50)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxy = await FaultyProxy.start(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  onTestFinished(async () => {
    await proxy.refuse()
    server.close()
  })
  return proxy
}

const asked = async (proxy: FaultyProxy, signal = AbortSignal.timeout(20_000)) => {
  const answer = await fetch(`${proxy.address}/a`, { signal })
  return { status: answer.status, retry: answer.headers.get('retry-after'), text: await answer.text() }
}

it('what passes a proxy without a fault is what the server answers', async () => {
  expect(await asked(await proxied())).toEqual({ status: 200, retry: null, text: 'path /a' })
})

it('a slow one takes its time for each piece', async () => {
  const proxy = await proxied()
  proxy.fault = { kind: 'slow', delayMs: 100, bytesPerSecond: 50 }
  const startedAt = performance.now()
  expect((await asked(proxy)).text).toBe('path /a')
  // Two pieces, and seven bytes.
  expect(performance.now() - startedAt).toBeGreaterThan(330)
})

it('a silent one ends neither what is asked nor what is under way', async () => {
  const proxy = await proxied()
  const begun = await fetch(`${proxy.address}/a`)
  proxy.fault = { kind: 'silent' }
  const body = begun.text().then(() => 'ended')
  body.catch(() => undefined)
  const another = asked(proxy, AbortSignal.timeout(300)).catch((error: Error) => error.name)
  expect(await Promise.race([body, another])).toBe('TimeoutError')
})

it('others answer by themselves', async () => {
  const proxy = await proxied()
  proxy.fault = { kind: 'status', status: 429, retryAfterSeconds: 2 }
  expect(await asked(proxy)).toMatchObject({ status: 429, retry: '2' })
  proxy.fault = { kind: 'nonsense' }
  expect((await asked(proxy)).text).toContain('<html>')
  proxy.fault = { kind: 'noise' }
  await expect(asked(proxy)).rejects.toThrow()
})

it('refuses until it listens again', async () => {
  const proxy = await proxied()
  await proxy.refuse()
  await expect(asked(proxy)).rejects.toThrow()
  await proxy.listen()
  expect((await asked(proxy)).status).toBe(200)
})

it('the next completion after the end of a fault is the one that counts', () => {
  const met: readonly Met[] = [
    { sentAt: 0, endedAt: 50, outcome: 'finished' },
    { sentAt: 90, endedAt: 120, outcome: 'failed', message: 'away' },
    { sentAt: 150, endedAt: 3150, outcome: 'typedOn' },
    { sentAt: 3160, endedAt: 3200, outcome: 'finished' },
  ]
  const figures = faultFigures({ system: 'a', fault: 'b' }, met, { from: 100, until: 1000 })
  expect(figures).toMatchObject({ finished: 1, typedOn: 1, failed: 1, goodAgainMs: 2200, usualMs: 50, longestMs: 3000 })
  expect(figures.messages).toEqual(['away'])
  expect(faultTable([figures])).toContain('| 1, 1, 1 | 2.2 |')
  expect(faultFigures({ system: 'a', fault: 'b' }, met.slice(0, 3), { from: 100, until: 1000 }).goodAgainMs).toBeUndefined()
})
