import { afterEach, describe, expect, it } from 'vitest'
import { FallbackEngine } from '../../../../server/engine/fallbackEngine.ts'
import type { ConnectionLimits } from '../../../../server/engine/remote/connection.ts'
import { RemoteEngine } from '../../../../server/engine/remote/remoteEngine.ts'
import type { SupervisedEngine } from '../../../../server/engine/supervisedEngine.ts'
import { FaultyServer, firstStreamed, json, stream, whenStreamed } from './faultyServer.ts'

const limits = { connectMs: 500, stallMs: 1_000 }
/** With the time that a long prompt has in earnest: no test lasts so long. */
const patient = { connectMs: 500, stallMs: 60_000 }
const health = { firstCheckMs: 20, longestCheckMs: 40, doubtAfterMs: 150 }
const never = new AbortController().signal
const prompt = { kind: 'text', text: 'a = ' } as const
const request = { lane: 'user', sequence: 'completion', prompt, maxTokens: 4 } as const
const servers: FaultyServer[] = []
const engines: SupervisedEngine[] = []

afterEach(async () => {
  for (const engine of engines.splice(0)) engine.leave()
  await Promise.all(servers.splice(0).map((server) => server.stop()))
})

async function serverWith(...answers: Parameters<typeof FaultyServer.start>): Promise<FaultyServer> {
  const server = await FaultyServer.start(...answers)
  servers.push(server)
  return server
}

function engineOn(...on: readonly FaultyServer[]): RemoteEngine {
  return engineWith(limits, ...on)
}

function engineWith(limits: ConnectionLimits, ...on: readonly FaultyServer[]): RemoteEngine {
  const engine = new RemoteEngine({ urls: on.map(({ url }) => url), model: '', limits, health })
  engines.push(engine)
  return engine
}

async function written(engine: SupervisedEngine, signal = never): Promise<string> {
  let text = ''
  for await (const delta of engine.complete(request, signal)) if (delta.kind === 'text') text += delta.text
  return text
}

describe('several servers', () => {
  it('one that is gone is replaced by another before the first word', async () => {
    const [gone, there] = [await serverWith(stream(['gone'])), await serverWith(stream(['there']))]
    const engine = engineOn(gone, there)
    await engine.info()
    await gone.stop()
    expect(await written(engine)).toBe('there')
  })

  it('an answer that is cut after its first word goes on with that of another server', async () => {
    const cutOnce = firstStreamed(stream(['half'], 'cut'), stream(['half', ' and half']))
    expect(await written(engineOn(await serverWith(cutOnce), await serverWith(cutOnce)))).toBe('half and half')
  })

  it('an answer that every server cuts after its first word fails, because it cannot be taken back', async () => {
    const cutOff = whenStreamed(stream(['half'], 'cut'))
    await expect(written(engineOn(await serverWith(cutOff)))).rejects.toMatchObject({ code: 'remoteUnreachable' })
  })

  it('what stands before a server and says that it is gone is asked again', async () => {
    const gateway = await serverWith(firstStreamed(json(502, {}), stream(['there'])))
    expect(await written(engineOn(gateway))).toBe('there')
  })

  it('attempts at a server take one of its places, however many it takes', async () => {
    let failures = 0
    const server = await serverWith(
      whenStreamed((request, response) => {
        failures += 1
        // As many places as attempts would do without giving back theirs.
        const answer = failures <= 3 ? json(502, {}) : stream(['there'])
        answer(request, response)
      }),
    )
    expect(await written(engineOn(server))).toBe('there')
  })

  it('requests of one document go to one server', async () => {
    const both = [await serverWith(stream(['a'])), await serverWith(stream(['a']))]
    const engine = engineOn(...both)
    await written(engine)
    const before = both.map(({ asked }) => asked)
    for (let i = 0; i < 6; i += 1) await written(engine)
    const added = both.map(({ asked }, index) => asked - (before[index] ?? 0))
    expect(added.toSorted()).toEqual([0, 6])
  })
})

describe('a server that is gone', () => {
  it('is told with the state, and used again when it answers', async () => {
    const server = await serverWith(stream(['back']))
    const engine = engineOn(server)
    await engine.info()
    expect(engine.state.kind).toBe('ready')
    await server.stop()
    while (engine.state.kind === 'ready') await written(engine).catch(() => undefined)
    expect(engine.state).toMatchObject({ kind: 'failed', error: { code: 'remoteUnreachable' } })
    await expect(written(engine)).rejects.toMatchObject({ code: 'remoteUnreachable' })
    await server.startAgain()
    await expect.poll(() => engine.state.kind, { timeout: 10_000 }).toBe('ready')
    expect(await written(engine)).toBe('back')
  })

  it('and was gone from the start is looked for as well', async () => {
    const server = await serverWith(stream(['late']))
    await server.stop()
    const engine = engineOn(server)
    engine.start()
    await expect.poll(() => engine.state.kind, { timeout: 10_000 }).toBe('failed')
    await server.startAgain()
    await expect.poll(() => engine.state.kind, { timeout: 10_000 }).toBe('ready')
  })

  it('but keeps the connection open is noticed while a request waits', async () => {
    const server = await serverWith(stream(['ok']))
    const engine = engineOn(server)
    await engine.info()
    server.fallSilent()
    const started = performance.now()
    await expect(written(engine)).rejects.toMatchObject({ code: 'remoteUnreachable' })
    // Doubt and check together are shorter than the time for a long prompt.
    expect(performance.now() - started).toBeLessThan(limits.connectMs + limits.stallMs + 10_000)
    expect(engine.state.kind).toBe('failed')
  })

  it('and back before it was given up is asked again what its lost connections were asked', async () => {
    const server = await serverWith(stream(['ok']))
    const engine = engineWith(patient, server)
    await engine.info()
    // The request and the first look.
    server.fallSilent(2)
    expect(await written(engine)).toBe('ok')
    expect(engine.state.kind).toBe('ready')
  })

  it('and back while it is asked what it can do is asked that again', async () => {
    const server = await serverWith(stream(['ok']))
    server.fallSilent(2)
    expect(await engineWith(patient, server).info()).toMatchObject({ model: 'm' })
  })

  it('and back in the middle of an answer goes on where it was', async () => {
    const server = await serverWith(firstStreamed(stream(['half'], 'silence'), stream(['half', ' and half'])))
    const engine = engineWith(patient, server)
    await engine.info()
    let text = ''
    for await (const delta of engine.complete(request, never)) {
      if (delta.kind !== 'text') continue
      if (text === '') server.fallSilent(1)
      text += delta.text
    }
    expect(text).toBe('half and half')
  })

  it('is not one that takes its time and answers looks meanwhile', async () => {
    let streams = 0
    const slow = whenStreamed((asked, response) => {
      streams += 1
      setTimeout(() => stream(['slow'])(asked, response), 10 * health.doubtAfterMs)
    })
    expect(await written(engineWith(patient, await serverWith(slow)))).toBe('slow')
    expect(streams).toBe(1)
  })

  it('is not what a server with a wrong key is: that is not asked again', async () => {
    const server = await serverWith(json(401, {}))
    const engine = engineOn(server)
    await expect(written(engine)).rejects.toMatchObject({ code: 'remoteKeyRefused' })
    expect(server.asked).toBe(1)
  })
})

describe('the model on this machine', () => {
  it('answers while no server does, and no longer than that', async () => {
    const [server, local] = [await serverWith(stream(['server'])), await serverWith(stream(['local']))]
    const switches: string[] = []
    const engine = new FallbackEngine(engineOn(server), {
      openLocal: async () => engineOn(local),
      onSwitch: (to) => switches.push(to),
    })
    expect(await written(engine)).toBe('server')
    await server.stop()
    expect(await written(engine)).toBe('local')
    await expect.poll(() => switches, { timeout: 10_000 }).toEqual(['local'])
    expect(await written(engine)).toBe('local')
    await server.startAgain()
    await expect.poll(() => switches, { timeout: 10_000 }).toEqual(['local', 'remote'])
    expect(await written(engine)).toBe('server')
    engine.leave()
  })

  it('is not there where none is installed: the server failed, and that is told', async () => {
    const server = await serverWith(stream(['server']))
    const remote = engineOn(server)
    const engine = new FallbackEngine(remote, { openLocal: async () => undefined, onSwitch: () => expect.unreachable() })
    await engine.info()
    await server.stop()
    await expect(written(engine)).rejects.toMatchObject({ code: 'remoteUnreachable' })
  })
})
