import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { randomChange, writeAdapter } from '../fixtures/adapter.ts'
import { TestClient } from './client.ts'

let client: TestClient
let path: string

beforeAll(async () => {
  client = await TestClient.start()
  await client.ready()
  path = join(client.folder, 'team.gguf')
  const changes = [4, 12, 20].map((layer) => randomChange('a', `blk.${layer}.attn_output`, 896, 896, 3))
  await writeAdapter(path, 'qwen2', changes)
})
afterAll(() => client.stop())

const code = 'export function total(items: readonly Item[]): number {\n  let sum = 0\n  for (const \n'

it('adapters of the setting change completions at once, are told in the status, and leave no trace when they are gone', async () => {
  const uri = await client.open('total.ts', code)
  const lastTold = () => client.statuses.at(-1)
  const shown = async () => (await client.complete(uri, 2, 13)).map(({ insertText }) => insertText)
  const before = await shown()
  expect(before).not.toEqual([])

  await client.configure({ model: 'starter', adapters: [{ path }] })
  await client.until('the adapter', () => lastTold()?.state === 'ready' && lastTold()?.adapters?.[0] === 'team')
  expect(await shown()).not.toEqual(before)

  await client.configure({ model: 'starter' })
  await client.until('no adapter', () => lastTold()?.state === 'ready' && lastTold()?.adapters === undefined)
  expect(await shown()).toEqual(before)

  await client.configure({ model: 'starter', adapters: [{ path: 'team.gguf' }] })
  await client.until('the refusal', () => lastTold()?.state === 'error')
  expect(lastTold()?.detail).toBe('The adapter team.gguf cannot be used: its path is not absolute.')
  await client.configure({ model: 'starter' })
  await client.until('the model again', () => lastTold()?.state === 'ready')
  expect(await shown()).toEqual(before)
})
