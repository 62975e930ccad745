import { fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, open, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ChatRequest } from '../../server/engine/engine.ts'
import type { LocalEngine } from '../../server/engine/local/localEngine.ts'
import type { EngineState } from '../../server/engine/supervisedEngine.ts'
import { userMessage } from '../../server/protocol/errors.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { answerOf, completion, fim, never, newEngine, processPath, starterModel, stateOf } from './engines.ts'

let folder: string
let model: string
const engines: LocalEngine[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-life-'))
  model = join(folder, 'deepseek2.gguf')
  await writeDeepseek2(model)
})
afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.dispose())))
afterAll(() => rm(folder, { recursive: true, force: true }))

function start(path = model): LocalEngine {
  const engine = newEngine(path)
  engines.push(engine)
  engine.start()
  return engine
}

const ask = (engine: LocalEngine) => answerOf(engine.complete(completion(fim('const a = 1\n', 'const ')), never))
const longChat: ChatRequest = { lane: 'user', sequence: 'review', messages: [{ role: 'user', content: 'a' }], maxTokens: 1500 }

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

describe('a process that dies', () => {
  test('in mid-request fails the request, is started again by itself and answers the next', async () => {
    const engine = start()
    await engine.info()
    const seen: EngineState['kind'][] = []
    engine.onState((state) => {
      if (seen.at(-1) !== state.kind) seen.push(state.kind)
    })
    const outcomes: string[] = []
    engine.onFigures((_lane, _figures, outcome) => outcomes.push(outcome))
    const killed = answerOf(engine.chat(longChat, never), () => process.kill(engine.pid ?? 0, 'SIGKILL'))
    await expect(killed).rejects.toMatchObject({ code: 'engineStopped', message: expect.stringContaining('SIGKILL') })
    expect(engine.state).toMatchObject({ kind: 'failed', retryInMs: expect.any(Number) })
    await stateOf(engine, 'ready')
    expect(seen.slice(-3)).toEqual(['failed', 'starting', 'ready'])
    expect((await ask(engine)).text).not.toBe('')
    expect(outcomes).toEqual(['failed', 'done'])
  })

  test('does not keep a disposed engine from staying gone', async () => {
    const engine = start()
    await engine.info()
    process.kill(engine.pid ?? 0, 'SIGKILL')
    await stateOf(engine, 'failed')
    await engine.dispose()
    await expect(ask(engine)).rejects.toMatchObject({ code: 'modelUnloaded' })
    expect(engine.pid).toBeUndefined()
  })
})

describe('a file that is no model', () => {
  const failure = async (path: string) => {
    const state = await stateOf(start(path), 'failed')
    expect(state.retryInMs).toBeUndefined()
    const line = userMessage(state.error, 'en')
    expect(line).toContain(path)
    expect(line).not.toContain('\n')
    return state.error.code
  }

  test('text named .gguf', async () => {
    const path = join(folder, 'text.gguf')
    await writeFile(path, 'not a model\n'.repeat(100))
    expect(await failure(path)).toBe('modelNotGguf')
  })

  test('an empty file', async () => {
    const path = join(folder, 'empty.gguf')
    await writeFile(path, '')
    expect(['modelNotGguf', 'modelTruncated']).toContain(await failure(path))
  })

  test('a file that is not there', async () => {
    expect(await failure(join(folder, 'missing.gguf'))).toBe('modelFileMissing')
  })

  test('a folder', async () => {
    expect(await failure(folder)).toBe('modelNotGguf')
  })

  test.each([3000, 2_000_000])('a model cut off after %i bytes', async (bytes) => {
    const path = join(folder, `cut-${bytes}.gguf`)
    await writeFile(path, await readFile(model))
    await truncate(path, bytes)
    expect(await failure(path)).toBe('modelTruncated')
  })

  test('a model that is larger than the memory of this machine', async () => {
    const path = join(folder, 'huge.gguf')
    await writeFile(path, withHugeTensor(await readFile(model), 'output.weight'))
    // A sparse file: nobody has the disk for it either.
    await truncate(path, 2 ** 43)
    expect(await failure(path)).toBe('modelTooBig')
  })

  test('the starter model without its end', async () => {
    const path = join(folder, 'starter-cut.gguf')
    const bytes = Buffer.alloc(20_000_000)
    const file = await open(await starterModel())
    await file.read(bytes, 0, bytes.length, 0)
    await file.close()
    await writeFile(path, bytes)
    expect(await failure(path)).toBe('modelTruncated')
  })

  test('rejects what was asked, and a whole file in its place is loaded by a restart', async () => {
    const path = join(folder, 'mended.gguf')
    await writeFile(path, 'not a model')
    const engine = start(path)
    await expect(ask(engine)).rejects.toMatchObject({ code: 'modelNotGguf' })
    await writeDeepseek2(path)
    await engine.restart()
    expect((await ask(engine)).text).not.toBe('')
  })
})

describe('requests and the life of the process', () => {
  test('one asked while the model loads is answered once it is loaded', async () => {
    const engine = start()
    expect(engine.state.kind).toBe('starting')
    expect((await ask(engine)).text).not.toBe('')
  })

  test('one aborted while the model loads ends at once', async () => {
    const engine = start()
    const controller = new AbortController()
    const asked = answerOf(engine.complete(completion(fim('', 'a')), controller.signal))
    controller.abort('closed')
    await expect(asked).rejects.toBe('closed')
    expect(engine.state.kind).toBe('starting')
  })

  test('unload ends the process and with it frees the memory; the next request loads the model again', async () => {
    const engine = start()
    await engine.info()
    const pid = engine.pid ?? 0
    await engine.unload()
    expect(engine.state.kind).toBe('unloaded')
    expect(isAlive(pid)).toBe(false)
    expect((await ask(engine)).text).not.toBe('')
    expect(engine.pid).not.toBe(pid)
  })

  test('one that meets a restart is answered by the new process', async () => {
    const engine = start()
    await engine.info()
    const pid = engine.pid
    const asked = ask(engine)
    await engine.restart()
    expect((await asked).text).not.toBe('')
    expect(engine.pid).not.toBe(pid)
  })

  test('one that meets an unload is answered too, because it was asked before', async () => {
    const engine = start()
    await engine.info()
    const asked = ask(engine)
    await engine.unload()
    expect((await asked).text).not.toBe('')
  })

  test.each(['load', 'wait'] as const)(
    'dispose ends what still has to %s, and whatever is asked later is refused',
    async (stage) => {
      const engine = start()
      if (stage === 'wait') await engine.info()
      const asked = Promise.allSettled([ask(engine), answerOf(engine.chat(longChat, never)), engine.info()])
      await engine.dispose()
      const [completed, chatted] = await asked
      for (const outcome of [completed, chatted]) {
        expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'modelUnloaded' } })
      }
      await expect(engine.info()).rejects.toMatchObject({ code: 'modelUnloaded' })
      engine.start()
      expect(engine.pid).toBeUndefined()
    },
  )

  test('restarts in a row leave one process', async () => {
    const engine = start()
    await engine.info()
    const first = engine.pid ?? 0
    await Promise.all([engine.restart(), engine.restart(), engine.unload(), engine.restart()])
    await stateOf(engine, 'ready')
    expect(isAlive(first)).toBe(false)
    expect((await ask(engine)).text).not.toBe('')
  })
})

test.runIf(existsSync('/proc/self/environ'))('the process has one libuv thread, because idle OpenMP teams spin', async () => {
  const engine = start()
  await engine.info()
  expect(readFileSync(`/proc/${engine.pid}/environ`, 'utf8').split('\0')).toContain('UV_THREADPOOL_SIZE=1')
})

test('the process ends when nobody is left to answer', async () => {
  const child = fork(processPath, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' })
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.disconnect()
  expect(await exit).toBe(0)
})

/** The same file with a million times as many rows in one tensor, by the header's word. */
function withHugeTensor(bytes: Buffer, name: string): Buffer {
  // An entry of the tensor list: name, number of dimensions (4 bytes), then 8 bytes for each dimension.
  const secondDimension = bytes.indexOf(name) + name.length + 4 + 8
  const patched = Buffer.from(bytes)
  patched.writeBigUInt64LE(bytes.readBigUInt64LE(secondDimension) * 1_000_000n, secondDimension)
  return patched
}
