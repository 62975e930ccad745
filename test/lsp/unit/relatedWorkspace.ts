import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { createConnection, createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node'
import { languageIdOfPath } from '../../../server/context/languages.ts'
import { SyntaxParser } from '../../../server/context/parser.ts'
import { CompletionTools } from '../../../server/lsp/completionTools.ts'
import { askedOf, Definitions } from '../../../server/lsp/definitions.ts'
import { Documents } from '../../../server/lsp/documents.ts'
import { Findings } from '../../../server/lsp/findings.ts'
import { Notebooks } from '../../../server/lsp/notebooks.ts'
import { RelatedContext } from '../../../server/lsp/relatedContext.ts'
import { SettingsStore } from '../../../server/lsp/settings.ts'
import { Trust } from '../../../server/lsp/trust.ts'
import { WatchedFiles } from '../../../server/lsp/watchedFiles.ts'
import { WorkspaceFolders } from '../../../server/lsp/workspaceFolders.ts'
import type { DefinitionsParams, DefinitionsResult } from '../../../server/protocol/definitions.ts'
import { readCursor } from '../../marks.ts'

const parser = SyntaxParser.create()

export interface WorkspaceOptions {
  readonly files?: Readonly<Record<string, string>>
  /** Workspace folders, by their names in the folder of the test; by default that folder itself. */
  readonly folders?: readonly string[]
  readonly trusted?: boolean
  readonly initializationOptions?: Readonly<Record<string, unknown>>
}

/** Folders on the disk, documents that a client has open, and the context of places in them; the client is at the other end of a connection. */
export class RelatedWorkspace {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'latent-context-')))
  readonly trust: Trust
  readonly notebooks = new Notebooks()
  readonly documents: Documents
  readonly related: RelatedContext
  /** What the client was asked, and what it answers. */
  readonly asked: DefinitionsParams[] = []
  answer: (params: DefinitionsParams) => DefinitionsResult | Promise<DefinitionsResult> = () => ({ definitions: [] })
  /** How often prompts were told to begin anew. */
  forgotten = 0
  readonly #toServer = new PassThrough()
  readonly #toClient = new PassThrough()
  readonly server = createConnection(new StreamMessageReader(this.#toServer), new StreamMessageWriter(this.#toClient))
  readonly client = createProtocolConnection(new StreamMessageReader(this.#toClient), new StreamMessageWriter(this.#toServer))

  constructor({ files = {}, folders = [''], trusted = true, initializationOptions = { definitions: true } }: WorkspaceOptions) {
    this.write(files)
    const workspaceFolders = folders.map((name) => ({ uri: pathToFileURL(join(this.root, name)).href, name }))
    const opened = new WorkspaceFolders({ workspaceFolders, rootUri: null })
    const documents = new Documents((uri) => opened.nameOf(uri))
    this.documents = documents
    this.trust = new Trust(trusted)
    const params = { initializationOptions, capabilities: {}, processId: null, rootUri: null }
    const definitions = new Definitions(askedOf(this.server, params, this.trust))
    const tools = new CompletionTools(() => parser)
    const settings = new SettingsStore(initializationOptions, undefined, () => {})
    const code = tools.related
    const { notebooks } = this
    this.related = new RelatedContext({ documents, folders: opened, settings, notebooks, definitions, code })
    const forgetFiles = () => {
      this.forgotten += 1
    }
    const findings = new Findings()
    const completer = { forgetFiles }
    const watched = new WatchedFiles({ tools, related: this.related, definitions, completer, findings, documents })
    documents.listen(this.server)
    documents.onEdit(({ document, edit }) => this.related.edited(document.uri, edit, document.getText(), 0))
    watched.listen(this.server)
    this.server.onRequest('test/settled', () => null)
    this.client.onRequest('latent/definitions', (asked: DefinitionsParams) => {
      this.asked.push(asked)
      return this.answer(asked)
    })
    this.server.listen()
    this.client.listen()
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, name)), { recursive: true })
      writeFileSync(join(this.root, name), text)
    }
  }

  uriOf(name: string): string {
    return pathToFileURL(join(this.root, name)).href
  }

  async open(name: string, text: string, uri = this.uriOf(name)): Promise<string> {
    await this.tell('textDocument/didOpen', { textDocument: { uri, languageId: languageIdOfPath(name), version: 1, text } })
    return uri
  }

  /** Sends a notification, and waits until the server has taken it in. */
  async tell(method: string, params: object): Promise<void> {
    await this.client.sendNotification(method, params)
    await this.client.sendRequest('test/settled')
  }

  /** Opens a document whose text has one `[||]`, for asking at that place. */
  async place(name: string, marked: string) {
    const { text, offset } = readCursor(marked)
    const uri = await this.open(name, text)
    return this.placeAt(uri, offset)
  }

  placeAt(uri: string, offset: number) {
    const document = this.documents.get(uri)
    if (document === undefined) throw new Error(`${uri} is not open`)
    const position = document.positionAt(offset)
    return {
      position,
      lookAround: () => this.related.lookAround(uri, position),
      /** The files of the context as one text: a line `# path`, then the text. */
      shown: async () => {
        const files = await this.related.at(uri, position, 8000)
        return files.map(({ path, text }) => `# ${path}\n${text}`).join('')
      },
    }
  }

  close(): void {
    this.client.dispose()
    this.server.dispose()
    rmSync(this.root, { recursive: true, force: true })
  }
}
