import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ModelStore } from '../../server/models/store.ts'
import { cutting, hub, inTurn, plain, serve, status } from './fileServer.ts'
import { emptyStore, factsOf, hubAt, modelOf, pulling, someBytes, temporaryFolder } from './scene.ts'

const content = someBytes(300_000)
const otherContent = someBytes(300_000, 2)
// Nobody listens on the last port unless by intent, and `fetch` refuses those of well-known services without trying.
const nowhere = hubAt('http://127.0.0.1:65535', 'nowhere')

describe('a download', () => {
  it('puts the whole file under its final name and leaves nothing else', async () => {
    const { url } = await serve(hub(content))
    const store = emptyStore()
    const { path, notes, progress } = pulling(modelOf(content, [hubAt(url)]), store)

    expect(readFileSync(await path).equals(content)).toBe(true)
    expect(readdirSync(store.folder)).toEqual(['toy.gguf'])
    expect(notes).toEqual([])
    expect(progress.at(-1)).toEqual({ receivedBytes: content.length, totalBytes: content.length, source: 'hub' })
  })

  it('asks nobody when the file is here', async () => {
    const { url, asked } = await serve(hub(content))
    const store = emptyStore()
    await pulling(modelOf(content, [hubAt(url)]), store).path
    await pulling(modelOf(content, [hubAt(url)]), store).path
    expect(asked).toEqual(['all'])
  })

  it('makes the folder where it is missing', async () => {
    const { url } = await serve(hub(content))
    const store = emptyStore()
    const nested = new ModelStore(join(store.folder, 'a', 'b'))
    expect(readFileSync(await pulling(modelOf(content, [hubAt(url)]), nested).path).length).toBe(content.length)
  })

  it('goes on after a cut where it was', async () => {
    const { url, asked } = await serve(inTurn(cutting(content, 100_000), hub(content)))
    const { path } = pulling(modelOf(content, [hubAt(url)]), emptyStore())
    expect(readFileSync(await path).equals(content)).toBe(true)
    expect(asked).toEqual(['all', 'bytes=100000-'])
  })

  it('goes on in a later run where an earlier one stopped', async () => {
    const { url, asked } = await serve(inTurn(cutting(content, 100_000), status(503), hub(content)))
    const store = emptyStore()
    const entry = modelOf(content, [hubAt(url)])
    await expect(pulling(entry, store).path).rejects.toMatchObject({ code: 'downloadFailed' })
    expect(readdirSync(store.folder).sort()).toEqual(['toy.gguf.part', 'toy.gguf.part.json'])
    expect(readFileSync(await pulling(entry, store).path).equals(content)).toBe(true)
    expect(asked).toEqual(['all', 'bytes=100000-', 'bytes=100000-'])
  })

  it('keeps what arrived when the user stops it', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, 50_000))
    })
    const store = emptyStore()
    const stop = new AbortController()
    const onProgress = ({ receivedBytes }: { receivedBytes: number }) => {
      if (receivedBytes >= 50_000) stop.abort()
    }
    const { path } = pulling(modelOf(content, [hubAt(url)]), store, { onProgress }, stop.signal)
    await expect(path).rejects.toThrow()
    expect(readFileSync(join(store.folder, 'toy.gguf.part')).equals(content.subarray(0, 50_000))).toBe(true)
    expect(existsSync(join(store.folder, 'toy.gguf'))).toBe(false)
    expect(existsSync(join(store.folder, 'toy.gguf.part.lock'))).toBe(false)
  })

  it('skips what is here already when the source knows no ranges', async () => {
    const { url, asked } = await serve(plain(content))
    const store = emptyStore()
    writeFileSync(join(store.folder, 'toy.gguf.part'), content.subarray(0, 70_000))
    const { path, progress } = pulling(modelOf(content, [hubAt(url)]), store)
    expect(readFileSync(await path).equals(content)).toBe(true)
    expect(asked).toEqual(['bytes=70000-'])
    expect(progress[0]?.receivedBytes).toBe(70_000)
  })

  it('starts anew when the file has changed at its source', async () => {
    const { url, asked } = await serve(inTurn(cutting(otherContent, 90_000, '"old"'), hub(content, '"new"')))
    const { path } = pulling(modelOf(content, [hubAt(url)]), emptyStore())
    expect(readFileSync(await path).equals(content)).toBe(true)
    expect(asked).toEqual(['all', 'bytes=90000-'])
  })

  it('goes on at another source where the first one stopped', async () => {
    const first = await serve(inTurn(cutting(content, 100_000), status(500)))
    const second = await serve(hub(content, '"other"'))
    const { path, notes } = pulling(modelOf(content, [hubAt(first.url, 'first'), hubAt(second.url, 'second')]), emptyStore())
    expect(readFileSync(await path).equals(content)).toBe(true)
    expect(second.asked).toEqual(['bytes=100000-'])
    expect(notes).toEqual(['first is passed over: it answers with HTTP status 500.'])
  })

  it('fetches all of it again when the pieces of two sources do not make the right whole', async () => {
    const { url, asked } = await serve(hub(content))
    const store = emptyStore()
    writeFileSync(join(store.folder, 'toy.gguf.part'), otherContent.subarray(0, 80_000))
    const { path } = pulling(modelOf(content, [hubAt(url)]), store)
    expect(readFileSync(await path).equals(content)).toBe(true)
    expect(asked).toEqual(['bytes=80000-', 'all'])
  })

  it('throws a part away that is longer than the file', async () => {
    const { url, asked } = await serve(hub(content))
    const store = emptyStore()
    writeFileSync(join(store.folder, 'toy.gguf.part'), Buffer.alloc(content.length + 1))
    expect(readFileSync(await pulling(modelOf(content, [hubAt(url)]), store).path).equals(content)).toBe(true)
    expect(asked).toEqual(['all'])
  })

  it('needs no source when a complete part was not checked any more', async () => {
    const store = emptyStore()
    writeFileSync(join(store.folder, 'toy.gguf.part'), content)
    expect(readFileSync(await pulling(modelOf(content, [nowhere]), store).path).equals(content)).toBe(true)
  })
})

describe('a source', () => {
  it.each([
    ['cannot be reached', undefined, 'the connection was refused'],
    ['does not have the file', status(404), 'it answers with HTTP status 404'],
    ['has a file of another size', plain(content.subarray(1)), 'its file has 299999 bytes instead of 300000'],
    ['has other bytes', plain(otherContent), 'its bytes do not match the published digest'],
    ['sends more than it announced', endless, 'it sends more than the file has'],
    ['says nothing', () => {}, 'no answer within the time limit'],
  ])('that %s is passed over with one note', async (_what, answer, reason) => {
    const bad = answer === undefined ? nowhere : hubAt((await serve(answer)).url, 'nowhere')
    const good = await serve(hub(content))
    const { path, notes } = pulling(modelOf(content, [bad, hubAt(good.url)]), emptyStore(), {
      timeLimits: { connectMs: 500, stallMs: 500 },
    })
    expect(readFileSync(await path).equals(content)).toBe(true)
    expect(notes).toEqual([`nowhere is passed over: ${reason}.`])
  })

  it('that stops sending is passed over, and the next goes on', async () => {
    const stalling = await serve((request, response) => {
      if (request.headers.range !== undefined) return
      response.writeHead(200, { 'content-length': content.length }).write(content.subarray(0, 10_000))
    })
    const good = await serve(hub(content))
    const { path } = pulling(modelOf(content, [hubAt(stalling.url), hubAt(good.url)]), emptyStore(), {
      timeLimits: { connectMs: 500, stallMs: 500 },
    })
    expect(readFileSync(await path).equals(content)).toBe(true)
    expect(good.asked).toEqual(['bytes=10000-'])
  })

  it('on this machine is a file or a folder with it, and no other source is asked', async () => {
    const { url, asked } = await serve(hub(content))
    const stick = temporaryFolder()
    writeFileSync(join(stick, 'toy.gguf'), content)
    for (const from of [stick, join(stick, 'toy.gguf')]) {
      const { path } = pulling(modelOf(content, [hubAt(url)]), emptyStore(), { from })
      expect(readFileSync(await path).equals(content)).toBe(true)
    }
    expect(asked).toEqual([])
  })

  it('is no package registry unless that was asked for', async () => {
    const packages = [{ package: 'p', version: '1', bytes: 1 }]
    const { path, notes } = pulling(modelOf(content, [], { ...factsOf(content), packages }), emptyStore())
    await expect(path).rejects.toMatchObject({ code: 'noSourceReached' })
    expect(notes).toEqual([])
  })
})

describe('a failure', () => {
  it('of every source names what was tried and where the file belongs', async () => {
    const { url } = await serve(status(404))
    const store = emptyStore()
    const { path } = pulling(modelOf(content, [nowhere, hubAt(url)]), store)
    await expect(path).rejects.toMatchObject({
      code: 'noSourceReached',
      message: `No source of toy could be reached (nowhere: the connection was refused; hub: it answers with HTTP status 404). Its file belongs at ${join(store.folder, 'toy.gguf')}.`,
    })
    expect(readdirSync(store.folder)).toEqual([])
  })

  it('of the digest deletes the bytes', async () => {
    const { url } = await serve(plain(otherContent))
    const store = emptyStore()
    await expect(pulling(modelOf(content, [hubAt(url)]), store).path).rejects.toMatchObject({ code: 'digestMismatch' })
    expect(readdirSync(store.folder)).toEqual([])
  })

  it('for want of space comes before anything is fetched', async () => {
    const { url, asked } = await serve(hub(content))
    const store = emptyStore(async () => content.length - 1)
    await expect(pulling(modelOf(content, [hubAt(url)]), store).path).rejects.toMatchObject({ code: 'noSpace' })
    expect(asked).toEqual([])
  })

  it('for want of space counts what is here already', async () => {
    const { url } = await serve(hub(content))
    const store = emptyStore(async () => content.length - 1)
    writeFileSync(join(store.folder, 'toy.gguf.part'), content.subarray(0, 1000))
    expect(readFileSync(await pulling(modelOf(content, [hubAt(url)]), store).path).length).toBe(content.length)
  })

  it('names a folder whose path leads through a file', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    const { path } = pulling(modelOf(content, [nowhere]), new ModelStore(join(folder, 'file', 'models')))
    await expect(path).rejects.toMatchObject({
      code: 'folderNotReadable',
      parts: [join(folder, 'file', 'models'), expect.any(String)],
    })
  })

  it('of a model without a download says where a file may be put', async () => {
    const { entry, ...model } = modelOf(content, [])
    const { hub, ...own } = entry
    const store = emptyStore()
    await expect(pulling({ ...model, entry: own }, store).path).rejects.toMatchObject({
      code: 'modelNotPullable',
      message: expect.stringContaining(join(store.folder, 'toy.gguf')),
    })
  })
})

/** Chunked, so that no length is announced. */
function endless(_request: unknown, response: ServerResponse): void {
  response.writeHead(200)
  response.write(content)
  response.end(content)
}
