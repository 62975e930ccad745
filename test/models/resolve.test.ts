import { mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { entryNamed } from '../../server/models/catalogue.ts'
import { resolveModel } from '../../server/models/resolve.ts'
import { ggufBytes, string, uint32 } from '../fixtures/gguf/writer.ts'
import { emptyStore, temporaryFolder } from './scene.ts'

const model = ggufBytes({ 'general.architecture': string('toy'), 'toy.block_count': uint32(1) }, [
  { name: 'a', shape: [64, 2], type: 'f32', data: new Float32Array(128) },
  { name: 'b', shape: [64], type: 'f16', data: new Float32Array(64) },
])

/** Writes a file and resolves its path as a setting. */
async function resolveFile(content: Buffer | string, name = 'toy.gguf') {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, content)
  return { path, file: await resolveModel(path, emptyStore()) }
}

describe('a model is found', () => {
  it('by the path of its file', async () => {
    const { path, file } = await resolveFile(model)
    expect(file).toEqual({ name: 'toy', path, bytes: model.length })
  })

  it('by a path from the home folder', async () => {
    await expect(resolveModel('~/no-such-model.gguf', emptyStore())).rejects.toMatchObject({
      code: 'modelFileMissing',
      message: expect.stringContaining(join(homedir(), 'no-such-model.gguf')),
    })
  })

  it('by a relative path, where there is a working folder', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'toy.gguf'), model)
    const file = await resolveModel('toy.gguf', emptyStore(), folder)
    expect(file.path).toBe(join(folder, 'toy.gguf'))
  })

  it('by its catalogue name in any case, with the file that the user put in its place', async () => {
    const store = emptyStore()
    const entry = entryNamed('deepseek-v2-chat')
    writeFileSync(join(store.folder, 'deepseek-v2-chat.gguf'), model)
    const path = join(store.folder, 'deepseek-v2-chat.gguf')
    expect(await resolveModel(' DeepSeek-V2-Chat ', store)).toEqual({
      name: 'deepseek-v2-chat',
      path,
      bytes: model.length,
      entry,
    })
  })

  it('with all its files when it is split', async () => {
    const folder = temporaryFolder()
    for (const part of ['00001', '00002']) writeFileSync(join(folder, `toy-${part}-of-00002.gguf`), model)
    const file = await resolveModel(join(folder, 'toy-00001-of-00002.gguf'), emptyStore())
    expect(file.bytes).toBe(2 * model.length)
  })
})

describe('no model is found', () => {
  it.each([
    ['in an empty setting', '', 'modelNotChosen'],
    ['in blanks', '  ', 'modelNotChosen'],
    ['by a name that no catalogue has', 'gpt-9', 'modelUnknown'],
    ['by a relative path without a working folder, which could lead into a workspace', './toy.gguf', 'modelUnknown'],
    ['by the catalogue name of what was not downloaded', 'starter', 'modelMissing'],
    ['where no file is', '/no/such/toy.gguf', 'modelFileMissing'],
    ['below a file', join(import.meta.filename, 'toy.gguf'), 'modelFileMissing'],
    ['in a folder', import.meta.dirname, 'modelNotGguf'],
  ])('%s', async (_where, setting, code) => {
    await expect(resolveModel(setting, emptyStore())).rejects.toMatchObject({ code })
  })

  it.each([
    ['text', 'hello, I am no model', 'modelNotGguf'],
    ['nothing', '', 'modelNotGguf'],
    ['only the magic bytes', 'GGUF', 'modelTruncated'],
    ['half a header', model.subarray(0, 60), 'modelTruncated'],
    ['a header without its tensors', model.subarray(0, model.length - 700), 'modelTruncated'],
  ])('in a file that holds %s', async (_what, content, code) => {
    await expect(resolveFile(content as Buffer)).rejects.toMatchObject({ code, message: expect.stringContaining('toy.gguf') })
  })

  it('in a split model of which a file is missing', async () => {
    await expect(resolveFile(model, 'toy-00001-of-00002.gguf')).rejects.toMatchObject({
      code: 'modelFileMissing',
      message: expect.stringContaining('toy-00002-of-00002.gguf'),
    })
  })

  it('in a downloaded file of the wrong length', async () => {
    const store = emptyStore()
    writeFileSync(join(store.folder, entryNamed('starter')?.files[0]?.name ?? ''), model)
    await expect(resolveModel('starter', store)).rejects.toMatchObject({ code: 'modelTruncated' })
  })

  it('in a folder that is named like a model', async () => {
    const store = emptyStore()
    mkdirSync(join(store.folder, 'deepseek-v2-chat.gguf'))
    await expect(resolveModel('deepseek-v2-chat', store)).rejects.toMatchObject({ code: 'modelMissing' })
  })
})
