import { existsSync, linkSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ModelStore } from '../../server/models/store.ts'
import { emptyStore, modelOf, someBytes, temporaryFolder } from './scene.ts'

const home = '/home/ada'
const content = someBytes(1000)
const { entry } = modelOf(content, [])

/** Which of the model's files are whole. */
async function wholeOnes(store: ModelStore, model = entry) {
  return (await store.installed(model)).filter(({ whole }) => whole).map(({ path }) => path)
}

describe('the folder of models', () => {
  it.each<[string, NodeJS.ProcessEnv, NodeJS.Platform, string]>([
    ['LATENT_MODELS', { LATENT_MODELS: '/big/disk', XDG_DATA_HOME: '/data' }, 'linux', '/big/disk'],
    ['LATENT_MODELS below the home folder', { LATENT_MODELS: '~/gguf' }, 'linux', join(home, 'gguf')],
    ['XDG_DATA_HOME on Linux', { XDG_DATA_HOME: '/data' }, 'linux', join('/data', 'latent', 'models')],
    ['the default for a relative XDG_DATA_HOME', { XDG_DATA_HOME: 'data' }, 'linux', join(home, '.local/share/latent/models')],
    ['~/.local/share on Linux', {}, 'linux', join(home, '.local/share/latent/models')],
    ['Application Support on macOS', {}, 'darwin', join(home, 'Library/Application Support/latent/models')],
    ['local application data on Windows', { LOCALAPPDATA: 'D:/Local' }, 'win32', join('D:/Local', 'latent', 'models')],
  ])('is %s', (_what, env, platform, folder) => {
    expect(ModelStore.defaultFolder(env, platform, home)).toBe(env.LATENT_MODELS ? resolve(folder) : folder)
  })
})

describe('a stored model', () => {
  it('is installed only in its full length', async () => {
    const store = emptyStore()
    const path = store.pathOf('toy.gguf')
    expect(await wholeOnes(store)).toEqual([])
    writeFileSync(path, content.subarray(1))
    expect(await wholeOnes(store)).toEqual([])
    writeFileSync(path, content)
    expect(await wholeOnes(store)).toEqual([path])
  })

  it('without a published size is whatever has its name', async () => {
    const store = emptyStore()
    writeFileSync(store.pathOf('toy.gguf'), 'anything')
    expect(await wholeOnes(store, modelOf(content, [], {}).entry)).toEqual([store.pathOf('toy.gguf')])
  })

  it('may be one that the user put there under the name of the model', async () => {
    const store = emptyStore()
    const { entry: other } = modelOf(content, [], { name: 'other.gguf' })
    writeFileSync(store.ownPathOf(other), 'anything')
    expect(await wholeOnes(store, other)).toEqual([store.ownPathOf(other)])
  })

  it('in several files is there with the last of them, and found by the first', async () => {
    const store = emptyStore()
    const parts = ['toy-00001-of-00002.gguf', 'toy-00002-of-00002.gguf']
    writeFileSync(store.pathOf(parts[0] ?? ''), content.subarray(0, 400))
    expect(await wholeOnes(store)).toEqual([])
    writeFileSync(store.pathOf(parts[1] ?? ''), content.subarray(400))
    expect(await wholeOnes(store)).toEqual([store.pathOf('toy-00001-of-00002.gguf')])
  })

  it('is removed with all its parts and what a download left, and nothing else goes', async () => {
    const store = emptyStore()
    const gone = ['toy.gguf', 'toy.gguf.json', 'toy.gguf.part', 'toy.gguf.part.json', 'toy-00001-of-00002.gguf']
    const stay = ['mine.gguf', 'toy.gguf.txt', 'toy2.gguf']
    for (const name of [...gone, ...stay]) writeFileSync(store.pathOf(name), 'abc')
    expect(await store.remove('toy.gguf')).toEqual({ freedBytes: 9 })
    expect(readdirSync(store.folder).sort()).toEqual(stay)
  })

  it('that is not there frees nothing', async () => {
    expect(await emptyStore().remove('toy.gguf')).toEqual({ freedBytes: 0 })
  })

  it('frees nothing where another link keeps the file, and says how much that keeps', async () => {
    const store = emptyStore()
    const original = join(temporaryFolder(), 'original.gguf')
    writeFileSync(original, content)
    linkSync(original, store.pathOf('toy-00001-of-00002.gguf'))
    writeFileSync(store.pathOf('toy-00002-of-00002.gguf'), 'abc')
    expect(await store.remove('toy.gguf')).toEqual({ freedBytes: 3, keptBytes: content.length })
    expect(existsSync(original)).toBe(true)
  })

  it('frees nothing where it is only a link', async () => {
    const store = emptyStore()
    const original = join(temporaryFolder(), 'original.gguf')
    writeFileSync(original, content)
    symlinkSync(original, store.pathOf('toy.gguf'))
    expect((await store.list())[0]).toMatchObject({ bytes: content.length, keptBytes: content.length })
    expect(await store.remove('toy.gguf')).toEqual({ freedBytes: 0, keptBytes: content.length })
    expect(existsSync(original)).toBe(true)
  })

  it('is listed beside files of the user, but parts and folders are not', async () => {
    const store = emptyStore()
    for (const name of ['toy.gguf', 'mine.gguf', 'toy.gguf.part', 'notes.txt']) writeFileSync(join(store.folder, name), 'abc')
    mkdirSync(join(store.folder, 'folder.gguf'))
    expect((await store.list()).map(({ name, bytes }) => [name, bytes])).toEqual([
      ['mine.gguf', 3],
      ['toy.gguf', 3],
    ])
  })

  it('needs no folder to be told as missing', async () => {
    const store = new ModelStore('/no/such/folder')
    expect(await store.list()).toEqual([])
    expect(await store.installed(entry)).toEqual([])
  })

  it('is not said to be missing where the folder cannot be read', async () => {
    const path = join(temporaryFolder(), 'file')
    writeFileSync(path, 'no folder')
    const unreadable = { code: 'folderNotReadable', message: expect.stringContaining('a part of the path is not a folder') }
    await expect(new ModelStore(path).list()).rejects.toMatchObject(unreadable)
    await expect(new ModelStore(path).installed(entry)).rejects.toMatchObject(unreadable)
  })
})

it('what stopped downloads left is told in bytes, whatever model they are of', async () => {
  const store = emptyStore()
  expect(await store.begunBytes()).toBe(0)
  mkdirSync(store.folder, { recursive: true })
  writeFileSync(store.pathOf('a.gguf.part'), content)
  writeFileSync(store.pathOf('b-00001-of-00002.gguf.part'), content)
  writeFileSync(store.pathOf('b.gguf'), content)
  expect(await store.begunBytes()).toBe(2 * content.length)
})
