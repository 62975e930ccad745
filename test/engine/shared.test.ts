import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ChatRequest } from '../../server/engine/engine.ts'
import type { EngineLink } from '../../server/engine/local/engineLink.ts'
import type { EngineOptions, LocalEngine } from '../../server/engine/local/localEngine.ts'
import { engineFor } from '../../server/engine/local/openEngine.ts'
import { FramedSocket } from '../../server/engine/local/shared/framedSocket.ts'
import { encodeFrame } from '../../server/engine/local/shared/frames.ts'
import { greetClient } from '../../server/engine/local/shared/handshake.ts'
import { startHeartbeat } from '../../server/engine/local/shared/heartbeat.ts'
import { openPlace } from '../../server/engine/local/shared/place.ts'
import { openSharedEngine, type Patience } from '../../server/engine/local/shared/sharedEngine.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { answerOf, completion, fim, gone, isAlive, never, newEngine, processPath, stateOf } from './engines.ts'

let models: string
let model: string
let runtime: string
const engines: LocalEngine[] = []
const log: string[] = []

beforeAll(async () => {
  models = await mkdtemp(join(tmpdir(), 'latent-shared-'))
  model = join(models, 'deepseek2.gguf')
  await writeDeepseek2(model)
})
beforeEach(() => {
  runtime = mkdtempSync(join(tmpdir(), 'latent-run-'))
  log.length = 0
})
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.dispose()))
  rmSync(runtime, { recursive: true, force: true })
})
afterAll(() => rm(models, { recursive: true, force: true }))

/** What one window or command line has. */
function client(path = model, options: Partial<EngineOptions> = {}): LocalEngine {
  const open = engineFor({ LATENT_RUNTIME: runtime })
  const engine = newEngine(path, options, { open, log: (line) => log.push(line) })
  engines.push(engine)
  engine.start()
  return engine
}

async function ready(engine: LocalEngine): Promise<number> {
  await engine.info()
  return engine.pid as number
}

const ask = (engine: LocalEngine) => answerOf(engine.complete(completion(fim('const a = 1\n', 'const ')), never))
const longChat: ChatRequest = { lane: 'user', sequence: 'review', messages: [{ role: 'user', content: 'a' }], maxTokens: 1500 }

describe('programs of one user', () => {
  test('that come at the same time get one engine process between them', async () => {
    const pids = await Promise.all(Array.from({ length: 6 }, () => ready(client())))
    expect(new Set(pids).size).toBe(1)
  })

  test('get their own answers to what they ask at the same time', async () => {
    const clients = [client(), client(), client()]
    const prompts = ['const a = 1\n', 'function f() {\n', 'class B {\n']
    const alone: string[] = []
    for (const [index, prompt] of prompts.entries()) {
      alone.push((await answerOf((clients[index] as LocalEngine).complete(completion(fim(prompt, '  x')), never))).text)
    }
    const together = await Promise.all(
      prompts.map((prompt, index) => answerOf((clients[index] as LocalEngine).complete(completion(fim(prompt, '  x')), never))),
    )
    expect(together.map(({ text }) => text)).toEqual(alone)
  })

  test('cancel their own requests only, though both number them from 1', async () => {
    const [one, other] = [client(), client()]
    await Promise.all([ready(one), ready(other)])
    const controller = new AbortController()
    const stopped = answerOf(one.chat({ ...longChat, maxTokens: 200 }, controller.signal)).catch((error: unknown) => error)
    const kept = answerOf(other.chat({ ...longChat, maxTokens: 40 }, never))
    controller.abort('enough')
    expect(await stopped).toBe('enough')
    expect((await kept).figures.generatedTokens).toBeGreaterThan(0)
  })

  test('have a context of their own where their options differ, and each its own name for the model', async () => {
    const [small, large] = [client(model, { contextSize: 512, modelName: 'mine' }), client(model, { contextSize: 1024 })]
    expect(await Promise.all([small.info(), large.info()])).toMatchObject([
      { contextSize: 512, model: 'mine' },
      { contextSize: 1024, model: 'tested' },
    ])
    expect(small.pid).toBe(large.pid)
  })

  test('are not disturbed by one whose file is no model', async () => {
    const good = client()
    const pid = await ready(good)
    const path = join(models, 'text.gguf')
    await writeFile(path, 'not a model')
    expect((await stateOf(client(path), 'failed')).error.code).toBe('modelNotGguf')
    expect((await ask(good)).text).not.toBe('')
    expect(good.pid).toBe(pid)
  })
})

describe('the end of the engine', () => {
  test('comes soon after the last one has left, and not before', async () => {
    const [first, second] = [client(), client()]
    const pid = await ready(first)
    await ready(second)
    first.leave()
    expect((await ask(second)).text).not.toBe('')
    await second.dispose()
    await gone(pid)
  })

  test('is put off for whoever comes in time: the model is still there', async () => {
    const first = client()
    const pid = await ready(first)
    first.leave()
    expect(await ready(client())).toBe(pid)
  })

  test('by a crash fails what ran once for everyone, and all of them find one new process', async () => {
    const clients = [client(), client(), client()]
    const [pid] = await Promise.all(clients.map(ready))
    const running = clients.map((each) => answerOf(each.chat(longChat, never), () => process.kill(pid as number, 'SIGKILL')))
    for (const outcome of await Promise.allSettled(running)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'engineStopped' } })
    }
    await Promise.all(clients.map((each) => stateOf(each, 'ready')))
    for (const each of clients) expect((await ask(each)).text).not.toBe('')
    expect(new Set(clients.map((each) => each.pid)).size).toBe(1)
    expect(clients[0]?.pid).not.toBe(pid)
  })

  test('by the wish of one is a restart for the others', async () => {
    const [one, other] = [client(), client()]
    const pid = await ready(one)
    await ready(other)
    await one.restart()
    await expect.poll(() => isAlive(pid)).toBe(false)
    await Promise.all([stateOf(one, 'ready'), stateOf(other, 'ready')])
    expect((await ask(other)).text).not.toBe('')
    expect(one.pid).toBe(other.pid)
  })

  test('leaves a socket behind that the next one takes over', async () => {
    const first = client()
    const pid = await ready(first)
    first.leave()
    process.kill(pid, 'SIGKILL')
    await gone(pid)
    expect(await ready(client())).not.toBe(pid)
  })
})

describe('somebody else at the address of the engine', () => {
  test.each([
    ['who does not know the secret', { nonce: '00', pid: 1, proof: '00'.repeat(32) }],
    ['who says nothing that makes sense', 'hello'],
  ])('%s is told nothing, and the program has an engine of its own', async (_what, answer) => {
    const { address } = await openPlace(runtime, processPath)
    let heard = ''
    const impostor = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.on('data', (data) => {
        heard += data.toString('latin1')
        socket.write(encodeFrame(answer))
      })
    })
    await new Promise<void>((resolve) => impostor.listen(address, resolve))
    try {
      const engine = client()
      expect((await ask(engine)).text).not.toBe('')
      expect(log.filter((line) => line.startsWith('no engine is shared'))).toHaveLength(1)
      expect(heard).not.toMatch(/load|request|gguf/)
    } finally {
      impostor.close()
    }
  })
})

describe('an engine that does not answer', () => {
  const short = { longestWaitMs: 60_000, longestSilenceMs: 3_000, tellAfterMs: 1_000 }
  const told = /^the engine that is shared with other windows has not answered yet; waiting for it, 60 s at most$/m

  /** Where a program of this user that comes now is led. */
  async function comer(patience?: Patience): Promise<EngineLink> {
    const events = { onMessage: () => undefined, onExit: () => undefined, log: (line: string) => void log.push(line) }
    return await openSharedEngine(processPath, runtime, events, never, patience)
  }

  test('is waited for while it lives, and nobody starts a second one', async () => {
    const { address, secret, beat } = await openPlace(runtime, processPath)
    const heartbeat = startHeartbeat(beat, 200)
    let comers = 0
    const busy = createServer((connection) => {
      comers += 1
      const socket = new FramedSocket(connection)
      // Longer than silence is borne.
      setTimeout(() => void greetClient(socket, secret).catch(() => undefined), 2 * short.longestSilenceMs)
    })
    await new Promise<void>((resolve) => busy.listen(address, resolve))
    try {
      const link = await comer(short)
      expect(link.pid).toBe(process.pid)
      expect(comers).toBe(1)
      expect(log.join('\n')).toMatch(told)
      link.leave()
    } finally {
      heartbeat.stop()
      busy.close()
    }
  })

  test('is left behind where its process was stopped, and found again once that goes on', async () => {
    const first = client()
    const pid = await ready(first)
    process.kill(pid, 'SIGSTOP')
    try {
      await expect(comer(short)).rejects.toThrow('its process does nothing any more')
      expect(log.join('\n')).toMatch(told)
    } finally {
      process.kill(pid, 'SIGCONT')
    }
    const link = await comer()
    expect(link.pid).toBe(pid)
    link.leave()
  })

  test('is left behind where it lives but says nothing for as long as anybody waits', async () => {
    const { address, beat } = await openPlace(runtime, processPath)
    const heartbeat = startHeartbeat(beat, 200)
    const mute = createServer()
    await new Promise<void>((resolve) => mute.listen(address, resolve))
    try {
      await expect(comer({ ...short, longestWaitMs: 4_000 })).rejects.toThrow('though its process lives')
    } finally {
      heartbeat.stop()
      mute.close()
    }
  })
})

test('an engine that says nothing is left at once by whoever leaves it, and none is started instead', async () => {
  const { address } = await openPlace(runtime, processPath)
  const mute = createServer()
  await new Promise<void>((resolve) => mute.listen(address, resolve))
  try {
    const connected = once(mute, 'connection')
    const engine = client()
    const [socket] = (await connected) as [Socket]
    const hungUp = once(socket.resume(), 'close')
    engine.leave()
    await hungUp
    await expect(engine.info()).rejects.toMatchObject({ code: 'modelUnloaded' })
    expect(log).toEqual([])
    expect(engine.pid).toBeUndefined()
  } finally {
    mute.close()
  }
})

test('a folder that others could use is no place to meet: the program has an engine of its own', async () => {
  chmodSync(runtime, 0o755)
  expect((await ask(client())).text).not.toBe('')
  expect(log.join('\n')).toContain('is open to other users')
})
