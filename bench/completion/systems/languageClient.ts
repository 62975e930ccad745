import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import {
  CancellationTokenSource,
  type CodeAction,
  CodeActionTriggerKind,
  createProtocolConnection,
  type InlineCompletionItem,
  type InlineCompletionList,
  type Position,
  ProgressType,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node'
import type { GenerateOutcome, GenerateParams, GenerateResult } from '../../../server/protocol/edits.ts'
import type { Stats } from '../../../server/protocol/figures.ts'
import { isRecord } from '../../../server/protocol/record.ts'
import { methods, type ReviewParams, type ReviewResult, type StatusParams } from '../../../server/protocol/requests.ts'

const readyWithinMs = 120_000
const automatic = 2
/** How long the extension waits until it tells of a resting cursor (client/restingCursor.ts). */
const clientRestMs = 150

/** The client's side of the language server: what VS Code sends for completions, reviews and code actions, and no more. */
export class LanguageClient {
  readonly process: ChildProcess
  readonly #connection: ProtocolConnection
  readonly #settings: Readonly<Record<string, unknown>>
  #folder: string | undefined
  #status: StatusParams | undefined
  #onStatus: () => void = () => undefined

  private constructor(server: string, settings: Readonly<Record<string, unknown>>) {
    this.#settings = settings
    this.process = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] })
    const { stdin, stdout } = this.process
    if (stdin === null || stdout === null) throw new Error('The language server has no pipes.')
    this.#connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin))
  }

  /** Starts the server and waits until its model is loaded. Rejects when it is not within two minutes, with the reason it gave. */
  static async start(server: string, settings: Readonly<Record<string, unknown>>): Promise<LanguageClient> {
    const client = new LanguageClient(server, settings)
    await client.#initialize()
    await client.#ready()
    return client
  }

  /** Opens a file with its package as the only workspace folder. */
  async open(folder: string, uri: string, languageId: string, text: string): Promise<void> {
    await this.#openFolder(folder)
    await this.#notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } })
  }

  async change(uri: string, version: number, start: Position, end: Position, text: string): Promise<void> {
    const contentChanges = [{ range: { start, end }, text }]
    await this.#notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges })
  }

  async close(uri: string): Promise<void> {
    await this.#notify('textDocument/didClose', { textDocument: { uri } })
  }

  /** The cursor rests here, without typing. */
  async cursor(uri: string, position: Position): Promise<void> {
    // The client in VS Code tells of a cursor once it has rested for so long.
    await wait(clientRestMs)
    await this.#notify(methods.cursor, { textDocument: { uri }, position, visible: [uri] })
  }

  /** Undefined when the request was cancelled. */
  async complete(uri: string, position: Position, signal: AbortSignal): Promise<readonly InlineCompletionItem[] | undefined> {
    const params = { textDocument: { uri }, position, context: { triggerKind: automatic } }
    const method = 'textDocument/inlineCompletion'
    const answer = await this.#cancellable<InlineCompletionItem[] | InlineCompletionList | null>(method, params, signal)
    if (signal.aborted) return undefined
    return Array.isArray(answer) ? answer : (answer?.items ?? [])
  }

  /** Reviews an open file, and tells of each finding as it comes; how many there were until the end or until it was cancelled. */
  async review(uri: string, signal: AbortSignal, onFinding: () => void): Promise<number> {
    let found = 0
    const listening = this.#connection.onProgress(new ProgressType<Partial<ReviewResult>>(), uri, ({ findings = [] }) => {
      found += findings.length
      if (findings.length > 0) onFinding()
    })
    const params: ReviewParams = { textDocument: { uri }, scope: 'file', partialResultToken: uri }
    try {
      await this.#cancellable(methods.review, params, signal)
    } finally {
      listening.dispose()
    }
    return found
  }

  /** What the server offers of a kind when somebody opens the menu of actions. */
  async codeActions(uri: string, range: Range, kind: string): Promise<readonly CodeAction[]> {
    const context = { diagnostics: [], only: [kind], triggerKind: CodeActionTriggerKind.Invoked }
    const method = 'textDocument/codeAction'
    return (await this.#connection.sendRequest<CodeAction[] | null>(method, { textDocument: { uri }, range, context })) ?? []
  }

  /** The action with its edit. Rejects where the server refuses, with its reason. */
  resolve(action: CodeAction): Promise<CodeAction> {
    return this.#connection.sendRequest<CodeAction>('codeAction/resolve', action)
  }

  /** A comment that documents the function at the range, or why there is none. */
  async documentation(uri: string, range: Range): Promise<GenerateOutcome> {
    const params: GenerateParams = { textDocument: { uri }, range, kind: 'documentation' }
    return (await this.#connection.sendRequest<GenerateResult>(methods.generate, params)).outcome
  }

  stats(): Promise<Stats> {
    return this.#connection.sendRequest<Stats>(methods.stats, {})
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve))
    await this.#connection.sendRequest('shutdown').catch(() => undefined)
    await this.#notify('exit', undefined).catch(() => undefined)
    const late = setTimeout(() => this.process.kill('SIGKILL'), 5000)
    await ended
    clearTimeout(late)
    this.#connection.dispose()
  }

  async #initialize(): Promise<void> {
    const connection = this.#connection
    connection.onNotification(methods.status, (status: StatusParams) => {
      this.#status = status
      this.#onStatus()
    })
    connection.onRequest('workspace/configuration', ({ items }: { items: readonly object[] }) => items.map(() => this.#settings))
    connection.onRequest('client/registerCapability', () => null)
    connection.onRequest('window/workDoneProgress/create', () => null)
    connection.onUnhandledNotification(() => undefined)
    connection.listen()
    await connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [],
      initializationOptions: this.#settings,
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true, workspaceEdit: { documentChanges: true } },
        textDocument: { synchronization: {}, inlineCompletion: {}, codeAction },
      },
    })
    await this.#notify('initialized', {})
  }

  async #ready(): Promise<void> {
    const end = Date.now() + readyWithinMs
    while (this.#status?.state !== 'ready') {
      const failed = this.#status?.state === 'noModel' || this.#status?.state === 'error'
      if (failed || Date.now() > end) throw new Error(`The language server is not ready: ${this.#status?.detail ?? 'no answer'}`)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 500)
        this.#onStatus = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  async #openFolder(folder: string): Promise<void> {
    if (folder === this.#folder) return
    const named = (path: string) => ({ uri: pathToFileURL(path).href, name: path })
    const removed = this.#folder === undefined ? [] : [named(this.#folder)]
    this.#folder = folder
    await this.#notify('workspace/didChangeWorkspaceFolders', { event: { added: [named(folder)], removed } })
  }

  /** Undefined when the request was cancelled before its answer. */
  async #cancellable<Result>(method: string, params: object, signal: AbortSignal): Promise<Result | undefined> {
    const source = new CancellationTokenSource()
    const cancel = () => source.cancel()
    signal.addEventListener('abort', cancel, { once: true })
    try {
      return await this.#connection.sendRequest<Result>(method, params, source.token)
    } catch (error) {
      if (signal.aborted) return undefined
      throw error
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }

  #notify(method: string, params: object | undefined): Promise<void> {
    return this.#connection.sendNotification(method, params)
  }
}

/** As VS Code does: actions get their edits when they are chosen, and one that cannot be done says why. */
const codeAction = {
  codeActionLiteralSupport: { codeActionKind: { valueSet: [''] } },
  disabledSupport: true,
  dataSupport: true,
  resolveSupport: { properties: ['edit'] },
}

/** Text of an item as it is inserted. */
export function insertedText({ insertText }: InlineCompletionItem): string {
  if (typeof insertText === 'string') return insertText
  return isRecord(insertText) && typeof insertText.value === 'string' ? insertText.value : ''
}
