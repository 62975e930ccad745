import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { EngineOptions, LocalEngine } from '../../server/engine/local/localEngine.ts'
import { engineFor } from '../../server/engine/local/openEngine.ts'
import { StateStore } from '../../server/models/stateStore.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { type Answer, answerOf, completion, evaluated, fim, gone, never, newEngine, starterModel } from './engines.ts'

const signature = (index: number) => `export function scale${index}(value: number): number {\n`
const functions = (count: number) =>
  Array.from({ length: count }, (_, index) => `${signature(index)}  return value * ${index}\n}\n`).join('\n')
/** Code, and a place in it where one is typing. Words are several tokens each to the tiny model. */
const placeBelow = (count: number) => fim(functions(count), `${signature(count)}  ret`, '\n}\n')

const ask = (engine: LocalEngine, document = 'scales.ts', count = 8): Promise<Answer> =>
  answerOf(engine.complete(completion(placeBelow(count), { document }), never))

let folders: string
let tiny: string
beforeAll(async () => {
  folders = mkdtempSync(join(tmpdir(), 'latent-kept-'))
  tiny = join(folders, 'deepseek2.gguf')
  await writeDeepseek2(tiny, { layout: 'mla' })
})
afterAll(() => rmSync(folders, { recursive: true, force: true }))

/** A user who lets states be kept or not. Engines meet in the same process, or in one of this user's own. */
async function user({ allowed = true, own = false } = {}) {
  const home = mkdtempSync(join(folders, 'user-'))
  const folder = join(home, 'states')
  const store = new StateStore(folder)
  if (allowed) await store.allow()
  const log: string[] = []
  const open = engineFor({ LATENT_RUNTIME: join(own ? home : folders, 'run') })
  const program = (path: string, options: Partial<EngineOptions> = {}): LocalEngine =>
    newEngine(path, { statesFolder: folder, ...options }, { open, log: (line) => log.push(line) })
  return {
    folder,
    store,
    log,
    program,
    states: () => (existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.state')) : []),
    /** What a program is told that begins with no model in memory; what it leaves is saved by the time that this resolves. */
    session: async <T>(
      path: string,
      work: (engine: LocalEngine) => Promise<T>,
      options: Partial<EngineOptions> = {},
    ): Promise<T> => {
      const engine = program(path, options)
      try {
        await engine.info()
        return await work(engine)
      } finally {
        await engine.dispose()
      }
    },
  }
}

test('The first completion after a restart evaluates a tenth of the prompt at most, and says the same', async () => {
  const starter = await starterModel()
  const { session, states, folder } = await user({ own: true })
  const first = (engine: LocalEngine) => ask(engine, 'scales.ts', 24)
  const [before, pid] = await session(starter, async (engine) => [await first(engine), engine.pid as number] as const)
  await gone(pid)
  expect(evaluated(before.figures)).toBe(before.figures.promptTokens)
  expect(states()).toHaveLength(1)
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  expect(statSync(folder).mode & 0o777).toBe(0o700)

  const after = await session(starter, first)
  expect(after.figures.promptTokens).toBe(before.figures.promptTokens)
  expect(evaluated(after.figures)).toBeLessThanOrEqual(before.figures.promptTokens / 10)
  expect(after.text).toBe(before.text)
  expect(after.text).not.toBe('')
})

describe('A state', () => {
  /** What the second of two sessions evaluates, as a part of the prompt. */
  const secondPart = async (
    { session }: Awaited<ReturnType<typeof user>>,
    options: Partial<EngineOptions> = {},
    second: Partial<EngineOptions> = options,
    between = () => {},
  ) => {
    const first = await session(tiny, (engine) => ask(engine), options)
    between()
    const { figures, text } = await session(tiny, (engine) => ask(engine), second)
    return { part: evaluated(figures) / figures.promptTokens, isSame: text === first.text }
  }

  test.each(['f16', 'q8_0', 'q4_0'] as const)('of latent attention is read again, in %s', async (kvCacheType) => {
    expect(await secondPart(await user(), { kvCacheType })).toEqual({ part: expect.closeTo(0, 1), isSame: true })
  })

  test('of the old layout of latent attention is read again', async () => {
    const own = await user()
    const path = join(folders, 'old.gguf')
    await writeDeepseek2(path, { layout: 'legacy' })
    const before = await own.session(path, (engine) => ask(engine))
    const after = await own.session(path, (engine) => ask(engine))
    expect(evaluated(after.figures)).toBeLessThan(after.figures.promptTokens / 10)
    expect(after.text).toBe(before.text)
  })

  test('is saved by an engine that the system ends', async () => {
    const own = await user({ own: true })
    await own.session(tiny, async (engine) => {
      await ask(engine)
      process.kill(engine.pid as number, 'SIGTERM')
      await gone(engine.pid as number)
    })
    expect(own.states()).toHaveLength(1)
  })

  test('is saved by the engine that two programs share, of both, once the last of them has left', async () => {
    const own = await user({ own: true })
    const [one, other] = [own.program(tiny), own.program(tiny)]
    await Promise.all([ask(one, 'one.ts'), ask(other, 'two.ts', 3)])
    const pid = one.pid as number
    expect(other.pid).toBe(pid)
    one.leave()
    expect(own.states()).toEqual([])
    other.leave()
    await gone(pid)
    expect(own.states()).toHaveLength(2)
  })

  test('is saved of each document that was completed lately, and read where its text comes back under another name', async () => {
    const own = await user()
    await own.session(tiny, async (engine) => {
      await ask(engine, 'one.ts')
      await answerOf(engine.complete(completion(fim(`${functions(9)}const other = 1\n`, 'con'), { document: 'two.ts' }), never))
    })
    expect(own.states().length).toBeGreaterThan(0)
    const { figures } = await own.session(tiny, (engine) => ask(engine, 'renamed.ts'))
    expect(evaluated(figures)).toBeLessThan(figures.promptTokens / 10)
  })

  test('is not used with a cache of another format or length', async () => {
    expect((await secondPart(await user(), { kvCacheType: 'f16' }, { kvCacheType: 'q8_0' })).part).toBe(1)
    expect((await secondPart(await user(), { contextSize: 2048 }, { contextSize: 1024 + 512 })).part).toBe(1)
  })

  test('is not used once the model is another file under the same name', async () => {
    const own = await user()
    const path = join(folders, 'changing.gguf')
    await writeDeepseek2(path, { layout: 'mla' })
    await own.session(path, (engine) => ask(engine))
    await writeDeepseek2(path, { layout: 'mla' })
    const { figures } = await own.session(path, (engine) => ask(engine))
    expect(evaluated(figures)).toBe(figures.promptTokens)
  })

  test('is neither saved nor read where the user does not let it, nor of a program that did not ask for it', async () => {
    const without = await user({ allowed: false })
    expect((await secondPart(without)).part).toBe(1)
    expect(existsSync(without.folder)).toBe(false)
    const own = await user()
    await own.session(tiny, (engine) => ask(engine), { statesFolder: join(own.folder, 'elsewhere') })
    expect(own.states()).toEqual([])
  })

  test.each<[string, (path: string) => void]>([
    ['cut', (path) => truncateSync(path, statSync(path).size / 2)],
    ['changed in one byte', (path) => writeFileSync(path, flipped(readFileSync(path)))],
    ['garbage', (path) => writeFileSync(path, Buffer.alloc(statSync(path).size, 'x'))],
    ['empty', (path) => truncateSync(path, 0)],
  ])('that was %s is left alone: the prompt is evaluated, and a good one takes its place', async (_what, damage) => {
    const own = await user()
    const damaged = () => own.states().forEach((name) => void damage(join(own.folder, name)))
    expect(await secondPart(own, {}, {}, damaged)).toEqual({ part: 1, isSame: true })
    const third = await own.session(tiny, (engine) => ask(engine))
    expect(evaluated(third.figures)).toBeLessThan(third.figures.promptTokens / 10)
    expect(own.log.filter((line) => /state/.test(line))).toEqual([])
  })

  test('that llama.cpp itself refuses ends nothing', async () => {
    const own = await user()
    await own.session(tiny, (engine) => ask(engine))
    const [name] = own.states()
    const [head] = readdirSync(own.folder).filter((each) => each.endsWith('.json'))
    const told = JSON.parse(readFileSync(join(own.folder, head as string), 'utf8'))
    // As good as ours by all that stands beside it, and none by what it holds.
    await own.store.save((name as string).replace('.state', ''), told, async (path) => {
      writeFileSync(path, 'no state at all')
      return 15
    })
    const { figures } = await own.session(tiny, (engine) => ask(engine))
    expect(evaluated(figures)).toBe(figures.promptTokens)
    expect(own.log.filter((line) => line.includes('a saved state was not usable'))).toHaveLength(1)
  })

  test('that cannot be saved costs a line in the log and nothing else', async () => {
    const own = await user()
    await own.session(tiny, (engine) => ask(engine))
    const [name] = own.states()
    await own.store.removeAll()
    // No file takes the place of a folder.
    mkdirSync(join(own.folder, name as string))
    const { text } = await own.session(tiny, (engine) => ask(engine))
    expect(text).not.toBe('')
    expect(readdirSync(own.folder).toSorted()).toEqual([name, 'about.txt'].toSorted())
    expect(own.log.filter((line) => line.includes('states of recent files were not saved'))).toHaveLength(1)
  })
})

function flipped(bytes: Buffer): Buffer {
  const at = Math.floor(bytes.length / 2)
  bytes[at] = (bytes[at] ?? 0) ^ 0xff
  return bytes
}
