import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { machineMemory } from '../../server/models/memory.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { writeHollow } from '../fixtures/gguf/hollow.ts'
import { TestClient } from './client.ts'

const add = 'export function add(left: number, right: number): number {\n  return le\n}\n'

let models: string
let client: TestClient

beforeAll(async () => {
  models = mkdtempSync(join(tmpdir(), 'latent-roles-'))
  await writeDeepseek2(join(models, 'base.gguf'))
  client = await TestClient.start({ settings: { model: 'starter', completion: { model: join(models, 'base.gguf') } } })
})
afterAll(async () => {
  await client.stop()
  rmSync(models, { recursive: true, force: true })
})

it('completions have a model of their own beside the one that reviews, and the status names both', async () => {
  const status = await client.until('both models', () => {
    const last = client.statuses.at(-1)
    return last?.state === 'ready' && last.completionModel !== undefined ? last : undefined
  })
  expect(status.model).toBe('starter')
  expect(status.completionModel).toBe('base')
  const uri = await client.open('add.ts', add)
  const before = (await client.stats()).lanes.interactive.requests
  // What the random model writes is seldom shown; that it was asked is what counts here.
  await client.complete(uri, 1, 11, 'invoked')
  expect((await client.stats()).lanes.interactive.requests).toBeGreaterThan(before)
  expect(await client.review(uri)).toMatchObject({ incomplete: [] })
  await client.close(uri)
})

it('one that cannot be loaded is said once, and the other model completes', async () => {
  const broken = join(models, 'broken.gguf')
  writeFileSync(broken, 'no model')
  const before = client.messages.length
  await client.configure({ model: 'starter', completion: { model: broken } })
  await client.until('a message', () => client.messages.length > before)
  await client.configure({ model: 'starter', completion: { model: broken, maxLines: 4 } })
  await client.until('one model', () => client.statuses.at(-1)?.completionModel === undefined)
  const uri = await client.open('again.ts', add)
  expect((await client.complete(uri, 1, 11)).length).toBeGreaterThan(0)
  const told = client.messages.slice(before)
  expect(told).toEqual([expect.stringContaining('latent.completion.model is not used')])
  expect(told[0]).toContain(broken)
  await client.close(uri)
})

it('one for which there is no memory beside the other is not used, which is said once', async () => {
  const large = join(models, 'large.gguf')
  await writeHollow(large, 0.9 * machineMemory().totalBytes)
  const before = client.messages.length
  await client.configure({ model: 'starter', completion: { model: large } })
  await client.until('a message', () => client.messages.length > before)
  expect(client.messages.slice(before)).toEqual([expect.stringContaining('beside the models in use')])
  const uri = await client.open('beside.ts', add)
  expect((await client.complete(uri, 1, 11)).length).toBeGreaterThan(0)
  await client.close(uri)
})

it('without the setting one model does everything again', async () => {
  await client.configure({ model: 'starter' })
  expect((await client.ready()).completionModel).toBeUndefined()
})
