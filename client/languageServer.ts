import * as vscode from 'vscode'
import type { LanguageClient } from 'vscode-languageclient/node'
import type { NextEditParams } from '../server/protocol/nextEdit.ts'
import type { RemoteAccessParams } from '../server/protocol/remote.ts'
import { type InitializationOptions, methods, type StatusParams, type TrustedParams } from '../server/protocol/requests.ts'
import type { FindingsChangedParams } from '../server/protocol/reviewOverview.ts'
import { configurationByLanguage } from './configuration.ts'
import { answerDefinitions } from './definitions.ts'
import { documentSelector } from './documents.ts'
import { ClientFailure, showFailure } from './failure.ts'
import type { ClientCommandId } from './manifest.ts'
import { showProgress } from './notification.ts'
import type { RemoteKey } from './remoteKey.ts'
import { RestartPolicy } from './restartPolicy.ts'

/** Loaded after the activation, which would take twice as long with it. */
type ClientLibrary = typeof import('vscode-languageclient/node')

/** Commands of this client that texts of the server may run. */
const linkedCommands = {
  explain: 'latent.explainFinding',
  explainError: 'latent.explainError',
  showReview: 'latent.showReview',
  previewFix: 'latent.previewFix',
  previewAction: 'latent.previewAction',
  actionNotes: 'latent.actionNotes',
  testFix: 'latent.testFix',
  fixMade: 'latent.fixMade',
  renameSymbol: 'latent.renameSymbol',
} as const satisfies Record<string, ClientCommandId>

/** Starts the language server, starts it again when it crashes, and carries requests to it. */
export class LanguageServer implements vscode.Disposable {
  readonly log: vscode.LogOutputChannel
  readonly #modulePath: string
  readonly #remoteKey: RemoteKey
  readonly #policy = new RestartPolicy(Date.now())
  readonly #statusChanged = new vscode.EventEmitter<StatusParams>()
  readonly #started = new vscode.EventEmitter<void>()
  readonly #nextEdit = new vscode.EventEmitter<NextEditParams>()
  readonly #findings = new vscode.EventEmitter<FindingsChangedParams>()
  readonly #fixTaken = new vscode.EventEmitter<vscode.Uri>()
  #library: ClientLibrary | undefined
  #client: LanguageClient | undefined
  #status: StatusParams = { state: 'starting' }
  #requests = 0

  readonly onStatus = this.#statusChanged.event
  /** Fires when a server is ready for messages, also after a crash: it knows nothing of what an earlier one was told. */
  readonly onStarted = this.#started.event
  /** Fires when the server offers a next edit, or takes one back. */
  readonly onNextEdit = this.#nextEdit.event
  /** Fires with all that is known of a file when a review of it has something new. */
  readonly onFindings = this.#findings.event
  /** Fires with the document when the user takes a fix of it, before it is made. */
  readonly onFixTaken = this.#fixTaken.event

  constructor(modulePath: string, remoteKey: RemoteKey) {
    this.#modulePath = modulePath
    this.#remoteKey = remoteKey
    this.log = vscode.window.createOutputChannel('Latent', { log: true })
  }

  get status(): StatusParams {
    return this.#status
  }

  /** False while there is none: not started, crashed, or given up after several crashes. */
  get isRunning(): boolean {
    return this.#client?.isRunning() ?? false
  }

  /** Ends a server that runs and starts a new one. Rejects with a ClientFailure when it does not come up. */
  async start(): Promise<void> {
    await this.stop()
    this.#setStatus({ state: 'starting' })
    this.#library ??= await import('vscode-languageclient/node')
    const client = this.#createClient(this.#library)
    this.#client = client
    try {
      const startedAt = performance.now()
      await client.start()
      this.log.info(`The language server answered after ${Math.round(performance.now() - startedAt)} ms.`)
      this.#policy.started(Date.now())
    } catch (error) {
      this.log.error('The language server did not start.', error)
      this.#setStatus({ state: 'error', detail: vscode.l10n.t('The language server did not start.') })
      throw new ClientFailure(vscode.l10n.t('Latent could not start its language server. The log says why.'))
    }
  }

  async stop(): Promise<void> {
    const client = this.#client
    this.#client = undefined
    try {
      await client?.dispose()
    } catch (error) {
      // A client that never came up cannot be stopped either; there is nothing left to end.
      this.log.debug('The language server had ended already.', error)
    }
  }

  /** Rejects with the server's error, or with a ClientFailure when no server runs. */
  async request<Result>(method: string, params: unknown, cancellation?: vscode.CancellationToken): Promise<Result> {
    if (this.#client === undefined || !this.#client.needsStop()) throw notRunning()
    // A last argument that is no token would count as one more parameter, and the server would get it in the place of its own token.
    if (cancellation === undefined) return this.#client.sendRequest<Result>(method, params)
    return this.#client.sendRequest<Result>(method, params, cancellation)
  }

  /** A request of which pieces of the result come before it. */
  async requestInParts<Result, Part>(
    method: string,
    params: object,
    part: (part: Part) => void,
    cancellation?: vscode.CancellationToken,
  ): Promise<Result> {
    const partialResultToken = `latent-client-${++this.#requests}-parts`
    const library = this.#library
    const parts = library && this.#client?.onProgress(new library.ProgressType<Part>(), partialResultToken, part)
    try {
      return await this.request<Result>(method, { ...params, partialResultToken }, cancellation)
    } finally {
      parts?.dispose()
    }
  }

  /** A request whose progress is shown in a notification with a button to cancel it. `part` gets pieces of the result as they come. */
  requestWithProgress<Result, Part = never>(
    title: string,
    method: string,
    params: object,
    part?: (part: Part) => void,
  ): Thenable<Result> {
    return showProgress(title, async (report, cancellation) => {
      const workDoneToken = `latent-client-${++this.#requests}`
      let percentage = 0
      const type = this.#library?.WorkDoneProgress.type
      const listener =
        type &&
        this.#client?.onProgress(type, workDoneToken, (value) => {
          if (value.kind === 'end') return
          const increment = Math.max(0, (value.percentage ?? percentage) - percentage)
          percentage += increment
          report({ increment, ...(value.message === undefined ? {} : { message: value.message }) })
        })
      const asked = { ...params, workDoneToken }
      try {
        if (part === undefined) return await this.request<Result>(method, asked, cancellation)
        return await this.requestInParts<Result, Part>(method, asked, part, cancellation)
      } finally {
        listener?.dispose()
      }
    })
  }

  /** Tells the server that the user trusts the workspace from now on. */
  async trust(): Promise<void> {
    const params: TrustedParams = { trusted: true }
    if (this.#client?.isRunning()) await this.#client.sendNotification(methods.trusted, params)
  }

  /** Tells the server something that it can do without: when none runs, nobody is told. */
  notify(method: string, params: object): void {
    if (!this.#client?.isRunning()) return
    this.#client.sendNotification(method, params).catch((error: unknown) => this.log.debug(`${method} was not sent.`, error))
  }

  async dispose(): Promise<void> {
    await this.stop()
    this.#statusChanged.dispose()
    this.#started.dispose()
    this.#nextEdit.dispose()
    this.#findings.dispose()
    this.#fixTaken.dispose()
    this.log.dispose()
  }

  #createClient(library: ClientLibrary): LanguageClient {
    const { ErrorAction, RevealOutputChannelOn, State, TransportKind } = library
    // A function, because a server that crashed is started with what holds by then.
    const initializationOptions = (): InitializationOptions => ({
      trusted: vscode.workspace.isTrusted,
      definitions: true,
      findings: true,
      remoteAccess: true,
      typeScript: vscode.extensions.getExtension('vscode.typescript-language-features') !== undefined,
      commands: linkedCommands,
    })
    const client: LanguageClient = new library.LanguageClient(
      'latent',
      'Latent',
      // `module` is forked with the editor's own Node, so that the user needs none.
      { module: this.#modulePath, transport: TransportKind.ipc },
      {
        documentSelector,
        initializationOptions,
        outputChannel: this.log,
        // Links in hovers may run this command and no other.
        markdown: { isTrusted: { enabledCommands: [linkedCommands.explain] } },
        traceOutputChannel: this.log,
        // Failures of commands are shown by us with a way out; a completion that fails must not interrupt typing.
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationFailedHandler: () => false,
        errorHandler: {
          error: () => ({ action: ErrorAction.Continue, handled: true }),
          closed: () => this.#closed(client, library),
        },
        middleware: {
          workspace: { configuration: configurationByLanguage },
          resolveCodeAction: (item, token, next) => {
            const [uri] = item.command?.command === linkedCommands.fixMade ? (item.command.arguments ?? []) : []
            if (typeof uri === 'string') this.#fixTaken.fire(vscode.Uri.parse(uri))
            return shown(() => next(item, token))
          },
          executeCommand: (command, args, next) => shown(() => next(command, args)),
        },
      },
    )
    client.onNotification(methods.status, (status: StatusParams) => {
      if (this.#client === client) this.#setStatus(status)
    })
    client.onNotification(methods.nextEdit, (params: NextEditParams) => {
      if (this.#client === client) this.#nextEdit.fire(params)
    })
    client.onNotification(methods.findingsChanged, (params: FindingsChangedParams) => {
      if (this.#client === client) this.#findings.fire(params)
    })
    client.onRequest(methods.definitions, answerDefinitions)
    client.onRequest(methods.remoteAccess, (params: RemoteAccessParams) => this.#remoteKey.answer(params))
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running && this.#client === client) this.#started.fire()
    })
    return client
  }

  async #closed(client: LanguageClient, { CloseAction }: ClientLibrary) {
    if (this.#client !== client) return { action: CloseAction.DoNotRestart, handled: true }
    const delayMs = this.#policy.afterCrash(Date.now())
    if (delayMs === undefined) {
      const detail = vscode.l10n.t('The language server stopped several times in a row.')
      this.#setStatus({ state: 'error', detail, wayOut: { text: '', command: 'latent.restartEngine' } })
      return { action: CloseAction.DoNotRestart, handled: true }
    }
    this.log.warn(`The language server stopped; it is started again in ${delayMs} ms.`)
    this.#setStatus({ state: 'starting', detail: vscode.l10n.t('The language server stopped and is being started again.') })
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    this.#policy.started(Date.now())
    // The user may have restarted it by hand meanwhile.
    return { action: this.#client === client ? CloseAction.Restart : CloseAction.DoNotRestart, handled: true }
  }

  #setStatus(status: StatusParams): void {
    this.#status = status
    this.#statusChanged.fire(status)
  }
}

/** A refusal of the server as a message, and the error again, so that the editor applies nothing. */
async function shown<Result>(action: () => vscode.ProviderResult<Result>): Promise<Result | null | undefined> {
  try {
    return await action()
  } catch (error) {
    void showFailure(error)
    throw error
  }
}

function notRunning(): ClientFailure {
  return new ClientFailure(vscode.l10n.t("Latent's language server is not running."), 'latent.restartEngine')
}
