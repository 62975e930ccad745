import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { DiskUseResult, RemoveFromDiskResult } from '../../server/protocol/diskUse.ts'
import { gone } from '../engine/engines.ts'
import { TestClient } from './client.ts'
import { enginesAt } from './engineProcesses.ts'

const functions = Array.from({ length: 20 }, (_, index) => {
  return `export function scale${index}(value: number): number {\n  return value * ${index}\n}\n`
})
const text = `${functions.join('\n')}\nexport function twice(value: number): number {\n  ret\n}\n`
const line = text.split('\n').indexOf('  ret')

it('With latent.engine.keepState the first completion after a restart evaluates only what is new; what is kept is listed, and deleted when it is turned off', async () => {
  const home = mkdtempSync(join(tmpdir(), 'latent-keep-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const [folder, runtime, states] = [join(home, 'project'), join(home, 'run'), join(home, 'states')]
  mkdirSync(folder)
  const settings = { model: 'starter', completion: { ahead: false }, engine: { keepState: true } }

  /** One run of the editor: what a completion says and evaluates, and what `more` does then. The engine has ended by its end. */
  const session = async (more: (client: TestClient) => Promise<void>) => {
    const client = await TestClient.start({ folder, settings, env: { LATENT_RUNTIME: runtime, LATENT_STATES: states } })
    await client.ready()
    const uri = await client.open('scales.ts', text)
    const [first] = await client.complete(uri, line, 5, 'invoked')
    const { promptTokens, cachedTokens } = (await client.stats()).lanes.interactive
    await more(client)
    const [engine] = enginesAt(runtime)
    await client.stop()
    if (engine !== undefined) await gone(engine.pid)
    return { said: first?.insertText, evaluated: promptTokens - cachedTokens, promptTokens }
  }
  const listed = async (client: TestClient) => {
    const { items } = await client.connection.sendRequest<DiskUseResult>('latent/diskUse', {})
    return items.filter(({ kind }) => kind === 'states')
  }

  const before = await session(async (client) => expect(await listed(client)).toEqual([]))
  const after = await session(async (client) => {
    const [item, another] = await listed(client)
    expect(item).toMatchObject({ id: 'all', path: states, inUse: false })
    expect(another).toBeUndefined()
    const asked = { kind: 'states', id: 'all' }
    const { freedBytes } = await client.connection.sendRequest<RemoveFromDiskResult>('latent/removeFromDisk', asked)
    expect(freedBytes).toBe(item?.bytes)
    expect(await listed(client)).toEqual([])
    await client.configure({ ...settings, engine: { keepState: false } })
    await expect.poll(() => existsSync(states), { timeout: 30_000 }).toBe(false)
  })
  expect(before.said).toMatch(/\S/)
  expect(after.said).toBe(before.said)
  expect(after.evaluated).toBeLessThan(before.evaluated / 5)
  // Off when the engine ended: nothing was saved.
  expect(existsSync(states)).toBe(false)
})
