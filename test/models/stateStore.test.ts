import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StateStore } from '../../server/models/stateStore.ts'
import { someBytes, temporaryFolder } from './scene.ts'

const day = 24 * 60 * 60 * 1000
const key = { engine: 'llama.cpp 1', context: 'starter f16' }
const idOf = (name: string) => createHash('sha256').update(name).digest('hex').slice(0, 32)

/** A store that is allowed, with a clock that is set by hand, and a way to save a state of some bytes. */
async function scene({ most = 10_000 } = {}) {
  let now = Date.UTC(2026, 0, 10)
  const store = new StateStore(join(temporaryFolder(), 'states'), () => now, most)
  await store.allow()
  const save = async (name: string, bytes = 1000, own = key) => {
    const write = async (path: string) => {
      writeFileSync(path, someBytes(bytes))
      return bytes
    }
    return await store.save(idOf(name), { ...own, tokens: [1, 2, 3] }, write)
  }
  return { store, save, wait: (ms: number) => (now += ms), found: async () => (await store.find(key)).map(({ id }) => id) }
}

/** All files look as if they had been written long ago. */
function age(folder: string): void {
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), 0, 0)
}

describe('A saved state', () => {
  it('is found by what makes it valid, with its tokens', async () => {
    const { store, save } = await scene()
    expect(await save('a.ts')).toBe(1000)
    expect(await store.find(key)).toMatchObject([{ id: idOf('a.ts'), tokens: [1, 2, 3], bytes: 1000 }])
    expect(await store.find({ ...key, context: 'starter q8_0' })).toEqual([])
    expect(await store.find({ ...key, engine: 'llama.cpp 2' })).toEqual([])
  })

  it('takes the place of the older one of its document', async () => {
    const { store, save } = await scene()
    await save('a.ts')
    await save('a.ts', 2000)
    expect(await store.find(key)).toMatchObject([{ bytes: 2000 }])
  })

  it('is whole as long as no byte of it is another', async () => {
    const { store, save } = await scene()
    await save('a.ts')
    const [state] = await store.find(key)
    if (state === undefined) throw new Error('there is none')
    expect(await store.isWhole(state)).toBe(true)
    const bytes = readFileSync(state.path)
    bytes[500] = (bytes[500] ?? 0) ^ 1
    writeFileSync(state.path, bytes)
    expect(await store.isWhole(state)).toBe(false)
  })

  it.each([
    ['fails', () => Promise.reject(new Error('ENOSPC'))],
    // What fits into a buffer is lost without a word when the disk is full.
    [
      'tells more than the disk took',
      async (path: string) => {
        writeFileSync(path, 'half')
        return 8
      },
    ],
  ])('is not there where writing it %s, and the one before stays', async (_what, write) => {
    const { store, save } = await scene()
    await save('a.ts')
    const before = readdirSync(store.folder)
    await expect(store.save(idOf('a.ts'), { ...key, tokens: [] }, write)).rejects.toThrow()
    expect(readdirSync(store.folder)).toEqual(before)
    expect(await store.find(key)).toMatchObject([{ bytes: 1000 }])
  })

  it('is forgotten after a week, and where the clock went back by more', async () => {
    const { save, found, wait } = await scene()
    await save('a.ts')
    wait(6.9 * day)
    expect(await found()).toHaveLength(1)
    wait(0.2 * day)
    expect(await found()).toEqual([])
    wait(-15 * day)
    expect(await found()).toEqual([])
  })
})

describe('Tidying', () => {
  it('deletes the oldest ones where all are too large together', async () => {
    const { store, save, wait, found } = await scene({ most: 2500 })
    for (const name of ['a.ts', 'b.ts', 'c.ts']) {
      await save(name)
      wait(1000)
    }
    await store.tidy()
    expect((await found()).toSorted()).toEqual([idOf('b.ts'), idOf('c.ts')].toSorted())
  })

  it('deletes what is too old, broken, half or of another version, and nothing that is not ours', async () => {
    const { store, save, wait, found } = await scene()
    await save('old.ts')
    wait(8 * day)
    await save('good.ts')
    await save('other.ts', 1000, { ...key, engine: 'llama.cpp 0' })
    await save('cut.ts')
    writeFileSync(join(store.folder, `${idOf('cut.ts')}.state`), 'cut')
    await save('headless.ts')
    writeFileSync(join(store.folder, `${idOf('headless.ts')}.json`), '{"tokens":[-1]}')
    writeFileSync(join(store.folder, `${idOf('half.ts')}.state.01234567-89ab-cdef-0123-456789abcdef.tmp`), 'half')
    writeFileSync(join(store.folder, 'notes.txt'), 'not ours')
    mkdirSync(join(store.folder, `${idOf('folder')}.state`))
    age(store.folder)
    await store.tidy(key.engine)
    expect(await found()).toEqual([idOf('good.ts')])
    const good = [`${idOf('good.ts')}.json`, `${idOf('good.ts')}.state`]
    expect(readdirSync(store.folder).toSorted()).toEqual(
      [...good, 'about.txt', 'notes.txt', `${idOf('folder')}.state`].toSorted(),
    )
  })

  it('leaves alone what another engine is writing', async () => {
    const own = new StateStore(join(temporaryFolder(), 'states'))
    await own.allow()
    const draft = join(own.folder, `${idOf('a.ts')}.state.01234567-89ab-cdef-0123-456789abcdef.tmp`)
    writeFileSync(draft, 'half')
    writeFileSync(join(own.folder, `${idOf('b.ts')}.state`), 'its head comes next')
    await own.tidy(key.engine)
    expect(readdirSync(own.folder)).toHaveLength(3)
  })
})

describe('The folder of states', () => {
  it('is for its user alone, and says what it is', async () => {
    const { store } = await scene()
    expect(readFileSync(join(store.folder, 'about.txt'), 'utf8')).toContain('latent.engine.keepState')
    expect(await store.isAllowed()).toBe(true)
  })

  it('goes with all states when they are forbidden, but for what is not ours', async () => {
    const { store, save } = await scene()
    await save('a.ts')
    await store.forbid()
    expect(existsSync(store.folder)).toBe(false)
    expect(await store.isAllowed()).toBe(false)
    await store.forbid()

    await store.allow()
    await save('a.ts')
    writeFileSync(join(store.folder, 'notes.txt'), 'not ours')
    await store.forbid()
    expect(readdirSync(store.folder)).toEqual(['notes.txt'])
    expect(await store.isAllowed()).toBe(false)
  })

  it.skipIf(process.platform === 'win32')(
    'is not read where others could write into it, or where it leads elsewhere',
    async () => {
      const { store, save } = await scene()
      await save('a.ts')
      chmodSync(store.folder, 0o770)
      await expect(store.find(key)).rejects.toThrow('is open to other users')
      await expect(store.allow()).rejects.toMatchObject({ code: 'folderNotWritable' })
      chmodSync(store.folder, 0o700)
      const link = join(temporaryFolder(), 'states')
      symlinkSync(store.folder, link)
      await expect(new StateStore(link).find(key)).rejects.toThrow('is no folder')
    },
  )

  it.each([
    [{ LATENT_STATES: '/mnt/states' }, 'linux', '/mnt/states'],
    [{ XDG_CACHE_HOME: '/var/cache/maria' }, 'linux', '/var/cache/maria/latent/states'],
    [{ XDG_CACHE_HOME: 'relative' }, 'linux', '/home/maria/.cache/latent/states'],
    [{}, 'darwin', '/home/maria/Library/Caches/latent/states'],
  ] as const)('with %j on %s is %s', (env, platform, expected) => {
    expect(StateStore.defaultFolder(env, platform, '/home/maria')).toBe(expected)
  })
})
