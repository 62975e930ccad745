import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import {
  type CodeAction,
  createProtocolConnection,
  type Diagnostic,
  type InitializeResult,
  type InlineCompletionItem,
  type ProgressToken,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import type { Stats } from '../../server/protocol/figures.ts'
import type { ReviewParams, ReviewResult, StatusParams } from '../../server/protocol/requests.ts'
import { onServer } from './onServer.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
export const serverProgram = join(root, 'dist', 'server.js')

export interface ClientOptions {
  /** Files of the workspace folder, by their path in it. */
  readonly files?: Readonly<Record<string, string>>
  /** What the client answers for workspace/configuration, section `latent`. */
  readonly settings?: Record<string, unknown>
  readonly initializationOptions?: Record<string, unknown>
  /** Merged over the capabilities of a client that can do everything. */
  readonly capabilities?: Record<string, unknown>
  readonly env?: Readonly<Record<string, string>>
  /** Of the editor, such as `zh-cn`. */
  readonly locale?: string
  /** A workspace folder that outlives the client; absent: one of its own, which goes with it. */
  readonly folder?: string
  /** Words in front of the command that starts the server, such as a program that watches it. */
  readonly startedBy?: readonly string[]
}

export interface ProgressValue {
  readonly kind?: 'begin' | 'report' | 'end'
  readonly percentage?: number
  readonly message?: string
  readonly title?: string
}

/** A language client with nothing of ours in it: it drives the built server over stdio and keeps what it was told. */
export class TestClient {
  readonly folder: string
  readonly process: ChildProcess
  readonly connection: ProtocolConnection
  readonly statuses: StatusParams[] = []
  readonly messages: string[] = []
  readonly progress: { token: ProgressToken; value: ProgressValue & Partial<ReviewResult> }[] = []
  readonly published: { uri: string; diagnostics: Diagnostic[] }[] = []
  settings: Record<string, unknown>
  stderr = ''
  readonly exited: Promise<number | string>
  readonly #keepsFolder: boolean
  readonly #waiting = new Set<() => void>()
  readonly #versions = new Map<string, number>()

  private constructor(options: ClientOptions) {
    this.settings = onServer(options.settings ?? { model: 'starter' })
    this.#keepsFolder = options.folder !== undefined
    this.folder = options.folder ?? realpathSync(mkdtempSync(join(tmpdir(), 'latent-lsp-')))
    for (const [path, text] of Object.entries(options.files ?? {})) this.write(path, text)
    const [program = '', ...words] = [...(options.startedBy ?? []), process.execPath, serverProgram, '--stdio']
    this.process = spawn(program, words, {
      // Statistics and engine of a test are not the user's.
      env: { ...process.env, LATENT_DATA: `${this.folder}-data`, LATENT_RUNTIME: `${this.folder}-run`, ...options.env },
      cwd: this.folder,
    })
    const { stdout, stdin, stderr } = this.process
    if (stdout === null || stdin === null || stderr === null) throw new Error('no pipes')
    stderr.on('data', (data: Buffer) => {
      this.stderr += data.toString()
    })
    this.exited = new Promise((resolve) => this.process.on('exit', (code, signal) => resolve(code ?? signal ?? 'unknown')))
    this.connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin))
    this.#listen()
  }

  static async start(options: ClientOptions = {}): Promise<TestClient> {
    const client = new TestClient(options)
    await client.initialize(options)
    return client
  }

  initialized: InitializeResult | undefined

  private async initialize(options: ClientOptions): Promise<void> {
    const folderUri = pathToFileURL(this.folder).href
    this.initialized = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      ...(options.locale === undefined ? {} : { locale: options.locale }),
      rootUri: folderUri,
      workspaceFolders: [{ uri: folderUri, name: 'test' }],
      initializationOptions: options.initializationOptions ?? null,
      capabilities: { ...ableToAll, ...options.capabilities },
    })
    await this.connection.sendNotification('initialized', {})
  }

  uriOf(path: string): string {
    return pathToFileURL(join(this.folder, path)).href
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }

  async open(path: string, text: string, languageId = 'typescript'): Promise<string> {
    const uri = this.uriOf(path)
    this.#versions.set(uri, 1)
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } })
    return uri
  }

  /** An incremental change; `range` in lines and characters. */
  async edit(uri: string, start: readonly [number, number], end: readonly [number, number], text: string): Promise<void> {
    const range = { start: at(start), end: at(end) }
    await this.#change(uri, [{ range, text }])
  }

  async replaceAll(uri: string, text: string): Promise<void> {
    await this.#change(uri, [{ text }])
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } })
  }

  async save(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didSave', { textDocument: { uri } })
  }

  async complete(
    uri: string,
    line: number,
    character: number,
    trigger: 'automatic' | 'invoked' = 'automatic',
  ): Promise<InlineCompletionItem[]> {
    return await this.connection.sendRequest<InlineCompletionItem[]>('textDocument/inlineCompletion', {
      textDocument: { uri },
      position: { line, character },
      context: { triggerKind: trigger === 'invoked' ? 1 : 2 },
    })
  }

  async review(uri: string, params: Partial<ReviewParams> = {}): Promise<ReviewResult> {
    return await this.connection.sendRequest<ReviewResult>('latent/review', { textDocument: { uri }, scope: 'file', ...params })
  }

  async codeActions(uri: string, diagnostic: Diagnostic | undefined, only?: string[]): Promise<CodeAction[]> {
    const range = diagnostic?.range ?? { start: at([0, 0]), end: at([100_000, 0]) }
    const context = { diagnostics: diagnostic === undefined ? [] : [diagnostic], ...(only === undefined ? {} : { only }) }
    return await this.connection.sendRequest<CodeAction[]>('textDocument/codeAction', { textDocument: { uri }, range, context })
  }

  async resolve(action: CodeAction): Promise<CodeAction> {
    return await this.connection.sendRequest<CodeAction>('codeAction/resolve', action)
  }

  async stats(): Promise<Stats> {
    return await this.connection.sendRequest<Stats>('latent/stats', {})
  }

  async configure(settings: Record<string, unknown>): Promise<void> {
    this.settings = onServer(settings)
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: null })
  }

  /** The newest diagnostics of a document. */
  diagnosticsOf(uri: string): Diagnostic[] | undefined {
    return this.published.findLast((each) => each.uri === uri)?.diagnostics
  }

  /** Waits until `look` gives something, trying again with each message of the server. */
  async until<T>(what: string, look: () => T | undefined | false, timeoutMs = 60_000): Promise<T> {
    const end = Date.now() + timeoutMs
    for (;;) {
      const seen = look()
      if (seen !== undefined && seen !== false) return seen
      const left = end - Date.now()
      if (left <= 0)
        throw new Error(`waited in vain for ${what}; status ${JSON.stringify(this.statuses.at(-1))}\n${this.stderr.slice(-2000)}`)
      await this.#nextMessage(Math.min(left, 200))
    }
  }

  async ready(): Promise<StatusParams> {
    return await this.until(
      'ready',
      () => this.statuses.findLast((status) => status === this.statuses.at(-1) && status.state === 'ready'),
      120_000,
    )
  }

  async stop(): Promise<number | string> {
    await this.connection.sendRequest('shutdown').catch(() => undefined)
    await this.connection.sendNotification('exit').catch(() => undefined)
    const late = setTimeout(() => this.process.kill('SIGKILL'), 5000)
    const code = await this.exited
    clearTimeout(late)
    const gone = this.#keepsFolder ? [] : [this.folder, `${this.folder}-data`, `${this.folder}-run`]
    for (const folder of gone) rmSync(folder, { recursive: true, force: true })
    return code
  }

  async #change(uri: string, contentChanges: readonly object[]): Promise<void> {
    const version = (this.#versions.get(uri) ?? 1) + 1
    this.#versions.set(uri, version)
    await this.connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges })
  }

  #listen(): void {
    const { connection } = this
    const note = <T>(method: string, take: (params: T) => void) =>
      connection.onNotification(method, (params: T) => {
        take(params)
        for (const wake of [...this.#waiting]) wake()
      })
    note<StatusParams>('latent/status', (status) => this.statuses.push(status))
    note<{ message: string }>('window/showMessage', ({ message }) => this.messages.push(message))
    note<{ message: string }>('window/logMessage', () => undefined)
    note<(typeof this.published)[number]>('textDocument/publishDiagnostics', (published) => this.published.push(published))
    note<(typeof this.progress)[number]>('$/progress', (progress) => this.progress.push(progress))
    connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
      items.map(() => this.settings),
    )
    connection.onRequest('client/registerCapability', () => null)
    connection.onRequest('window/workDoneProgress/create', () => null)
    connection.onError(() => undefined)
    connection.listen()
  }

  #nextMessage(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        this.#waiting.delete(wake)
        resolve()
      }
      const timer = setTimeout(wake, timeoutMs)
      this.#waiting.add(wake)
    })
  }
}

function at([line, character]: readonly [number, number]) {
  return { line, character }
}

const ableToAll = {
  window: { workDoneProgress: true },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    applyEdit: true,
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true },
  },
  textDocument: {
    synchronization: { didSave: true },
    inlineCompletion: {},
    publishDiagnostics: { relatedInformation: true, dataSupport: true },
    hover: { contentFormat: ['markdown', 'plaintext'] },
    codeAction: {
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      isPreferredSupport: true,
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
    },
  },
}
