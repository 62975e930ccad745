import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { DefinitionsParams } from '../../server/protocol/definitions.ts'
import { writeDeepseek2 } from '../fixtures/deepseek2/model.ts'
import { TestClient } from './client.ts'

// What the model makes of the prompt does not matter here, so that a tiny random one will do.
const folder = mkdtempSync(join(tmpdir(), 'latent-definitions-'))
let client: TestClient

beforeAll(async () => {
  const model = join(folder, 'tiny.gguf')
  await writeDeepseek2(model)
  client = await TestClient.start({
    files: { 'packages/cart/index.ts': 'export class Cart {\n  total(): number {\n    return 1\n  }\n}\n' },
    initializationOptions: { definitions: true },
    settings: { model },
  })
  await client.ready()
})
afterAll(async () => {
  await client.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('What the client finds for an import stands in the prompt of the next completion', async () => {
  const asked: DefinitionsParams[] = []
  client.connection.onRequest('latent/definitions', (params: DefinitionsParams) => {
    asked.push(params)
    const uri = client.uriOf('packages/cart/index.ts')
    const knows = params.textDocument.uri === client.uriOf('b.ts')
    return { definitions: knows ? [{ name: 'Cart', uri, position: { line: 0, character: 13 } }] : [] }
  })
  const without = await promptTokensOf('a.ts')
  const found = await promptTokensOf('b.ts')
  expect(asked.map(({ names }) => names)).toEqual(Array(2).fill([{ name: 'Cart', position: { line: 0, character: 9 } }]))
  expect(found).toBeGreaterThan(without)
})

/** Tokens of the prompt that is read where the cursor rests in a new document; all documents have the same text. */
async function promptTokensOf(path: string): Promise<number> {
  const uri = await client.open(path, `import { Cart } from '@shop/cart'\n\nconst cart = new Cart()\n\n`)
  const before = (await client.stats()).lanes.ahead
  await client.connection.sendNotification('latent/cursor', {
    textDocument: { uri },
    position: { line: 3, character: 0 },
    visible: [uri],
  })
  for (;;) {
    const { requests, promptTokens } = (await client.stats()).lanes.ahead
    // The prompt is read, then a completion is written with it.
    if (requests === before.requests + 2) return promptTokens - before.promptTokens
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
