import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { latent } from '../cli/latent.ts'
import { gone, isAlive } from '../engine/engines.ts'
import { TestClient } from './client.ts'
import { type EngineProcess, enginesAt } from './engineProcesses.ts'

const add = 'export function add(left: number, right: number): number {\n  return le\n}\n'

let runtime: string
const clients: TestClient[] = []

beforeEach(() => {
  runtime = mkdtempSync(join(tmpdir(), 'latent-run-'))
})
afterEach(async () => {
  const open = clients.splice(0).filter(({ process }) => process.exitCode === null && process.signalCode === null)
  await Promise.all(open.map((client) => client.stop()))
  rmSync(runtime, { recursive: true, force: true })
})

/** An editor's window: a server that meets others at this test's own place. */
async function openWindow(): Promise<TestClient> {
  const client = await TestClient.start({ env: { LATENT_RUNTIME: runtime } })
  clients.push(client)
  return client
}

function onlyEngine(): EngineProcess {
  const [engine, another] = enginesAt(runtime)
  if (engine === undefined || another !== undefined) throw new Error(`${enginesAt(runtime).length} engines`)
  return engine
}

/** Asks until a completion comes, which a restart of the engine puts off. */
async function completed(client: TestClient, uri: string): Promise<string> {
  const end = Date.now() + 120_000
  while (Date.now() < end) {
    const [first] = await client.complete(uri, 1, 11).catch(() => [])
    if (first !== undefined) return String(first.insertText)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error(`no completion; status ${JSON.stringify(client.statuses.at(-1))}\n${client.stderr.slice(-2000)}`)
}

describe('two windows and a command line at once', () => {
  it('have one engine process and one copy of the model, and all of them get answers', async () => {
    const first = await openWindow()
    await first.ready()
    const firstUri = await first.open('add.ts', add)
    const alone = await completed(first, firstUri)
    const before = onlyEngine()

    const second = await openWindow()
    const secondUri = await second.open('add.ts', add)
    second.write('other.ts', add)
    const [inFirst, inSecond, inTerminal] = await Promise.all([
      completed(first, firstUri),
      completed(second, secondUri),
      latent(['complete', 'other.ts:2:12'], { cwd: second.folder, env: { LATENT_RUNTIME: runtime } }),
    ])
    expect([inFirst, inSecond]).toEqual([alone, alone])
    expect(inTerminal).toMatchObject({ code: 0, stdout: expect.stringMatching(/\S/) })
    const after = onlyEngine()
    expect(after.pid).toBe(before.pid)
    // A copy more would be half a gigabyte.
    expect(after.megabytes).toBeLessThan(before.megabytes + 100)
  })

  it('one of them can be killed while the engine works for it, and the other goes on', async () => {
    const [killed, other] = [await openWindow(), await openWindow()]
    await Promise.all([killed.ready(), other.ready()])
    const { pid } = onlyEngine()
    const functions = Array.from(
      { length: 20 },
      (_, i) => `export function area${i}(a: number, b: number) {\n  return a * a + b - ${i}\n}\n`,
    )
    const uri = await killed.open('long.ts', functions.join('\n'))
    void killed.review(uri).catch(() => undefined)
    await killed.until('the review', () => killed.statuses.at(-1)?.state === 'busy')
    const otherUri = await other.open('add.ts', add)
    killed.process.kill('SIGKILL')
    await killed.exited
    expect(await completed(other, otherUri)).not.toBe('')
    expect(other.statuses.at(-1)?.state).toBe('ready')
    expect(onlyEngine().pid).toBe(pid)
  })

  it('notice no more of a killed engine than that it is started again, once for both', async () => {
    const [first, second] = [await openWindow(), await openWindow()]
    await Promise.all([first.ready(), second.ready()])
    const uris = [await first.open('a.ts', add), await second.open('b.ts', add)] as const
    const { pid } = onlyEngine()
    process.kill(pid, 'SIGKILL')
    await gone(pid)
    await Promise.all([completed(first, uris[0]), completed(second, uris[1])])
    expect(onlyEngine().pid).not.toBe(pid)
    for (const client of [first, second]) expect(client.process.exitCode).toBeNull()
  })

  it('take the engine with them when the last of them has gone, killed or not', async () => {
    const [first, second] = [await openWindow(), await openWindow()]
    await Promise.all([first.ready(), second.ready()])
    const { pid } = onlyEngine()
    await first.stop()
    expect(isAlive(pid)).toBe(true)
    second.process.kill('SIGKILL')
    await gone(pid)
  })
})

it('unloading in one window frees nothing that another uses', async () => {
  const [first, second] = [await openWindow(), await openWindow()]
  await Promise.all([first.ready(), second.ready()])
  const { pid } = onlyEngine()
  await first.connection.sendRequest('latent/engine', { action: 'unload' })
  expect(first.statuses.at(-1)).toMatchObject({ unloaded: true })
  const uri = await second.open('add.ts', add)
  expect(await completed(second, uri)).not.toBe('')
  expect(onlyEngine().pid).toBe(pid)
})

it('a model that nobody asks anything leaves the memory, and the next key loads it again', async () => {
  const client = await TestClient.start({
    env: { LATENT_RUNTIME: runtime },
    settings: { model: 'starter', engine: { idleMinutes: 0.05 } },
  })
  clients.push(client)
  await client.ready()
  const { pid } = onlyEngine()
  await client.until('the model to be unloaded', () => client.statuses.at(-1)?.unloaded)
  await gone(pid)
  const uri = await client.open('add.ts', add)
  const before = client.statuses.length
  expect(await completed(client, uri)).not.toBe('')
  expect(client.statuses.slice(before).map(({ state }) => state)).toContain('starting')
})
