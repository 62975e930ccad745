import { afterEach, describe, expect, it } from 'vitest'
import { Definitions } from '../../../server/lsp/definitions.ts'
import { Notebooks } from '../../../server/lsp/notebooks.ts'
import { RelatedContext } from '../../../server/lsp/relatedContext.ts'
import { SettingsStore } from '../../../server/lsp/settings.ts'
import { WorkspaceFolders } from '../../../server/lsp/workspaceFolders.ts'
import type { DefinitionsResult } from '../../../server/protocol/definitions.ts'
import { RelatedWorkspace, type WorkspaceOptions } from './relatedWorkspace.ts'

let workspace: RelatedWorkspace
function begin(options: WorkspaceOptions): RelatedWorkspace {
  workspace = new RelatedWorkspace(options)
  return workspace
}
afterEach(() => workspace.close())

const cartFile = 'export class Cart {\n  total(): number {\n    return 1\n  }\n}\n'
const cartShown = 'export class Cart {\n  total(): number;\n}\n'
const imported = `import { Cart } from '@shop/cart'\nnew Cart([||])`
const files = { 'packages/cart/index.ts': cartFile }

/** The client finds `Cart` where it is. */
const found = (): DefinitionsResult => ({
  definitions: [{ name: 'Cart', uri: workspace.uriOf('packages/cart/index.ts'), position: { line: 0, character: 13 } }],
})

describe('code of other files', () => {
  it('is that of imports that lead to files, each text with the end of its last line', async () => {
    begin({ files })
    const place = await workspace.place('use.ts', `import { Cart } from './packages/cart'\nnew Cart([||])`)
    expect(await place.shown()).toBe(`# packages/cart/index.ts\n${cartShown}`)
  })

  it('is read in an untrusted workspace too', async () => {
    begin({ files, trusted: false })
    const place = await workspace.place('use.ts', `import { Cart } from './packages/cart'\nnew Cart([||])`)
    expect(await place.shown()).toBe(`# packages/cart/index.ts\n${cartShown}`)
  })

  it('is not looked at where the user does not want it', async () => {
    begin({ files, initializationOptions: { definitions: true, completion: { context: false } } })
    const place = await workspace.place('use.ts', `import { Cart } from './packages/cart'\nnew Cart([||])`)
    await place.lookAround()
    expect([await place.shown(), workspace.asked]).toEqual(['', []])
  })

  const example = [
    'function renderInvoice(invoice, customer) {',
    '  const heading = formatHeading(invoice.number)',
    '  const address = formatAddress(customer.street)',
    '  return heading + address + formatTotal(invoice.amount)',
    '}',
    '',
  ].join('\n')

  it('of another workspace folder is called by its name there, and obeys the ignore files there', async () => {
    begin({ files: { 'b/.gitignore': 'ignored.js' }, folders: ['a', 'b'] })
    await workspace.open('b/lib/shown.js', example)
    const place = await workspace.place('a/use.js', example.replace('formatTotal(', '[||]'))
    expect(await place.shown()).toMatch(/^# lib\/shown.js\n/)

    await workspace.tell('textDocument/didClose', { textDocument: { uri: workspace.uriOf('b/lib/shown.js') } })
    await workspace.open('b/ignored.js', example)
    expect(await place.shown()).toBe('')
  })

  it('of the other cells is called like the notebook', async () => {
    begin({})
    const uris = ['1', '2'].map((id) => `vscode-notebook-cell:/book.ipynb#${id}`)
    await workspace.open('first.py', 'frame = load("a.csv")', uris[0])
    const uri = await workspace.open('second.py', 'frame.', uris[1])
    workspace.notebooks.set({
      notebook: workspace.uriOf('books/book.ipynb'),
      cells: uris.map((each) => ({ uri: each, languageId: 'python' })),
    })
    expect(await workspace.placeAt(uri, 6).shown()).toBe('# books/book.ipynb\nframe = load("a.csv")\n')
  })

  it('that was edited is shown until its file, or the folder around it, is gone', async () => {
    begin({})
    const text = 'first\nsecond\n'
    const uri = await workspace.open('lib/edited.ts', text)
    const change = { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 5 } }, text: 'renamed' }
    await workspace.tell('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [change] })
    const place = await workspace.place('use.ts', '[||]')
    expect(await place.shown()).toContain('# lib/edited.ts\nrenamed\n')
    await workspace.tell('workspace/didDeleteFiles', { files: [{ uri: workspace.uriOf('lib') }] })
    expect(await place.shown()).toBe('')
  })

  it('that was excluded since is not shown any more, and prompts begin anew', async () => {
    begin({ files })
    const place = await workspace.place('use.ts', `import { Cart } from './packages/cart'\nnew Cart([||])`)
    expect(await place.shown()).not.toBe('')
    workspace.write({ '.latentignore': 'packages\n' })
    await workspace.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: workspace.uriOf('.latentignore'), type: 1 }] })
    expect([await place.shown(), workspace.forgotten]).toEqual(['', 1])
  })
})

describe('definitions by the editor', () => {
  it('are asked for where the cursor rests, and known from then on', async () => {
    begin({ files })
    workspace.answer = found
    const place = await workspace.place('use.ts', imported)
    expect([await place.shown(), workspace.asked]).toEqual(['', []])
    await place.lookAround()
    expect(await place.shown()).toBe(`# packages/cart/index.ts\n${cartShown}`)
    expect(workspace.asked).toEqual([
      { textDocument: { uri: workspace.uriOf('use.ts') }, names: [{ name: 'Cart', position: { line: 0, character: 9 } }] },
    ])
  })

  it('are asked for once, and again when files changed or the import did', async () => {
    begin({ files })
    workspace.answer = found
    const place = await workspace.place('use.ts', imported)
    await place.lookAround()
    await place.lookAround()
    expect(workspace.asked).toHaveLength(1)
    await workspace.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: workspace.uriOf('new.ts'), type: 1 }] })
    await place.lookAround()
    expect(workspace.asked).toHaveLength(2)

    const uri = workspace.uriOf('use.ts')
    const changed = { text: imported.replace('@shop', '@other').replace('[||]', '') }
    await workspace.tell('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [changed] })
    expect(await place.shown()).toBe('')
    await place.lookAround()
    expect(workspace.asked).toHaveLength(3)
  })

  it('that come late are there for the next prompt', async () => {
    begin({ files })
    let arrive = () => {}
    workspace.answer = () => new Promise((resolve) => (arrive = () => resolve(found())))
    const place = await workspace.place('use.ts', imported)
    await place.lookAround()
    expect(await place.shown()).toBe('')
    arrive()
    await place.lookAround()
    expect(await place.shown()).toBe(`# packages/cart/index.ts\n${cartShown}`)
    expect(workspace.asked).toHaveLength(1)
  })

  it('stay in use while files change, until the editor finds nothing any more', async () => {
    begin({ files })
    workspace.answer = found
    const place = await workspace.place('use.ts', imported)
    await place.lookAround()
    await workspace.tell('workspace/didChangeWatchedFiles', { changes: [{ uri: workspace.uriOf('new.ts'), type: 1 }] })
    expect(await place.shown()).not.toBe('')
    workspace.answer = () => ({ definitions: [] })
    await place.lookAround()
    expect(await place.shown()).toBe('')
  })

  it('in files that are ignored, secret, installed or outside of the folder are not read', async () => {
    const inner = ['build/a.ts', 'node_modules/b/index.d.ts', '.env.ts']
    begin({
      files: { 'a/.gitignore': 'build', ...Object.fromEntries(inner.map((name) => [`a/${name}`, cartFile])), 'c.ts': cartFile },
      folders: ['a'],
    })
    for (const name of [...inner.map((each) => `a/${each}`), 'c.ts']) {
      workspace.answer = () => ({
        definitions: [{ name: 'Cart', uri: workspace.uriOf(name), position: { line: 0, character: 13 } }],
      })
      const place = await workspace.place(`a/use${name.length}.ts`, imported)
      await place.lookAround()
      expect(await place.shown(), name).toBe('')
    }
    expect(workspace.asked).toHaveLength(4)
  })

  it.each([
    ['fails', () => Promise.reject(new Error('no provider'))],
    [
      'answers something else',
      () => ({ definitions: [{ name: 'Cart', uri: 'untitled:1' }, null, 7] }) as unknown as DefinitionsResult,
    ],
  ])('are done without when the client %s', async (_, answer) => {
    begin({ files })
    workspace.answer = answer
    const place = await workspace.place('use.ts', imported)
    await place.lookAround()
    expect(await place.shown()).toBe('')
    expect(workspace.asked).toHaveLength(1)
  })

  it('are not asked for where the client does not offer them, nor before the workspace is trusted', async () => {
    begin({ files, initializationOptions: {} })
    workspace.answer = found
    await (await workspace.place('use.ts', imported)).lookAround()
    expect(workspace.asked).toEqual([])
    workspace.close()

    begin({ files, trusted: false })
    workspace.answer = found
    const place = await workspace.place('use.ts', imported)
    await place.lookAround()
    expect(workspace.asked).toEqual([])
    workspace.trust.grant()
    await place.lookAround()
    expect(workspace.asked).toHaveLength(1)
  })
})

describe('a look at the disk', () => {
  /** The context of an open document by code that behaves like this. */
  async function contextBy(related: (signal: AbortSignal) => Promise<never>) {
    begin({})
    const place = await workspace.place('use.ts', '[||]')
    const context = new RelatedContext({
      documents: workspace.documents,
      folders: new WorkspaceFolders({ rootUri: null }),
      settings: new SettingsStore({}, undefined, () => {}),
      notebooks: new Notebooks(),
      definitions: new Definitions({ ask: () => Promise.resolve(), mayAsk: () => false }),
      code: () => Promise.resolve({ related: (_, signal) => related(signal), unresolved: () => Promise.resolve([]) }),
    })
    return context.at(workspace.uriOf('use.ts'), place.position, 1000)
  }

  it('that takes too long fails no completion', async () => {
    const hanging = (signal: AbortSignal) =>
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    expect(await contextBy(hanging)).toEqual([])
  })

  it('that fails for another reason is not hidden', async () => {
    await expect(contextBy(() => Promise.reject(new Error('a mistake')))).rejects.toThrow('a mistake')
  })
})
