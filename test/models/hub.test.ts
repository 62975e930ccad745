import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { serve, status } from './fileServer.ts'
import { hubServer } from './hubServer.ts'
import { emptyStore, factsOf, hubAt, modelOf, pulling, sha256Of, someBytes, type ToyModel } from './scene.ts'

const content = someBytes(30_000)
const commit = 'c'.repeat(40)
const nowhere = hubAt('http://127.0.0.1:65535', 'nowhere')

/** A model of which the catalogue knows the repository, and a commit where one is given. */
function unknownModel(hubs: ToyModel['hubs'], revision?: string): ToyModel {
  const { entry, ...rest } = modelOf(content, hubs, {})
  return { ...rest, entry: { ...entry, hub: { repository: 'owner/toy', ...(revision === undefined ? {} : { revision }) } } }
}

describe('a model whose size and digest the catalogue does not have', () => {
  it('is asked of the hub first: commit, size and SHA-256 are told, and the bytes are checked by them', async () => {
    const { url, paths } = await hubServer(() => ({ commit, files: { 'README.md': Buffer.from('hi'), 'toy.gguf': content } }))
    const store = emptyStore()
    const { path, notes } = pulling(unknownModel([hubAt(url)]), store)
    expect(readFileSync(await path).equals(content)).toBe(true)
    expect(paths).toEqual([
      '/api/models/owner/toy/revision/main',
      `/api/models/owner/toy/tree/${commit}?recursive=true`,
      `/owner/toy/resolve/${commit}/toy.gguf`,
    ])
    expect(notes).toEqual([`hub has toy.gguf at revision ${commit}: 30000 bytes, SHA-256 ${sha256Of(content)}.`])
  })

  it('keeps beside the file what the hub said', async () => {
    const { url } = await hubServer(() => ({ commit, files: { 'toy.gguf': content } }))
    const store = emptyStore()
    const path = await pulling(unknownModel([hubAt(url)]), store).path
    expect(JSON.parse(readFileSync(`${path}.json`, 'utf8'))).toEqual({
      schemaVersion: 1,
      hub: { repository: 'owner/toy', revision: commit },
      files: [{ name: 'toy.gguf', path: 'toy.gguf', ...factsOf(content) }],
    })
  })

  it('asks for no commit where the catalogue has one', async () => {
    const { url, paths } = await hubServer(() => ({ commit, files: { 'toy.gguf': content } }))
    await pulling(unknownModel([hubAt(url)], commit), emptyStore()).path
    expect(paths[0]).toBe(`/api/models/owner/toy/tree/${commit}?recursive=true`)
  })

  it('goes on with the commit at which it began, also when there is a newer one', async () => {
    let newest = { commit, files: { 'toy.gguf': content } }
    const { url } = await hubServer(() => newest)
    const store = emptyStore()
    const stop = new AbortController()
    const first = pulling(unknownModel([hubAt(url)]), store, { onProgress: () => stop.abort() }, stop.signal)
    await expect(first.path).rejects.toThrow()
    newest = { commit: 'd'.repeat(40), files: { 'toy.gguf': someBytes(30_000, 2) } }
    const second = pulling(unknownModel([hubAt(url)]), store)
    await expect(second.path).rejects.toMatchObject({ code: 'noSourceReached' })
    expect(second.notes).toEqual(['hub is passed over: it answers with HTTP status 404.'])
    expect(existsSync(store.pathOf('toy.gguf'))).toBe(false)
  })

  it('finds its file in a folder, and in another case of letters', async () => {
    const { url, paths } = await hubServer(() => ({ commit, files: { 'Q4/Toy.GGUF': content } }))
    const store = emptyStore()
    await pulling(unknownModel([hubAt(url)]), store).path
    expect(paths.at(-1)).toBe(`/owner/toy/resolve/${commit}/Q4/Toy.GGUF`)
    expect(readdirSync(store.folder).sort()).toEqual(['toy.gguf', 'toy.gguf.json'])
  })

  it('asks by headers where a mirror has no listing', async () => {
    const { url, paths } = await hubServer(() => ({ commit, files: { 'toy.gguf': content }, listing: false }))
    expect(readFileSync(await pulling(unknownModel([hubAt(url)]), emptyStore()).path).equals(content)).toBe(true)
    expect(paths).toContain('HEAD /owner/toy/resolve/main/toy.gguf')
  })

  it('is asked of the mirror where the hub does not answer', async () => {
    const { url } = await hubServer(() => ({ commit, files: { 'toy.gguf': content } }))
    const { path, notes } = pulling(unknownModel([nowhere, hubAt(url, 'mirror')]), emptyStore())
    expect(readFileSync(await path).equals(content)).toBe(true)
    expect(notes[0]).toBe('nowhere is passed over: the connection was refused.')
  })

  it('is not fetched from a mirror that sends other bytes than the hub told', async () => {
    const other = await hubServer(() => ({ commit, files: { 'toy.gguf': someBytes(30_000, 2) } }))
    const told = await serve((request, response) => {
      if (request.url?.includes('/tree/')) {
        const lfs = { oid: sha256Of(content), size: content.length }
        response.writeHead(200).end(JSON.stringify([{ type: 'file', path: 'toy.gguf', lfs }]))
      } else response.writeHead(503).end()
    })
    const store = emptyStore()
    const { path } = pulling(unknownModel([hubAt(told.url), hubAt(other.url, 'mirror')], commit), store)
    await expect(path).rejects.toMatchObject({ code: 'digestMismatch', message: expect.stringContaining('mirror') })
    expect(existsSync(store.pathOf('toy.gguf'))).toBe(false)
  })
})

describe('a hub', () => {
  it.each([
    [
      'that has no such file',
      JSON.stringify([{ path: 'other.gguf', lfs: { oid: 'a'.repeat(64), size: 5 } }]),
      'it has no file toy.gguf',
    ],
    ['whose file has no digest', JSON.stringify([{ path: 'toy.gguf', size: 5 }]), 'it has no file toy.gguf'],
    ['with a digest that is none', JSON.stringify([{ path: 'toy.gguf', lfs: { oid: 'x', size: 5 } }]), 'it has no file toy.gguf'],
    [
      'with a size that is none',
      JSON.stringify([{ path: 'toy.gguf', lfs: { oid: 'a'.repeat(64), size: -1 } }]),
      'it has no file toy.gguf',
    ],
    ['that answers with a page', '<html>', 'it answers with something else than a list of files'],
    ['that answers with null', 'null', 'it has no file toy.gguf'],
    ['that sends without end', 'x'.repeat(9 * 2 ** 20), 'it sends more than a list of files'],
  ])('%s is passed over with the reason', async (_what, listing, reason) => {
    const { url } = await serve((request, response) => {
      if (request.url?.includes('/tree/')) response.writeHead(200).end(listing)
      else response.writeHead(404).end()
    })
    const { path, notes } = pulling(unknownModel([hubAt(url)], commit), emptyStore())
    await expect(path).rejects.toMatchObject({ code: 'noSourceReached' })
    expect(notes).toEqual([`hub is passed over: ${reason}.`])
  })

  it('that forbids is told with its status', async () => {
    const { url } = await serve(status(403))
    const { path, notes } = pulling(unknownModel([hubAt(url)]), emptyStore())
    await expect(path).rejects.toMatchObject({ code: 'noSourceReached' })
    expect(notes).toEqual(['hub is passed over: it answers with HTTP status 403.'])
  })
})

describe('a model in several files', () => {
  const parts = [content.subarray(0, 10_000), content.subarray(10_000, 25_000), content.subarray(25_000)]
  const names = [1, 2, 3].map((number) => `toy-0000${number}-of-00003.gguf`)
  const files = Object.fromEntries(names.map((name, index) => [`toy/${name}`, parts[index] ?? content]))

  it('is fetched with all of them, and found by the first', async () => {
    const { url } = await hubServer(() => ({ commit, files }))
    const store = emptyStore()
    const { path, progress } = pulling(unknownModel([hubAt(url)]), store)
    expect(await path).toBe(store.pathOf(names[0] ?? ''))
    expect(readdirSync(store.folder).sort()).toEqual([...names, 'toy.gguf.json'].sort())
    expect(progress.at(-1)).toMatchObject({ receivedBytes: 30_000, totalBytes: 30_000 })
    const received = progress.map(({ receivedBytes }) => receivedBytes)
    expect(received).toEqual(received.toSorted((a, b) => a - b))
  })

  it('is not installed before the last one is there, and only what misses is fetched then', async () => {
    const { url, paths } = await hubServer(() => ({ commit, files }))
    const store = emptyStore()
    const model = unknownModel([hubAt(url)])
    await pulling(model, store).path
    await store.remove(names[1] ?? '')
    expect(await store.installed(model.entry)).toEqual([])
    const before = paths.length
    await pulling(model, store).path
    expect(paths.slice(before)).toEqual([`/owner/toy/resolve/${commit}/toy/${names[1]}`])
  })

  it('of which the hub misses one is not begun', async () => {
    const { [`toy/${names[2]}`]: gone, ...rest } = files
    const { url } = await hubServer(() => ({ commit, files: rest }))
    const store = emptyStore()
    await expect(pulling(unknownModel([hubAt(url)]), store).path).rejects.toMatchObject({ code: 'noSourceReached' })
    expect(readdirSync(store.folder)).toEqual([])
  })

  it('needs room for all of them, less what is here', async () => {
    const { url } = await hubServer(() => ({ commit, files }))
    const store = emptyStore(async () => 25_000)
    await expect(pulling(unknownModel([hubAt(url)]), store).path).rejects.toMatchObject({ code: 'noSpace' })
    writeFileSync(store.pathOf(names[0] ?? ''), parts[0] ?? '')
    expect(await pulling(unknownModel([hubAt(url)]), store).path).toBe(store.pathOf(names[0] ?? ''))
  })
})
