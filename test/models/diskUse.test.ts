import { existsSync, linkSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Disk, diskItems, removeItem } from '../../server/models/diskUse.ts'
import { packsFor } from '../../server/models/packs/enginePack.ts'
import { PackStore } from '../../server/models/packs/packStore.ts'
import { StateStore } from '../../server/models/stateStore.ts'
import { randomChange, writeAdapter } from '../fixtures/adapter.ts'
import { emptyStore, modelOf, someBytes, temporaryFolder } from './scene.ts'

const content = someBytes(1000)
const { entry } = modelOf(content, [])

/** The toy model, a split model and an adapter that the user brought, a stopped download, and what packs left. */
async function fullDisk(): Promise<Disk> {
  const disk = {
    models: emptyStore(),
    packs: new PackStore(temporaryFolder()),
    states: new StateStore(temporaryFolder()),
    entries: [entry],
  }
  writeFileSync(disk.models.pathOf('toy.gguf'), content)
  writeFileSync(disk.models.pathOf('own-00001-of-00002.gguf'), content)
  writeFileSync(disk.models.pathOf('own-00002-of-00002.gguf'), content)
  writeFileSync(disk.models.pathOf('other.gguf.part'), content.subarray(0, 300))
  writeFileSync(disk.models.pathOf('other.gguf.part.json'), '{}')
  writeFileSync(disk.models.pathOf('notes.txt'), 'not ours')
  await writeAdapter(disk.models.pathOf('team.gguf'), 'qwen2', [randomChange('disk', 'blk.0.ffn_up', 32, 32)])
  mkdirSync(join(disk.packs.folder, '1.0.0', 'cuda'), { recursive: true })
  writeFileSync(join(disk.packs.folder, '1.0.0', 'cuda', 'libggml.so'), content)
  await disk.states.allow()
  writeFileSync(join(disk.states.folder, `${'ab'.repeat(16)}.state`), content)
  mkdirSync(disk.packs.downloadsFolder)
  writeFileSync(join(disk.packs.downloadsFolder, 'cuda.zip'), content)
  return disk
}

describe('What Latent keeps on the disk', () => {
  it('is listed by kind, each with its bytes; split files are one', async () => {
    const items = await diskItems(await fullDisk())
    expect(items.map(({ kind, id, bytes }) => [kind, id, bytes])).toEqual([
      ['model', 'toy.gguf', 1000],
      ['file', 'own.gguf', 2000],
      ['adapter', 'team.gguf', expect.any(Number)],
      ['download', 'other.gguf', 300],
      ['packRest', 'rest', 2000],
      ['states', 'all', 1000],
    ])
    expect(items[0]).toMatchObject({ title: 'Toy', quantisation: 'Q4_K_M' })
  })

  it('counts no file that has another name elsewhere: deleting it frees nothing', async () => {
    const disk = await fullDisk()
    linkSync(disk.models.pathOf('notes.txt'), join(disk.packs.folder, '1.0.0', 'cuda', 'linked.so'))
    expect((await diskItems(disk)).find(({ kind }) => kind === 'packRest')?.bytes).toBe(2000)
  })

  it('is nothing where nothing was ever downloaded', async () => {
    const folder = join(temporaryFolder(), 'none')
    const disk = { models: emptyStore(), packs: new PackStore(folder), states: new StateStore(folder), entries: [entry] }
    expect(await diskItems(disk)).toEqual([])
  })

  it.each([
    ['model', 'toy.gguf', 1000, ['toy.gguf']],
    ['file', 'own.gguf', 2000, ['own-00001-of-00002.gguf', 'own-00002-of-00002.gguf']],
    ['download', 'other.gguf', 300, ['other.gguf.part', 'other.gguf.part.json']],
  ] as const)('is deleted by itself: a %s', async (kind, id, bytes, gone) => {
    const disk = await fullDisk()
    const before = readdirSync(disk.models.folder)
    expect(await removeItem({ kind, id }, disk)).toEqual({ freedBytes: bytes })
    expect(readdirSync(disk.models.folder)).toEqual(before.filter((name) => !gone.some((each) => each === name)))
    expect(await removeItem({ kind, id }, disk)).toEqual({ freedBytes: 0 })
  })

  it('tells what would stay of a file, because a link from elsewhere leads to it', async () => {
    const disk = await fullDisk()
    linkSync(disk.models.pathOf('own-00002-of-00002.gguf'), join(temporaryFolder(), 'original.gguf'))
    const own = (await diskItems(disk)).find(({ kind }) => kind === 'file')
    expect(own).toMatchObject({ bytes: 2000, keptBytes: 1000 })
    expect(await removeItem({ kind: 'file', id: 'own.gguf' }, disk)).toEqual({ freedBytes: 1000, keptBytes: 1000 })
  })

  it('is deleted with what older packs and stopped downloads of packs left', async () => {
    const disk = await fullDisk()
    expect(await removeItem({ kind: 'packRest', id: 'rest' }, disk)).toEqual({ freedBytes: 2000 })
    expect(readdirSync(disk.packs.folder)).toEqual([])
  })

  it('is deleted with the states that are kept, and these are kept on', async () => {
    const disk = await fullDisk()
    expect(await removeItem({ kind: 'states', id: 'all' }, disk)).toEqual({ freedBytes: 1000 })
    expect(await disk.states.bytes()).toBe(0)
    expect(await disk.states.isAllowed()).toBe(true)
  })

  it.runIf(packsFor().length > 0)('has the installed engine pack apart from the rest', async () => {
    const disk = await fullDisk()
    const [pack] = packsFor()
    if (pack === undefined) throw new Error('there is none')
    mkdirSync(disk.packs.folderOf(pack), { recursive: true })
    writeFileSync(join(disk.packs.folderOf(pack), 'libggml-cuda.so'), content)
    const kinds = (await diskItems(disk)).filter(({ path }) => path.startsWith(disk.packs.folder))
    expect(kinds.map(({ kind, id }) => [kind, id])).toEqual([
      ['enginePack', pack.name],
      ['packRest', 'rest'],
    ])
    await removeItem({ kind: 'packRest', id: 'rest' }, disk)
    expect(existsSync(disk.packs.folderOf(pack))).toBe(true)
    await removeItem({ kind: 'enginePack', id: pack.name }, disk)
    expect(existsSync(disk.packs.folderOf(pack))).toBe(false)
  })

  it.each(['../outside.gguf', 'notes.txt', '/etc/passwd'])('is only what was listed: %s is not deleted', async (id) => {
    const disk = await fullDisk()
    const before = readdirSync(disk.models.folder)
    for (const kind of ['model', 'file', 'download', 'adapter'] as const)
      expect(await removeItem({ kind, id }, disk)).toEqual({ freedBytes: 0 })
    expect(readdirSync(disk.models.folder)).toEqual(before)
  })
})
