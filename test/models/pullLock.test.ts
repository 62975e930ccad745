import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { withLock } from '../../server/models/pullLock.ts'
import { hub, serve } from './fileServer.ts'
import { emptyStore, hubAt, modelOf, pulling, someBytes, temporaryFolder } from './scene.ts'

const { signal } = new AbortController()

describe('the lock of a download', () => {
  it('lets one in at a time', async () => {
    const path = join(temporaryFolder(), 'lock')
    let inside = 0
    let most = 0
    const visit = () =>
      withLock(
        path,
        () => {},
        signal,
        async () => {
          most = Math.max(most, ++inside)
          await sleep(20)
          inside--
        },
      )
    await Promise.all([visit(), visit(), visit()])
    expect(most).toBe(1)
    expect(existsSync(path)).toBe(false)
  })

  it('is taken over from a process that died', async () => {
    const path = join(temporaryFolder(), 'lock')
    const child = spawn(process.execPath, ['-e', ''])
    await once(child, 'close')
    writeFileSync(path, JSON.stringify({ pid: child.pid, host: hostname(), token: 'gone' }))
    expect(
      await withLock(
        path,
        () => {},
        signal,
        async () => 'mine',
      ),
    ).toBe('mine')
  })

  it('is taken over from another machine that says nothing any more', async () => {
    const path = join(temporaryFolder(), 'lock')
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: 'elsewhere', token: 'gone' }))
    const longAgo = new Date(Date.now() - 120_000)
    utimesSync(path, longAgo, longAgo)
    expect(
      await withLock(
        path,
        () => {},
        signal,
        async () => 'mine',
      ),
    ).toBe('mine')
  })

  it('of this process that nobody holds any more, because its folder was moved, is taken over', async () => {
    const path = join(temporaryFolder(), 'lock')
    writeFileSync(path, JSON.stringify({ pid: process.pid, host: hostname(), token: 'moved' }))
    expect(
      await withLock(
        path,
        () => {},
        signal,
        async () => 'mine',
      ),
    ).toBe('mine')
  })

  it('is left alone while its process lives, and waiting for it can be stopped', async () => {
    const path = join(temporaryFolder(), 'lock')
    const held = JSON.stringify({ pid: process.ppid, host: hostname(), token: 'other' })
    writeFileSync(path, held)
    const stop = new AbortController()
    await expect(
      withLock(
        path,
        () => stop.abort(),
        stop.signal,
        async () => 'mine',
      ),
    ).rejects.toThrow()
    expect(readFileSync(path, 'utf8')).toBe(held)
  })
})

describe('several downloads of one file at once', () => {
  const content = someBytes(300_000)

  it('fetch it once, and all end with the whole file', async () => {
    const { url, asked } = await serve((request, response, number) => {
      setTimeout(() => hub(content)(request, response, number), 100)
    })
    const store = emptyStore()
    const runs = [1, 2, 3].map(() => pulling(modelOf(content, [hubAt(url)]), store))
    for (const run of runs) expect(readFileSync(await run.path).equals(content)).toBe(true)
    expect(asked).toEqual(['all'])
    expect(runs.flatMap(({ notes }) => notes)).toEqual(Array(2).fill('Another process is downloading toy; waiting for it.'))
  })

  it('survive that the process which was first is killed', async () => {
    const { url, asked } = await serve((request, response, number) => {
      if (number > 1) return hub(content)(request, response, number)
      response.writeHead(200, { 'content-length': content.length, etag: '"v1"' }).write(content.subarray(0, 60_000))
    })
    const store = emptyStore()
    const entry = modelOf(content, [hubAt(url)])
    const first = spawn(process.execPath, [await pullProgram(), store.folder, JSON.stringify(entry)], { stdio: 'pipe' })
    await once(first.stdout, 'data')
    const second = pulling(entry, store)
    await sleep(50)
    first.kill('SIGKILL')
    expect(readFileSync(await second.path).equals(content)).toBe(true)
    expect(asked).toEqual(['all', 'bytes=60000-'])
  })
})

/** A program that pulls and prints a line as soon as something arrived. */
async function pullProgram(): Promise<string> {
  const outfile = join(temporaryFolder(), 'pull.mjs')
  const models = join(import.meta.dirname, '..', '..', 'server', 'models')
  await build({
    stdin: {
      contents: `
        import { pull } from './pull.ts'
        import { ModelStore } from './store.ts'
        const [, , folder, model] = process.argv
        const { entry, file, hubs } = JSON.parse(model)
        const onProgress = ({ receivedBytes }) => receivedBytes >= 60_000 && console.log('arrived')
        const options = { hubs, network: { env: {} }, registry: false, onProgress, onNote() {} }
        await pull({ entry: { ...entry, files: [file] }, file }, new ModelStore(folder), options, new AbortController().signal)
      `,
      resolveDir: models,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    banner: { js: "import { createRequire as __r } from 'node:module'; const require = __r(import.meta.url);" },
  })
  return outfile
}
