import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CodeAction, TextDocumentEdit, TextEdit } from 'vscode-languageserver/node'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { BetterNamesResult } from '../../server/protocol/refactoring.ts'
import { readMarks } from '../marks.ts'
import { TestClient } from './client.ts'

/** A client that shows actions which cannot be done, with the reason. */
const capabilities = {
  textDocument: {
    codeAction: { dataSupport: true, disabledSupport: true, resolveSupport: { properties: ['edit'] }, isPreferredSupport: true },
  },
}

let files = 0

interface Opened {
  readonly uri: string
  readonly text: string
  readonly range: { readonly start: { line: number; character: number }; readonly end: { line: number; character: number } }
}

async function opened(client: TestClient, marked: string, languageId: string): Promise<Opened> {
  const { text, cursors, ranges } = readMarks(marked, marked.includes('[||]') ? { cursors: 1 } : { ranges: 1 })
  const { start, end } = ranges[0] ?? { start: cursors[0] ?? 0, end: cursors[0] ?? 0 }
  const extension = { typescript: 'ts', javascript: 'js', python: 'py' }[languageId] ?? 'txt'
  files += 1
  const uri = await client.open(`file${files}.${extension}`, text, languageId)
  const document = TextDocument.create(uri, languageId, 1, text)
  return { uri, text, range: { start: document.positionAt(start), end: document.positionAt(end) } }
}

async function actions(client: TestClient, { uri, range }: Opened, only: string, triggerKind?: number): Promise<CodeAction[]> {
  const context = { diagnostics: [], only: [only], ...(triggerKind === undefined ? {} : { triggerKind }) }
  return await client.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context })
}

function applied(text: string, action: CodeAction): string {
  const changes = (action.edit?.documentChanges ?? []) as TextDocumentEdit[]
  const edits = changes.flatMap((change) => change.edits as TextEdit[])
  return TextDocument.applyEdits(TextDocument.create('', '', 0, text), edits)
}

/** The text after the action of a kind, as the editor would make it. */
async function done(client: TestClient, marked: string, kind: string, languageId: string): Promise<string> {
  const file = await opened(client, marked, languageId)
  const [action] = await actions(client, file, kind)
  if (action === undefined || action.disabled !== undefined) throw new Error(`not offered: ${JSON.stringify(action)}`)
  expect(action).toMatchObject({ kind })
  expect(action.edit).toBeUndefined()
  return applied(file.text, await client.resolve(action))
}

describe('refactorings by the real server', () => {
  let client: TestClient
  beforeAll(async () => {
    client = await TestClient.start({ capabilities })
    await client.ready()
  }, 240_000)
  afterAll(async () => {
    await client.stop()
  })

  it('extracts a variable and has the model name it', async () => {
    const code = `/** The price of all items of an order, with tax. */
export function orderTotal(items: readonly { price: number; count: number }[], taxRate: number): number {
  let sum = 0
  for (const item of items) sum += item.price * item.count
  return [|sum * (1 + taxRate)|] > 100 ? sum * 0.9 : sum
}
`
    const text = await done(client, code, 'refactor.extract.constant', 'typescript')
    const name = /const ([\p{L}]\w+) = sum \* \(1 \+ taxRate\)/u.exec(text)?.[1]
    expect(name).toMatch(/^[a-z][A-Za-z]{2,39}$/)
    expect(name).not.toBe('newLocal')
    expect(text).toContain(`return ${name} > 100`)
  }, 60_000)

  it('extracts a function in JavaScript and has the model name it', async () => {
    const code = `/** Prints how many words a text has. */
export function report(text) {
  [|const words = text.split(/\\s+/).filter((word) => word !== '')
  const count = words.length|]
  console.log('words: ' + count)
}
`
    const text = await done(client, code, 'refactor.extract.function', 'javascript')
    const name = /\nfunction ([A-Za-z]+)\(text\)/.exec(text)?.[1]
    expect(name).toMatch(/^[a-z][A-Za-z]{2,39}$/)
    expect(text).toMatch(new RegExp(`const count = ${name}\\(text\\)`))
  }, 60_000)

  it('extracts a function and a variable in Python, in its style', async () => {
    const code = `def report(text):
    """Prints how many words a text has."""
    [|words = [word for word in text.split() if word]
    count = len(words)|]
    print("words:", count)
`
    const text = await done(client, code, 'refactor.extract.function', 'python')
    expect(text).toMatch(
      /^def ([a-z][a-z_]+)\(text\):\n {4}words = .*\n {4}count = len\(words\)\n {4}return count\n\n\ndef report[\s\S]*count = \1\(text\)/,
    )
    const variable = await done(
      client,
      'def f(order):\n    return g([|order.price * order.count|])\n',
      'refactor.extract.constant',
      'python',
    )
    expect(variable).toMatch(/^def f\(order\):\n {4}([a-z][a-z_]+) = order\.price \* order\.count\n {4}return g\(\1\)\n$/)
  }, 60_000)

  it.each([
    {
      kind: 'refactor.inline.variable',
      languageId: 'typescript',
      code: 'export function f(a: number) {\n  const twi[||]ce = a * 2\n  return twice + 1\n}\n',
      text: 'export function f(a: number) {\n  return a * 2 + 1\n}\n',
    },
    {
      kind: 'refactor.inline.variable',
      languageId: 'python',
      code: 'def f(a):\n    tw[||]ice = a * 2\n    return twice + 1\n',
      text: 'def f(a):\n    return (a * 2) + 1\n',
    },
    {
      kind: 'refactor.rewrite.async',
      languageId: 'javascript',
      code: 'export function load(url) {\n  return fe[||]tch(url).then((response) => response.text())\n}\n',
      text: 'export async function load(url) {\n  const response = await fetch(url)\n  return await response.text()\n}\n',
    },
    {
      kind: 'refactor.rewrite.addTypes',
      languageId: 'typescript',
      code: 'export function twice(a) {\n  re[||]turn a * 2\n}\n',
      text: 'export function twice(a: number): number {\n  return a * 2\n}\n',
    },
    {
      kind: 'refactor.rewrite.removeDeadCode',
      languageId: 'typescript',
      code: 'export function f(a: number) {\n  const unused = a + 1\n  re[||]turn a\n}\n',
      text: 'export function f(a: number) {\n  return a\n}\n',
    },
  ])(
    'makes $kind in $languageId',
    async ({ kind, languageId, code, text }) => {
      expect(await done(client, code, kind, languageId)).toBe(text)
    },
    60_000,
  )

  it('tells why something is refused, before anybody asks for it', async () => {
    const code = 'export function f(a: number[]) {\n  for (const x of a) {\n    [|if (x) break|]\n  }\n}\n'
    const [action] = await actions(client, await opened(client, code, 'typescript'), 'refactor.extract.function')
    expect(action).toMatchObject({ disabled: { reason: expect.stringMatching(/break/) } })
    expect(action?.data).toBeUndefined()
  }, 60_000)

  it('refuses to make what was offered for another text', async () => {
    const file = await opened(
      client,
      'export function f(a: number) {\n  const twi[||]ce = a * 2\n  return twice + 1\n}\n',
      'typescript',
    )
    const [action] = await actions(client, file, 'refactor.inline.variable')
    await client.edit(file.uri, [2, 0], [2, 0], '  twice.toFixed()\n')
    const failure = await client.resolve(action ?? { title: '' }).catch((error: Error) => error)
    expect(failure).toMatchObject({
      message: expect.stringMatching(/^"Inline variable" no longer applies: the code changed meanwhile\..*$/),
    })
  }, 60_000)

  it('offers nothing while the cursor merely moves', async () => {
    const file = await opened(client, 'export function f(a: number) {\n  return [|a * 2|] + 1\n}\n', 'typescript')
    const offered = await actions(client, file, 'refactor.extract', 2)
    expect(offered).toEqual([])
  }, 60_000)

  it('believes nothing that an action brings back', async () => {
    const file = await opened(client, 'export const a = [|1 + 2|]\n', 'typescript')
    const forged = { kind: 'refactor', uri: file.uri, version: 1, refactoring: 'constructor', startOffset: 0, endOffset: 5 }
    for (const data of [forged, { ...forged, refactoring: 'extractConstant', startOffset: 'x' }]) {
      expect((await client.resolve({ title: 'x', data })).edit).toBeUndefined()
    }
    const outside = { ...forged, refactoring: 'extractConstant', startOffset: -5, endOffset: 1e9 }
    await expect(client.resolve({ title: 'x', data: outside })).rejects.toThrow(/was not done/)
  }, 60_000)
})

describe('better names by the real server', () => {
  const code = `/** How many words a text has. */
export function countWords(text: string): number {
  const [|qx|] = text.split(' ').filter((part) => part !== '')
  return qx.length
}
`

  it('are likelier ones that nothing else has', async () => {
    const client = await TestClient.start({ capabilities })
    try {
      await client.ready()
      const { uri, range } = await opened(client, code, 'typescript')
      const result = await client.connection.sendRequest<BetterNamesResult>('latent/betterNames', {
        textDocument: { uri },
        position: range.start,
      })
      expect(result).toMatchObject({ name: 'qx', version: 1 })
      expect(result.names.length).toBeGreaterThan(0)
      expect(result.names.length).toBeLessThanOrEqual(3)
      for (const name of result.names) expect(name).toMatch(/^[a-z][A-Za-z]+$/)
      expect(result.names).not.toContain('text')
      const nothing = client.connection.sendRequest('latent/betterNames', {
        textDocument: { uri },
        position: { line: 0, character: 0 },
      })
      await expect(nothing).rejects.toThrow(/no name here/)
    } finally {
      await client.stop()
    }
  }, 240_000)

  it('are left to the command of a client that has the editor rename', async () => {
    const client = await TestClient.start({
      capabilities,
      initializationOptions: { commands: { renameSymbol: 'client.rename' } },
    })
    try {
      const file = await opened(client, code, 'typescript')
      const [action] = await actions(client, file, 'refactor.rename')
      expect(action?.command).toEqual({ title: action?.title, command: 'client.rename', arguments: [file.uri, file.range.start] })
      expect(action?.data).toBeUndefined()
    } finally {
      await client.stop()
    }
  }, 60_000)

  it('are used at once where the client has none', async () => {
    const client = await TestClient.start({ capabilities })
    try {
      await client.ready()
      const text = await done(client, code.replace('[|qx|]', '[||]qx'), 'refactor.rename', 'typescript')
      expect(text).not.toContain('qx')
      expect(text).toMatch(/const (\w+) = text\.split[\s\S]*return \1\.length/)
    } finally {
      await client.stop()
    }
  }, 240_000)

  it('are not looked for in a workspace that nobody trusts, and nothing is rewritten there', async () => {
    const client = await TestClient.start({ capabilities, initializationOptions: { trusted: false } })
    try {
      const file = await opened(client, code, 'typescript')
      expect(await actions(client, file, 'refactor')).toEqual([])
      const asked = client.connection.sendRequest('latent/betterNames', {
        textDocument: { uri: file.uri },
        position: file.range.start,
      })
      await expect(asked).rejects.toThrow(/untrusted workspace/)
      const data = { kind: 'refactor', uri: file.uri, version: 1, refactoring: 'inlineVariable', startOffset: 70, endOffset: 70 }
      await expect(client.resolve({ title: 'x', data })).rejects.toThrow(/untrusted workspace/)
    } finally {
      await client.stop()
    }
  }, 60_000)
})

it('what TypeScript offers alike is left to it where the client has it', async () => {
  const client = await TestClient.start({ capabilities, initializationOptions: { typeScript: true } })
  try {
    const file = await opened(client, 'export const f = (a: number) =>[||] a * 2\n', 'typescript')
    const kinds = (await actions(client, file, 'refactor')).map(({ kind }) => kind)
    expect(kinds).toContain('refactor.rewrite.addTypes')
    expect(kinds).not.toContain('refactor.rewrite.arrowBraces')
  } finally {
    await client.stop()
  }
}, 60_000)
