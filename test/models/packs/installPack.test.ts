import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { downloadBytes, packVersion } from '../../../server/models/packs/enginePack.ts'
import { PackStore } from '../../../server/models/packs/packStore.ts'
import { type Answer, cutting, hub, inTurn, plain, serve } from '../fileServer.ts'
import { temporaryFolder } from '../scene.ts'
import { install, library, type MadePack, madePack } from './madePack.ts'

/** A server with the archives of a pack, and what was asked of it. */
async function serverWith({ archives }: MadePack, special: Readonly<Record<string, Answer>> = {}) {
  const answers = Object.fromEntries(Object.entries(archives).map(([name, content]) => [name, special[name] ?? hub(content)]))
  const counts: Record<string, number> = {}
  const server = await serve((request, response) => {
    const name = basename(request.url ?? '')
    counts[name] = (counts[name] ?? 0) + 1
    answers[name]?.(request, response, counts[name])
  })
  const env = { LATENT_ENGINE_SOURCE: new URL('/', server.url).href }
  return { network: { env, timeLimits: { connectMs: 2_000, stallMs: 2_000 } }, asked: server.asked }
}

function storeWith(freeBytes = async () => 2 ** 40): PackStore {
  return new PackStore(join(temporaryFolder(), 'engine'), freeBytes)
}

/** What lies below a folder, folders left out. */
function filesBelow(folder: string): readonly string[] {
  const entries = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : [])).sort()
}

describe('An engine pack', () => {
  it('is fetched, checked and put together, with the runtime beside what needs it and nothing of the archives left', async () => {
    const made = await madePack()
    const store = storeWith()
    const { folder, received } = install(made.pack, store, await serverWith(made))
    const main = '@node-llama-cpp/linux-x64-cuda'
    expect(filesBelow(await folder)).toEqual([
      `${main}/bins/linux-x64-cuda/libcudart.so.13`,
      `${main}/bins/linux-x64-cuda/llama-addon.node`,
      `${main}/dist/index.js`,
      `${main}/package.json`,
      'licences/nvidia.txt',
    ])
    expect(readFileSync(join(await folder, `${main}/bins/linux-x64-cuda/libcudart.so.13`)).equals(library)).toBe(true)
    expect(received.at(-1)).toBe(downloadBytes(made.pack))
    expect(readdirSync(store.folder)).toEqual([packVersion])
  })

  it('goes on where a cut connection left it', async () => {
    const made = await madePack()
    const content = made.archives['cudart.whl'] as Buffer
    const cut = cutting(content, 70_000)
    const server = await serverWith(made, { 'cudart.whl': inTurn(cut, cut, cut, hub(content)) })
    const store = storeWith()
    await install(made.pack, store, server).folder
    expect(server.asked).toEqual(['all', 'all', 'bytes=70000-', 'bytes=140000-', 'bytes=210000-'])
    expect(store.isInstalled(made.pack)).toBe(true)
  })

  it('goes on from what an earlier attempt left, which asks for none of it again', async () => {
    const made = await madePack()
    const store = storeWith()
    const stop = new AbortController()
    const stalling: Answer = (_request, response) => {
      response.writeHead(200, { 'content-length': made.archives['cudart.whl']?.length })
      response.write(made.archives['cudart.whl']?.subarray(0, 50_000), () => setTimeout(() => stop.abort(), 200))
    }
    const first = await serverWith(made, { 'cudart.whl': stalling })
    await expect(install(made.pack, store, first, stop.signal).folder).rejects.toThrow(/abort/)
    expect(store.isInstalled(made.pack)).toBe(false)

    const second = await serverWith(made)
    await install(made.pack, store, second).folder
    expect(second.asked).toEqual(['bytes=50000-'])
  })

  it('is refused when its bytes are others than were published, and nothing of it is unpacked', async () => {
    const made = await madePack()
    const other = Buffer.from(made.archives['cuda.tgz'] as Buffer)
    other.writeUInt8((other.at(-1) as number) ^ 1, other.length - 1)
    const server = await serverWith(made, { 'cuda.tgz': plain(other) })
    const store = storeWith()
    await expect(install(made.pack, store, server).folder).rejects.toMatchObject({ code: 'digestMismatch' })
    expect(filesBelow(store.folder)).toEqual([])
  })

  it('is refused before anything is fetched when the disk has no room for the archives and what is in them', async () => {
    const made = await madePack()
    const need = downloadBytes(made.pack) + made.pack.parts.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
    const server = await serverWith(made)
    const full = storeWith(async () => need - 1)
    await expect(install(made.pack, full, server).folder).rejects.toMatchObject({ code: 'noSpaceForPack' })
    expect(server.asked).toEqual([])
    await install(
      made.pack,
      storeWith(async () => need),
      server,
    ).folder
  })

  it.each([
    ['leads upwards', 'package/../../../../outside'],
    ['leads to elsewhere in the pack', 'package/../licences/outside'],
  ])('is refused where a name of its archive %s', async (_what, to) => {
    const from = 'x'.repeat(to.length)
    const made = await madePack([{ type: 'content', target: from, content: 'x' }], { from, to })
    const parent = temporaryFolder()
    const store = new PackStore(join(parent, 'data', 'deep', 'down', 'engine'))
    await expect(install(made.pack, store, await serverWith(made)).folder).rejects.toMatchObject({ code: 'folderNotWritable' })
    expect(filesBelow(parent).filter((file) => !file.includes('/downloads/'))).toEqual([])
  })

  it('leaves out what its table does not name', async () => {
    const made = await madePack([{ type: 'content', target: 'elsewhere/file', content: 'x' }])
    const store = storeWith()
    await install(made.pack, store, await serverWith(made)).folder
    expect(filesBelow(store.folder).filter((file) => /elsewhere/.test(file))).toEqual([])
  })

  it('takes the place of older ones, and is removed with what stopped attempts left', async () => {
    const made = await madePack()
    const store = storeWith()
    for (const leftOver of ['3.0.0/cuda', `${packVersion}/cuda12`, `${packVersion}/cuda.half`, 'downloads']) {
      mkdirSync(join(store.folder, leftOver), { recursive: true })
      writeFileSync(join(store.folder, leftOver, 'file'), 'x')
    }
    await install(made.pack, store, await serverWith(made)).folder
    expect(readdirSync(store.folder)).toEqual([packVersion])
    expect(readdirSync(join(store.folder, packVersion))).toEqual(['cuda'])

    expect(await store.remove(made.pack)).toBe(made.pack.parts.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0))
    expect(filesBelow(store.folder)).toEqual([])
    expect(await store.remove(made.pack)).toBe(0)
  })

  it('is fetched once by two who want it at the same time', async () => {
    const made = await madePack()
    const store = storeWith()
    const server = await serverWith(made)
    const both = [install(made.pack, store, server), install(made.pack, store, server)]
    await Promise.all(both.map(({ folder }) => folder))
    expect(server.asked).toEqual(['all', 'all'])
    expect(both.flatMap(({ notes }) => notes)).toContain('Another process is installing an engine pack; waiting for it.')
  })

  it('is copied from a folder when one is named', async () => {
    const made = await madePack()
    const from = temporaryFolder()
    for (const [name, content] of Object.entries(made.archives)) writeFileSync(join(from, name), content)
    const store = storeWith()
    await install(made.pack, store, { from }).folder
    expect(store.isInstalled(made.pack)).toBe(true)
    expect(readdirSync(from).sort()).toEqual(['cuda.tgz', 'cudart.whl'])
  })
})
