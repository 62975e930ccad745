import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestClient } from './client.ts'
import { testServer } from './onServer.ts'

const add = 'export function add(left: number, right: number): number {\n  retu\n}\n'

describe('inline completions of the real server', () => {
  let client: TestClient
  beforeAll(async () => {
    client = await TestClient.start()
    await client.ready()
  })
  afterAll(async () => {
    await client.stop()
  })

  /** The line as it would be with the first completion taken. */
  async function taken(uri: string, text: string, line: number, character: number, trigger?: 'automatic' | 'invoked') {
    const item = (await client.complete(uri, line, character, trigger))[0]
    const before = text.split('\n')[line] ?? ''
    if (item === undefined) return { item, line: before }
    const { start, end } = item.range ?? { start: { line, character }, end: { line, character } }
    expect(start.line).toBe(line)
    return { item, line: before.slice(0, start.character) + item.insertText + before.slice(end.character) }
  }

  it('leave the text left of the cursor as it was typed, also inside a word', async () => {
    const uri = await client.open('add.ts', add)
    const { item, line } = await taken(uri, add, 1, 6)
    expect(item).toBeDefined()
    expect(line.startsWith('  retu')).toBe(true)
    expect(line.length).toBeGreaterThan('  retu'.length)
    await client.close(uri)
  })

  it('are answered without the engine while the user types along', async () => {
    const uri = await client.open('along.ts', add)
    const first = (await client.complete(uri, 1, 6))[0]
    const next = String(first?.insertText ?? '').charAt(0)
    expect(next).not.toBe('')
    const before = (await client.stats()).lanes.interactive
    await client.edit(uri, [1, 6], [1, 6], next)
    const second = (await client.complete(uri, 1, 7))[0]
    const after = (await client.stats()).lanes.interactive
    expect(`${next}${second?.insertText ?? ''}`).toBe(first?.insertText)
    if (second === undefined) return
    expect(after.answeredWithoutEngine).toBe(before.answeredWithoutEngine + 1)
    expect(after.generatedTokens).toBe(before.generatedTokens)
    await client.close(uri)
  })

  it('answer only the newest of two requests', async () => {
    const uri = await client.open('newest.ts', add.replace('retu', 'return le'))
    const older = client.complete(uri, 1, 11)
    await client.edit(uri, [1, 11], [1, 11], 'f')
    const newer = client.complete(uri, 1, 12)
    expect(await older).toEqual([])
    expect((await newer).length).toBeGreaterThan(0)
    await client.close(uri)
  })

  it('are several when invoked', async () => {
    const uri = await client.open('several.ts', 'export function largest(values: number[]): number {\n  \n}\n')
    const texts = (await client.complete(uri, 1, 2, 'invoked')).map((item) => item.insertText)
    expect(texts.length).toBeGreaterThan(1)
    expect(new Set(texts).size).toBe(texts.length)
    await client.close(uri)
  })

  it('begin with what the suggest widget has selected', async () => {
    const text = 'const items = [1, 2, 3]\nconst last = items[items.le]\n'
    const uri = await client.open('selected.ts', text)
    const selectedCompletionInfo = {
      range: { start: { line: 1, character: 25 }, end: { line: 1, character: 27 } },
      text: 'length',
    }
    const items = await client.connection.sendRequest<{ insertText: string; range: unknown }[]>('textDocument/inlineCompletion', {
      textDocument: { uri },
      position: { line: 1, character: 27 },
      context: { triggerKind: 2, selectedCompletionInfo },
    })
    for (const item of items) {
      expect(item.insertText.startsWith('length')).toBe(true)
      expect(item.range).toMatchObject({ start: { line: 1, character: 25 } })
    }
    await client.close(uri)
  })

  it('keep out of prose unless they are asked for by hand', async () => {
    const text = 'The quick brown fox jumps over the lazy d'
    const uri = await client.open('notes.txt', text, 'plaintext')
    expect(await client.complete(uri, 0, text.length)).toEqual([])
    await client.close(uri)
  })

  it('keep out of files that hold secrets, also when asked for by hand', async () => {
    const uri = await client.open('.env', 'API_KEY=\n', 'dotenv')
    expect(await client.complete(uri, 0, 8)).toEqual([])
    expect(await client.complete(uri, 0, 8, 'invoked')).toEqual([])
    await client.close(uri)
  })

  it('are off while paused, and back afterwards', async () => {
    const uri = await client.open('paused.ts', add)
    await client.connection.sendRequest('latent/engine', { action: 'pause' })
    expect(client.statuses.at(-1)?.paused).toBe(true)
    expect(await client.complete(uri, 1, 6)).toEqual([])
    await client.connection.sendRequest('latent/engine', { action: 'resume' })
    expect(client.statuses.at(-1)?.paused).toBeUndefined()
    expect((await client.complete(uri, 1, 6)).length).toBeGreaterThan(0)
    await client.close(uri)
  })

  it('follow the settings without a restart', async () => {
    const uri = await client.open('settings.ts', add)
    await client.configure({ model: 'starter', completion: { enabled: false } })
    expect(await client.complete(uri, 1, 6)).toEqual([])
    await client.configure({ model: 'starter' })
    expect((await client.complete(uri, 1, 6)).length).toBeGreaterThan(0)
    await client.close(uri)
  })

  const unusual: readonly (readonly [string, string, readonly [number, number]])[] = [
    ['an empty file', '', [0, 0]],
    ['a file of 5 MB', `${'interface Container { readonly element: Element }\n'.repeat(100_000)}const b = \n`, [100_000, 10]],
    ['a line of 200,000 characters', `const a = [${'alphabetical, '.repeat(14_285)}`, [0, 200_001]],
    ['CRLF line ends', add.replaceAll('\n', '\r\n'), [1, 6]],
    ['Chinese and emoji names', 'const 价格😀 = 3 // 😀\nconst 总价 = 价格😀 * \n', [1, 17]],
    ['a cursor past the end', add, [99, 99]],
  ]
  for (const [name, text, [line, character]] of unusual) {
    it(`survive ${name}`, async () => {
      const uri = await client.open('unusual.ts', text)
      const lines = text.split('\n')
      for (const { range } of await client.complete(uri, line, character)) {
        expect(range?.start.line).toBeLessThan(Math.max(1, lines.length))
        expect(range?.start.character).toBeLessThanOrEqual(lines[range?.start.line ?? 0]?.length ?? 0)
      }
      await client.close(uri)
      expect(client.process.exitCode).toBeNull()
    })
  }

  it('use the line ends of the document', async () => {
    const uri = await client.open('crlf.ts', 'export function sum(values: number[]): number {\r\n  \r\n}\r\n')
    for (const { insertText } of await client.complete(uri, 1, 2, 'invoked')) {
      expect(String(insertText).replaceAll('\r\n', '')).not.toContain('\n')
    }
    await client.close(uri)
  })
})

describe('while the model is being loaded', () => {
  it('an inline completion waits for it, unless the next key asks anew', async () => {
    const client = await TestClient.start()
    const uri = await client.open('add.ts', add)
    const older = client.complete(uri, 1, 6)
    await client.edit(uri, [1, 6], [1, 6], 'r')
    const newer = client.complete(uri, 1, 7)
    expect(await older).toEqual([])
    expect(client.statuses.at(-1)?.state).toBe('starting')
    expect((await newer)[0]?.insertText).toMatch(/^n /)
    expect(await client.stop()).toBe(0)
  })
})

describe('a client without inline completions', () => {
  interface List {
    readonly isIncomplete: boolean
    readonly items: { textEdit: { newText: string; range: unknown }; filterText: string }[]
  }
  const listAt = (client: TestClient, uri: string, line: number, character: number) =>
    client.connection.sendRequest<List>('textDocument/completion', { textDocument: { uri }, position: { line, character } })

  // A server has its model loaded.
  it.skipIf(testServer !== undefined)(
    'gets an empty list at once while the model is being loaded, and is to ask again',
    async () => {
      const client = await TestClient.start({ capabilities: { textDocument: {} } })
      const uri = await client.open('add.ts', add)
      const nothingYet = { isIncomplete: true, items: [] }
      expect(await listAt(client, uri, 1, 6)).toEqual(nothingYet)
      expect(client.statuses.map(({ state }) => state)).not.toContain('ready')
      await client.ready()
      expect(await listAt(client, uri, 1, 6)).toMatchObject({
        isIncomplete: false,
        items: [{ filterText: expect.stringMatching(/^retu./) }],
      })

      await client.connection.sendRequest('latent/engine', { action: 'unload' })
      const before = client.statuses.length
      const other = await client.open(
        'subtract.ts',
        'export function subtract(left: number, right: number): number {\n  retu\n}\n',
      )
      // This request has the model loaded again, and does not wait for that.
      expect(await listAt(client, other, 1, 6)).toEqual(nothingYet)
      expect(client.statuses.slice(before).map(({ state, unloaded }) => unloaded !== true && state)).not.toContain('ready')
      await client.ready()
      expect((await listAt(client, other, 1, 6)).items).toHaveLength(1)
      expect(await client.stop()).toBe(0)
    },
  )

  it('gets one item of the ordinary list, which replaces the word at the cursor', async () => {
    const client = await TestClient.start({ capabilities: { textDocument: {} } })
    expect(client.initialized?.capabilities.completionProvider).toBeDefined()
    await client.ready()
    const uri = await client.open('add.ts', add)
    const { items } = await listAt(client, uri, 1, 6)
    expect(items).toHaveLength(1)
    expect(items[0]?.textEdit.range).toEqual({ start: { line: 1, character: 2 }, end: { line: 1, character: 6 } })
    expect(items[0]?.textEdit.newText).toMatch(/^retu./)
    expect(items[0]?.filterText).toMatch(/^retu./)
    expect(await client.stop()).toBe(0)
  })
})
