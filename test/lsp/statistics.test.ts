import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Statistics } from '../../server/protocol/statistics.ts'
import { TestClient } from './client.ts'

const text = 'export function add(left: number, right: number): number {\n  retu\n}\n'

/** Of two sessions of one user. */
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'latent-user-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const start = (settings: Record<string, unknown>) => TestClient.start({ settings, env: { LATENT_DATA: folder } })
const read = (client: TestClient) => client.connection.sendRequest<Statistics>('latent/statistics', {})

it('An accepted completion is counted, by a later session, too, until the user resets', async () => {
  const first = await start({ model: 'starter' })
  await first.ready()
  const uri = await first.open('add.ts', text)
  const [item] = await first.complete(uri, 1, 6, 'invoked')
  const { start: from, end: to } = item?.range ?? { start: { line: 1, character: 6 }, end: { line: 1, character: 6 } }
  const inserted = String(item?.insertText)
  await first.edit(uri, [from.line, from.character], [to.line, to.character], inserted)
  const counted = await read(first)
  expect(counted.byLanguage.typescript).toMatchObject({ offered: 1, accepted: 1 })
  expect(counted.totals.keptCharacters).toBeGreaterThan(1)
  expect(counted.engineMs.interactive).toBeGreaterThan(0)
  // What was accepted stands when the server ends, and is counted then at the latest.
  await first.close(uri)
  await first.stop()

  const second = await start({ model: 'none' })
  const { totals, lanes } = await read(second)
  expect(totals).toMatchObject({ offered: 1, accepted: 1, keptAfter30s: totals.keptCharacters })
  expect(lanes.interactive.requests).toBeGreaterThan(0)
  await second.connection.sendRequest('latent/statisticsReset', {})
  expect((await read(second)).totals.accepted).toBe(0)
  await second.stop()
})
