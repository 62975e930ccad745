import { afterEach, describe, expect, it } from 'vitest'
import type { CodeAction } from 'vscode-languageserver/node'
import { faulty } from '../cli/code.ts'
import { TestClient } from './client.ts'

let client: TestClient
afterEach(async () => {
  await client.stop()
})

const selection = { start: { line: 1, character: 0 }, end: { line: 4, character: 3 } }

async function offered(uri: string, range: object, only?: readonly string[]): Promise<readonly CodeAction[]> {
  const context = { diagnostics: [], ...(only === undefined ? {} : { only }) }
  const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range,
    context,
  })
  return actions.filter(({ kind = '' }) => kind.startsWith('source.'))
}

describe('Reviews as code actions', () => {
  it('are there for an editor without commands of its own, of the kinds that it asks for', async () => {
    client = await TestClient.start()
    const uri = await client.open('clock.ts', faulty)
    const cursor = { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } }
    const kinds = async (range: object, only?: readonly string[]) => (await offered(uri, range, only)).map(({ kind }) => kind)
    expect(await kinds(cursor)).toEqual(['source.review.file', 'source.review.changes'])
    expect(await kinds(selection)).toEqual(['source.review.selection', 'source.review.file', 'source.review.changes'])
    expect(await kinds(selection, ['source.review.file'])).toEqual(['source.review.file'])
    expect(await kinds(selection, ['quickfix'])).toEqual([])
  })

  it('are not for an editor with commands of its own', async () => {
    client = await TestClient.start({ initializationOptions: { commands: { fixMade: 'client.fixMade' } } })
    expect(await offered(await client.open('clock.ts', faulty), selection)).toEqual([])
  })

  it('answer at once and tell the outcome in a message, so that no editor gives them up', async () => {
    client = await TestClient.start({ locale: 'zh-cn' })
    const uri = await client.open('clock.ts', faulty)
    const [action] = await offered(uri, selection, ['source.review.file'])
    expect(action?.title).toBe('用 Latent 审查此文件')
    expect(await client.connection.sendRequest('workspace/executeCommand', action?.command)).toBeNull()
    expect(client.messages).toEqual([])
    const message = await client.until('the outcome', () => client.messages[0], 200_000)
    expect(message).toMatch(/^1 个问题/)
    expect(client.diagnosticsOf(uri)).toHaveLength(1)
  })

  it('say why they were not done', async () => {
    client = await TestClient.start({ settings: { model: '/no/such/model.gguf' } })
    const uri = await client.open('clock.ts', faulty)
    const [action] = await offered(uri, selection, ['source.review.file'])
    expect(await client.connection.sendRequest('workspace/executeCommand', action?.command)).toBeNull()
    const outcome = () => client.messages.find((message) => message.includes('/no/such/model.gguf'))
    expect(await client.until('the reason', outcome)).not.toContain('\n')
  })
})
