import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ImportOptions, importModel } from '../../server/models/importModel.ts'
import { ModelStore } from '../../server/models/store.ts'
import { ggufBytes, string, uint32 } from '../fixtures/gguf/writer.ts'
import { emptyStore, temporaryFolder } from './scene.ts'

const model = ggufBytes({ 'general.architecture': string('toy'), 'toy.block_count': uint32(1) }, [
  { name: 'a', shape: [64, 2], type: 'f32', data: new Float32Array(128) },
])
const { signal } = new AbortController()

function fileOf(content: Buffer | string = model, name = 'mine.gguf'): string {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return path
}

function importing(path: string, store: ModelStore, options: Partial<ImportOptions> = {}) {
  return importModel(path, store, { way: 'auto', ...options }, signal)
}

describe('an import', () => {
  it('is a hard link on the same disk: no more space, and the original may go', async () => {
    const store = emptyStore()
    const source = fileOf()
    const imported = await importing(source, store)
    expect(imported).toEqual({
      model: store.pathOf('mine.gguf'),
      path: store.pathOf('mine.gguf'),
      way: 'hardlink',
      bytes: model.length,
    })
    expect(statSync(imported.path).ino).toBe(statSync(source).ino)
    rmSync(source)
    expect(readFileSync(imported.path).equals(model)).toBe(true)
  })

  it('may be a copy of its own', async () => {
    const store = emptyStore()
    const source = fileOf()
    const { path, way } = await importing(source, store, { way: 'copy' })
    expect(way).toBe('copy')
    expect(statSync(path).ino).not.toBe(statSync(source).ino)
    expect(readFileSync(path).equals(model)).toBe(true)
    expect(readdirSync(store.folder)).toEqual(['mine.gguf'])
  })

  it('may be a symbolic link', async () => {
    const store = emptyStore()
    const { path } = await importing(fileOf(), store, { way: 'symlink' })
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
    expect((await store.list()).map(({ name }) => name)).toEqual(['mine.gguf'])
  })

  it('brings all parts of a split model, under one name', async () => {
    const folder = temporaryFolder()
    for (const number of ['00001', '00002']) writeFileSync(join(folder, `big-${number}-of-00002.gguf`), model)
    const store = emptyStore()
    const { path, bytes } = await importing(join(folder, 'big-00001-of-00002.gguf'), store, { name: 'huge' })
    expect(path).toBe(store.pathOf('huge-00001-of-00002.gguf'))
    expect(bytes).toBe(2 * model.length)
    expect(readdirSync(store.folder).sort()).toEqual(['huge-00001-of-00002.gguf', 'huge-00002-of-00002.gguf'])
  })

  it('knows a file of the catalogue by its bytes, whatever it is called', async () => {
    const starter = new ModelStore(ModelStore.defaultFolder(process.env)).pathOf('qwen2.5-coder-0.5b-instruct-q4_k_m.gguf')
    const store = emptyStore()
    const imported = await importing(starter, store, { way: 'symlink' })
    expect(imported).toMatchObject({ model: 'starter', path: store.pathOf('qwen2.5-coder-0.5b-instruct-q4_k_m.gguf') })
  })
})

describe('an import is refused', () => {
  it.each([
    ['of what is no model', 'hello, I am no model', 'modelNotGguf'],
    ['of half a model', model.subarray(0, model.length - 10), 'modelTruncated'],
  ])('%s', async (_what, content, code) => {
    const store = emptyStore()
    await expect(importing(fileOf(content as Buffer), store)).rejects.toMatchObject({ code })
    expect(readdirSync(store.folder)).toEqual([])
  })

  it('of a file that is not there', async () => {
    await expect(importing('/no/such/toy.gguf', emptyStore())).rejects.toMatchObject({ code: 'modelFileMissing' })
  })

  it('where another file has the name', async () => {
    const store = emptyStore()
    writeFileSync(store.pathOf('mine.gguf'), 'something else')
    await expect(importing(fileOf(), store)).rejects.toMatchObject({ code: 'importRefused' })
    expect(readFileSync(store.pathOf('mine.gguf'), 'utf8')).toBe('something else')
  })

  it.each(['../outside', 'a/b', '', '.hidden'])('under the name %j, which could lead out of the folder', async (name) => {
    await expect(importing(fileOf(), emptyStore(), { name })).rejects.toMatchObject({ code: 'importRefused' })
  })

  it('as a copy for which there is no room, and leaves nothing', async () => {
    const store = emptyStore(async () => 10)
    await expect(importing(fileOf(), store, { way: 'copy' })).rejects.toMatchObject({ code: 'noSpace' })
    expect(existsSync(store.pathOf('mine.gguf'))).toBe(false)
    expect(readdirSync(store.folder)).toEqual([])
  })
})
