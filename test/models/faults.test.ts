import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { PullProgress } from '../../server/models/fetchFile.ts'
import { ModelStore } from '../../server/models/store.ts'
import { type Answer, hub, inTurn, plain, serve } from './fileServer.ts'
import { emptyStore, hubAt, modelOf, pulling, someBytes, temporaryFolder } from './scene.ts'

const content = someBytes(300_000)
const finalName = 'toy.gguf'

describe('a download that is cut five times', () => {
  it('goes on each time where it was, and ends whole', async () => {
    const pieces = [40_000, 80_000, 120_000, 160_000, 200_000]
    const { answer, onProgress } = cutAt(pieces, hub(content))
    const { url, asked } = await serve(answer)
    const store = emptyStore()
    expect(readFileSync(await pulling(modelOf(content, [hubAt(url)]), store, { onProgress }).path).equals(content)).toBe(true)
    expect(asked).toEqual(['all', ...pieces.map((bytes) => `bytes=${bytes}-`)])
    expect(readdirSync(store.folder)).toEqual([finalName])
  })

  it('is given up where nothing comes any more', async () => {
    const { url, asked } = await serve((_request, response) => void response.socket?.destroy())
    const { path } = pulling(modelOf(content, [hubAt(url)]), emptyStore())
    await expect(path).rejects.toMatchObject({ code: 'noSourceReached' })
    expect(asked.length).toBe(3)
  })
})

describe('a server that lies about the length', () => {
  const announced = [
    ['longer', plain(Buffer.concat([content, Buffer.alloc(1)])), 'its file has 300001 bytes instead of 300000'],
    ['shorter', plain(content.subarray(1)), 'its file has 299999 bytes instead of 300000'],
  ] as const

  it.each(announced)('%s, is passed over before a byte is kept', async (_what, answer, reason) => {
    const { url } = await serve(answer)
    const store = emptyStore()
    const { path, notes } = pulling(modelOf(content, [hubAt(url)]), store)
    await expect(path).rejects.toMatchObject({ code: 'noSourceReached' })
    expect(notes).toEqual([`hub is passed over: ${reason}.`])
    expect(readdirSync(store.folder)).toEqual([])
  })

  const afterCut = [
    ['longer', anotherTotal(300_001), 'its file has 300001 bytes instead of 300000'],
    ['shorter', anotherTotal(299_999), 'its file has 299999 bytes instead of 300000'],
    ['as before, with nothing behind it', silent, 'the connection was cut'],
  ] as const

  it.each(afterCut)('%s, after a cut, is passed over, and what arrived is kept', async (_what, then, reason) => {
    const { answer, onProgress } = cutAt([1000], then)
    const { url } = await serve(answer)
    const store = emptyStore()
    const { path, notes } = pulling(modelOf(content, [hubAt(url)]), store, { onProgress })
    await expect(path).rejects.toMatchObject({ code: 'downloadFailed' })
    expect(notes).toEqual([`hub is passed over: ${reason}.`])
    expect(existsSync(store.pathOf(finalName))).toBe(false)
    expect(readFileSync(store.pathOf(`${finalName}.part`)).equals(content.subarray(0, 1000))).toBe(true)
  })
})

describe('wrong bytes', () => {
  it('are deleted, and a later try gets the right ones', async () => {
    const { url } = await serve(inTurn(plain(someBytes(300_000, 2)), hub(content)))
    const store = emptyStore()
    const model = modelOf(content, [hubAt(url)])
    await expect(pulling(model, store).path).rejects.toMatchObject({ code: 'digestMismatch' })
    expect(readdirSync(store.folder)).toEqual([])
    expect(readFileSync(await pulling(model, store).path).equals(content)).toBe(true)
  })
})

describe('a full disk', () => {
  it.skipIf(process.platform !== 'linux')('is told as such, and the file is not there', async () => {
    const { url } = await serve(hub(content))
    const store = emptyStore()
    // Every write to this device fails for want of space.
    symlinkSync('/dev/full', store.pathOf(`${finalName}.part`))
    await expect(pulling(modelOf(content, [hubAt(url)]), store).path).rejects.toMatchObject({ code: 'diskFull' })
    expect(existsSync(store.pathOf(finalName))).toBe(false)
  })

  /** A disk that fills up is a mount of its own, which takes a right that not every machine gives. */
  const withOwnDisk: (name: string, test: () => Promise<void>) => void = canMount() ? it : () => undefined
  withOwnDisk('keeps what arrived; after room was made the download goes on from there', async () => {
    const { url, asked } = await serve(hub(content))
    const folder = temporaryFolder()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', folder])
    onTestFinished(() => void execFileSync('umount', [folder]))
    // The check before the download is told of room that is not there, as when another program takes it meanwhile.
    const store = new ModelStore(folder, async () => 2 ** 40)
    const model = modelOf(content, [hubAt(url)])
    await expect(pulling(model, store).path).rejects.toMatchObject({ code: 'diskFull' })
    expect(existsSync(store.pathOf(finalName))).toBe(false)
    execFileSync('mount', ['-o', 'remount,size=1m', folder])
    expect(readFileSync(await pulling(model, store).path).equals(content)).toBe(true)
    expect(asked[1]).toMatch(/^bytes=[1-9]\d*-$/)
  })
})

describe('a folder of models that is moved while a model arrives', () => {
  it('ends the download with a line that says so; from the new place it goes on', async () => {
    let go: () => void = () => undefined
    const { url, asked } = await serve((request, response, number) => {
      if (number > 1) return hub(content)(request, response, number)
      response.writeHead(200, { 'content-length': content.length, etag: '"v1"' }).write(content.subarray(0, 100_000))
      go = () => response.end(content.subarray(100_000))
    })
    const place = temporaryFolder()
    const store = new ModelStore(join(place, 'models'))
    let moved = false
    const { path } = pulling(modelOf(content, [hubAt(url)]), store, {
      onProgress: ({ receivedBytes }) => {
        if (moved || receivedBytes < 100_000) return
        moved = true
        renameSync(join(place, 'models'), join(place, 'elsewhere'))
        go()
      },
    })
    await expect(path).rejects.toMatchObject({ code: 'folderGone', message: expect.stringContaining(store.folder) })
    expect(existsSync(store.pathOf(finalName))).toBe(false)

    const elsewhere = new ModelStore(join(place, 'elsewhere'))
    expect(elsewhere.pathOf(finalName)).not.toSatisfy(existsSync)
    expect(readFileSync(await pulling(modelOf(content, [hubAt(url)]), elsewhere).path).equals(content)).toBe(true)
    // All of it had arrived, and was only to be checked.
    expect(asked).toEqual(['all'])
  })
})

describe('a redirect to another host', () => {
  it('is followed, and again after a cut', async () => {
    const { answer, onProgress } = cutAt([50_000], hub(content))
    const elsewhere = await serve(answer)
    const { url, asked } = await serve((request, response) => {
      response.writeHead(302, { location: `${elsewhere.url.replace('127.0.0.1', 'localhost')}${request.url}` }).end()
    })
    const { path } = pulling(modelOf(content, [hubAt(url)]), emptyStore(), { onProgress })
    expect(readFileSync(await path).equals(content)).toBe(true)
    expect(asked).toEqual(['all', 'bytes=50000-'])
    expect(elsewhere.asked).toEqual(['all', 'bytes=50000-'])
  })

  it('without an end is given up', async () => {
    const { url } = await serve((request, response) => void response.writeHead(302, { location: request.url ?? '/' }).end())
    const { path } = pulling(modelOf(content, [hubAt(url)]), emptyStore())
    await expect(path).rejects.toMatchObject({ code: 'noSourceReached' })
  })
})

/**
 * Sends up to each of these sizes and cuts the connection when the client has that much; then answers as `last` does. Without a clock,
 * because with a cut goes what the client has not read yet.
 */
function cutAt(sizes: readonly number[], last: Answer): { answer: Answer; onProgress: (progress: PullProgress) => void } {
  let cut: () => void = () => undefined
  let number = 0
  return {
    answer: (request, response, count) => {
      const end = sizes[number]
      if (end === undefined) return last(request, response, count)
      const start = sizes[number - 1] ?? 0
      const range = `bytes ${start}-${content.length - 1}/${content.length}`
      const headers = { 'content-length': content.length - start, etag: '"v1"' }
      response.writeHead(start > 0 ? 206 : 200, start > 0 ? { ...headers, 'content-range': range } : headers)
      response.write(content.subarray(start, end))
      cut = () => response.destroy()
    },
    onProgress: ({ receivedBytes }) => {
      if (receivedBytes !== sizes[number]) return
      number += 1
      cut()
    },
  }
}

/** Goes on as asked, but says that the file has another length. */
function anotherTotal(total: number): Answer {
  return (_request, response) =>
    void response
      .writeHead(206, { 'content-range': `bytes 1000-${total - 1}/${total}`, etag: '"v1"' })
      .end(content.subarray(1000))
}

/** Announces the rest and sends none of it. */
function silent(...[, response]: Parameters<Answer>): void {
  response.writeHead(206, { 'content-range': 'bytes 1000-299999/300000', 'content-length': 299_000 })
  response.flushHeaders()
  setTimeout(() => response.destroy(), 20)
}

/** Mounting a small disk of its own is for the administrator of a Linux machine. */
function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const folder = temporaryMount()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' })
    execFileSync('umount', [folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function temporaryMount(): string {
  return execFileSync('mktemp', ['-d', '-t', 'latent-mount-XXXXXX'], { encoding: 'utf8' }).trim()
}
