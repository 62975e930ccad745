import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ModelStore } from '../../server/models/store.ts'
import { emptyStore, modelOf, someBytes } from './scene.ts'

const home = '/home/ada'
const content = someBytes(1000)
const entry = modelOf(content, [])

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
    expect(await store.isInstalled(entry)).toBe(false)
    writeFileSync(store.pathOf(entry), content.subarray(1))
    expect(await store.isInstalled(entry)).toBe(false)
    writeFileSync(store.pathOf(entry), content)
    expect(await store.isInstalled(entry)).toBe(true)
  })

  it('without a published file is whatever was put in its place', async () => {
    const { file, ...own } = entry
    const store = emptyStore()
    writeFileSync(join(store.folder, 'toy.gguf'), 'anything')
    expect(await store.isInstalled(own)).toBe(true)
  })

  it('is removed with what a stopped download left, and nothing else goes', async () => {
    const store = emptyStore()
    for (const name of ['toy.gguf', 'toy.gguf.part', 'toy.gguf.part.json', 'mine.gguf'])
      writeFileSync(join(store.folder, name), 'abc')
    expect(await store.remove(entry)).toBe(6)
    expect(readdirSync(store.folder)).toEqual(['mine.gguf'])
  })

  it('that is not there frees nothing', async () => {
    expect(await emptyStore().remove(entry)).toBe(0)
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
    expect(await store.isInstalled(entry)).toBe(false)
  })
})
