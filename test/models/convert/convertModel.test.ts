import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { convertModel } from '../../../server/models/convert/convertModel.ts'
import { readGgufIndex } from '../../../server/models/convert/ggufIndex.ts'
import { headOfFile, modelOfFiles } from '../../../server/models/plan/fileModel.ts'
import { writeDeepseek2, writeSplitDeepseek2 } from '../../fixtures/deepseek2/model.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latent-convert-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const never = new AbortController().signal
const convert = (from: string, to: string, signal = never, onBytes = (_written: number, _all: number) => {}) =>
  convertModel(join(folder, from), join(folder, to), onBytes, signal)

/** Values and tensors of a file by their names, with the tensors' bytes. */
async function contentOf(name: string) {
  const file = await readFile(join(folder, name))
  const index = readGgufIndex(file)
  if (typeof index === 'string') throw new Error(index)
  return {
    values: Object.fromEntries(index.values.map(({ key, raw }) => [key, raw.toString('base64')])),
    tensors: index.tensors.map(({ name, dimensions, type, offset, bytes }) => {
      const start = index.dataStart + offset
      return [name, dimensions, type, file.subarray(start, start + bytes).toString('base64')]
    }),
  }
}

describe('A model of the old layout', () => {
  it.each(['f16', 'f32'] as const)(
    'becomes, with weights of %s, what its makers would have made in the new one',
    async (weights) => {
      await writeDeepseek2(join(folder, 'old.gguf'), { layout: 'legacy', weights })
      await writeDeepseek2(join(folder, 'new.gguf'), { layout: 'mla', weights })
      const told: number[] = []
      await convert('old.gguf', 'converted.gguf', never, (written, all) => told.push(written / all))
      expect(await contentOf('converted.gguf')).toEqual(await contentOf('new.gguf'))
      expect(told.at(-1)).toBe(1)
      expect((await readdir(folder)).sort()).toEqual(['converted.gguf', 'new.gguf', 'old.gguf'])
    },
  )

  it('in several files becomes one, as if it had been one before', async () => {
    await writeSplitDeepseek2(join(folder, 'old'), 4, { layout: 'legacy' })
    await writeDeepseek2(join(folder, 'new.gguf'), { layout: 'mla' })
    await convert('old-00001-of-00004.gguf', 'converted.gguf')
    expect(await contentOf('converted.gguf')).toEqual(await contentOf('new.gguf'))
    await convert('old-00003-of-00004.gguf', 'again.gguf')
    expect((await readFile(join(folder, 'again.gguf'))).equals(await readFile(join(folder, 'converted.gguf')))).toBe(true)
  })

  it('is planned with the small cache then', async () => {
    await writeDeepseek2(join(folder, 'old.gguf'), { layout: 'legacy' })
    await convert('old.gguf', 'converted.gguf')
    const layouts = ['old.gguf', 'converted.gguf'].map(async (name) => {
      const read = await modelOfFiles(name, [headOfFile(join(folder, name))])
      return read.kind === 'known' ? read.model.layout : read.reason
    })
    expect(await Promise.all(layouts)).toEqual(['everyHead', 'latent'])
  })

  it('that is stopped leaves nothing', async () => {
    await writeDeepseek2(join(folder, 'old.gguf'), { layout: 'legacy' })
    const stop = new AbortController()
    await expect(convert('old.gguf', 'converted.gguf', stop.signal, () => stop.abort())).rejects.toThrow(/abort/)
    expect(await readdir(folder)).toEqual(['old.gguf'])
  })
})

describe('What is refused, with nothing written', () => {
  it.each([['a file of the new layout', { layout: 'mla' }, /of the new layout already/]] as const)(
    '%s',
    async (_what, options, reason) => {
      await writeDeepseek2(join(folder, 'model.gguf'), options)
      await expect(convert('model.gguf', 'converted.gguf')).rejects.toThrow(reason)
      expect(await readdir(folder)).toEqual(['model.gguf'])
    },
  )

  it('a model in several files of which one is missing', async () => {
    const paths = await writeSplitDeepseek2(join(folder, 'old'), 3, { layout: 'legacy' })
    await rm(paths[1] ?? '')
    await expect(convert('old-00001-of-00003.gguf', 'converted.gguf')).rejects.toMatchObject({ code: 'modelFileMissing' })
    expect(await readdir(folder)).not.toContain('converted.gguf')
  })

  it('files that are not of one model: one twice, and one of a model of its own', async () => {
    const paths = await writeSplitDeepseek2(join(folder, 'old'), 3, { layout: 'legacy' })
    const second = paths[1] ?? ''
    await copyFile(paths[2] ?? '', second)
    await expect(convert('old-00001-of-00003.gguf', 'converted.gguf')).rejects.toThrow(/not those of one model/)
    await writeDeepseek2(second, { layout: 'legacy' })
    await expect(convert('old-00001-of-00003.gguf', 'converted.gguf')).rejects.toThrow(/not those of one model/)
    expect(await readdir(folder)).not.toContain('converted.gguf')
  })

  it('a target that is taken', async () => {
    await writeDeepseek2(join(folder, 'old.gguf'), { layout: 'legacy' })
    await writeFile(join(folder, 'converted.gguf'), 'mine')
    await expect(convert('old.gguf', 'converted.gguf')).rejects.toThrow(/already/)
    expect(await readFile(join(folder, 'converted.gguf'), 'utf8')).toBe('mine')
  })

  it('a file that is no model', async () => {
    await writeFile(join(folder, 'text.gguf'), 'no model')
    await expect(convert('text.gguf', 'converted.gguf')).rejects.toMatchObject({ code: 'modelNotGguf' })
  })
})
