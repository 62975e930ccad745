import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Keys } from '../../server/serve/keys.ts'

function keysFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'latent-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return join(folder, 'serve', 'keys.json')
}

const at = '2026-01-01T00:00:00.000Z'

test('a key is told once, kept as its hash, and readable by its user only', async () => {
  const path = keysFile()
  const keys = new Keys(path, () => 0)
  const key = await keys.add('ada', { requestsPerMinute: 10 }, at)
  expect(key).toMatch(/^latent-[\w-]{43}$/)
  expect(readFileSync(path, 'utf8')).not.toContain(key)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(await keys.find(key)).toMatchObject({ name: 'ada', requestsPerMinute: 10 })
})

test('no other text is a key: not its beginning, not its hash, not nothing', async () => {
  const keys = new Keys(keysFile(), () => 0)
  const key = await keys.add('ada', {}, at)
  const [known] = await keys.list()
  for (const sent of ['', key.slice(0, -1), `${key}x`, key.toUpperCase(), known?.sha256 ?? '?', 'ada']) {
    expect(await keys.find(sent)).toBeUndefined()
  }
})

test('two keys are never equal, and a name has one only', async () => {
  const keys = new Keys(keysFile(), () => 0)
  expect(await keys.add('ada', {}, at)).not.toBe(await keys.add('bob', {}, at))
  await expect(keys.add('ada', {}, at)).rejects.toMatchObject({ code: 'serveKeyExists' })
  await expect(keys.remove('eve')).rejects.toMatchObject({ code: 'serveKeyUnknown' })
})

test('a key that another program took away stops working within a second', async () => {
  const path = keysFile()
  let now = 0
  const [serving, administrating] = [new Keys(path, () => now), new Keys(path, () => now)]
  const key = await administrating.add('ada', {}, at)
  expect(await serving.find(key)).toMatchObject({ name: 'ada' })
  await administrating.remove('ada')
  now = 1000
  expect(await serving.find(key)).toBeUndefined()
})

test.each(['{', '[]', '{"version":1,"keys":[{"name":"ada","sha256":"short","createdAt":""}]}'])(
  'a file of another form opens nothing: %s',
  async (text) => {
    const path = keysFile()
    await new Keys(path, () => 0).add('ada', {}, at)
    writeFileSync(path, text)
    await expect(new Keys(path, () => 0).find('')).rejects.toMatchObject({ code: 'serveKeysUnusable' })
  },
)
