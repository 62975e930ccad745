import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { DiskUseResult, RemoveFromDiskResult } from '../../server/protocol/diskUse.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { TestClient } from './client.ts'

const starterPart = 'qwen2.5-coder-0.5b-instruct-q4_k_m.gguf.part'

it('What is on the disk is listed with what is in use; a model that is loaded is deleted all the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'latent-disk-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const model = join(folder, 'tiny.gguf')
  await writeDeepseek2(model, { layout: 'mla' })
  writeFileSync(join(folder, starterPart), 'GGUF')
  const client = await TestClient.start({ settings: { model }, env: { LATENT_MODELS: folder } })
  await client.ready()

  const { items, freeBytes } = await client.connection.sendRequest<DiskUseResult>('latent/diskUse', {})
  expect(items).toMatchObject([
    { kind: 'file', id: 'tiny.gguf', path: model, inUse: true },
    { kind: 'download', id: starterPart.replace(/\.part$/, ''), bytes: 4, inUse: false },
  ])
  expect(freeBytes).toBeGreaterThan(0)

  const asked = { kind: 'file', id: 'tiny.gguf' }
  const { freedBytes } = await client.connection.sendRequest<RemoveFromDiskResult>('latent/removeFromDisk', asked)
  expect(freedBytes).toBe(items[0]?.bytes)
  expect(existsSync(model)).toBe(false)
  const { detail } = await client.until('what is missing', () => client.statuses.find(({ state }) => state === 'error'))
  expect(detail).toContain(model)
})
