import { afterEach, describe, expect, it } from 'vitest'
import type { AnswerPiece } from '../../../../server/engine/remote/answer.ts'
import { Connection } from '../../../../server/engine/remote/connection.ts'
import { Attempts } from '../../../../server/engine/remote/retrying.ts'
import { FaultyServer, json, stream } from './faultyServer.ts'

const limits = { connectMs: 500, stallMs: 300 }
const never = new AbortController().signal
let server: FaultyServer | undefined

afterEach(async () => {
  await server?.stop()
  server = undefined
})

async function connect(...answers: Parameters<typeof FaultyServer.start>): Promise<Connection> {
  server = await FaultyServer.start(...answers)
  return new Connection(server.url, { limits })
}

async function textOf(pieces: AsyncIterable<AnswerPiece>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece.text
  return text
}

const ask = (connection: Connection, signal = never) => connection.ask('/completions', { model: 'm' }, signal)
const read = (connection: Connection, signal = never) => textOf(connection.stream('/completions', { model: 'm' }, signal))

describe('the address of a server', () => {
  it.each(['http://host:8000', 'http://host:8000/', 'http://host:8000/v1', 'http://host:8000/v1/'])(
    '%s is taken as it is meant',
    (url) => {
      expect(new Connection(url).root).toBe('http://host:8000')
    },
  )

  it.each(['host:8000', 'file:///etc/passwd', 'ftp://host'])('%j is refused', (url) => {
    expect(() => new Connection(url)).toThrow(`"${url}" is no address of a server.`)
  })

  it('is asked for where there is none', () => {
    expect(() => new Connection('')).toThrow('No address of a server is set.')
  })
})

describe('a stream', () => {
  it('gives the pieces in order', async () => {
    expect(await read(await connect(stream(['re', 'turn'])))).toBe('return')
  })

  it('that is cut is an error, not an end', async () => {
    await expect(read(await connect(stream(['re'], 'cut')))).rejects.toMatchObject({ code: 'remoteUnreachable' })
  })

  it('that falls silent is given up', async () => {
    await expect(read(await connect(stream(['re'], 'silence')))).rejects.toMatchObject({ code: 'remoteUnreachable' })
  })

  it('that is no longer wanted is closed', async () => {
    const connection = await connect(stream(['re'], 'silence'))
    const stop = new AbortController()
    const reading = read(connection, stop.signal)
    await expect.poll(() => server?.asked).toBe(1)
    stop.abort()
    await expect(reading).rejects.toBe(stop.signal.reason)
    await expect.poll(() => server?.closed).toBe(1)
  })
})

describe('a server that refuses', () => {
  it.each([
    [401, 'remoteKeyRefused'],
    [403, 'remoteKeyRefused'],
    [429, 'remoteBusy'],
    [503, 'remoteBusy'],
    [400, 'remoteRefused'],
    [500, 'remoteRefused'],
  ])('with %i is told as %s', async (status, code) => {
    await expect(ask(await connect(json(status, { error: { message: 'no' } })))).rejects.toMatchObject({ code })
  })

  it.each([
    ['llama.cpp', 'request (6030 tokens) exceeds the available context size (4096 tokens), try increasing it', 6030],
    [
      'vLLM',
      "This model's maximum context length is 4096 tokens. However, your prompt contains at least 4097 input tokens, which exceeds this limit even without any output tokens.",
      4097,
    ],
    [
      'latent serve',
      'The request has 6009 tokens, the context holds 4096. Raise latent.engine.contextSize, or select less text.',
      6009,
    ],
    [
      "OpenAI's",
      "This model's maximum context length is 4096 tokens. However, your messages resulted in 6030 tokens. Please reduce the length of the messages.",
      6030,
    ],
  ])('because a prompt is too long is told like the engine on this machine tells it: %s', async (_server, message, tokens) => {
    const asked = ask(await connect(json(400, { error: { message } })))
    await expect(asked).rejects.toMatchObject({ code: 'promptTooLong', parts: [tokens, 4096] })
  })

  it('is told in one line, without what it sends beside the message', async () => {
    const connection = await connect(json(500, { error: { message: `broken\n${'x'.repeat(1000)}` } }))
    const error: unknown = await ask(connection).catch((caught: unknown) => caught)
    expect(String(error)).toMatch(/answered 500: .*broken x+….$/)
    expect(String(error).length).toBeLessThan(400)
  })

  it('with something that is no answer gives an empty one', async () => {
    expect(await ask(await connect(json(200, { surprise: true })))).toEqual({ text: '', tokens: [] })
  })

  it('with broken JSON is told', async () => {
    const connection = await connect(json(200, '{"choices":'))
    const told = { code: 'remoteUnreachable', parts: [connection.root, 'its answer is no JSON'] }
    await expect(ask(connection)).rejects.toMatchObject(told)
  })
})

it('a server that is not there cannot be reached', async () => {
  const connection = await connect(json(200, {}))
  await server?.stop()
  await expect(ask(connection)).rejects.toMatchObject({ code: 'remoteUnreachable' })
})

describe('attempts', () => {
  it('go on after failures that pass, where somebody waits', async () => {
    const connection = await connect(json(503, {}), json(429, {}), json(200, { choices: [{ text: 'a' }] }))
    expect((await new Attempts().run('user', () => ask(connection), never)).text).toBe('a')
    expect(server?.asked).toBe(3)
  })

  it.each([
    ['seconds', () => '1'],
    ['a date', () => new Date(Date.now() + 2_000).toUTCString()],
  ])('leave a busy server alone as long as it asks for, in %s', async (_form, header) => {
    const connection = await connect(json(429, {}, { 'retry-after': header() }), json(200, { choices: [{ text: 'a' }] }))
    const startedAt = performance.now()
    expect((await new Attempts().run('user', () => ask(connection), never)).text).toBe('a')
    expect(performance.now() - startedAt).toBeGreaterThan(900)
    expect(server?.asked).toBe(2)
  })

  it('are not made where a busy server asks for more patience than anybody has', async () => {
    const connection = await connect(json(429, {}, { 'retry-after': '3600' }))
    await expect(new Attempts().run('user', () => ask(connection), never)).rejects.toMatchObject({ code: 'remoteBusy' })
    expect(server?.asked).toBe(1)
  })

  it('end at a failure that stays', async () => {
    const connection = await connect(json(401, {}))
    await expect(new Attempts().run('user', () => ask(connection), never)).rejects.toMatchObject({ code: 'remoteKeyRefused' })
    expect(server?.asked).toBe(1)
  })

  it('end at once when they are no longer wanted', async () => {
    const connection = await connect(json(503, {}))
    const stop = new AbortController()
    const trying = new Attempts().run('user', () => ask(connection, stop.signal), stop.signal)
    await expect.poll(() => server?.asked).toBe(1)
    stop.abort()
    await expect(trying).rejects.toBe(stop.signal.reason)
  })
})
