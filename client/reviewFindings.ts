import * as vscode from 'vscode'
import type { DismissalsResult, ListedDismissal } from '../server/protocol/dismissal.ts'
import { methods } from '../server/protocol/requests.ts'
import type { FileFindings, FindingsChangedParams, FindingsResult } from '../server/protocol/reviewOverview.ts'
import type { LanguageServer } from './languageServer.ts'

/** What the server knows of all reviewed files, kept up to date. */
export class ReviewFindings implements vscode.Disposable {
  readonly #server: LanguageServer
  readonly #changed = new vscode.EventEmitter<void>()
  readonly #listeners: vscode.Disposable
  #files: ReadonlyMap<string, FileFindings> = new Map()
  #dismissals: readonly ListedDismissal[] = []

  readonly onChange = this.#changed.event

  constructor(server: LanguageServer) {
    this.#server = server
    // Dismissals are a file that a team shares, so that they change by a pull, too.
    const dismissedFiles = vscode.workspace.createFileSystemWatcher('**/.latent/dismissed.json')
    const readDismissals = () => void this.readDismissals()
    this.#listeners = vscode.Disposable.from(
      server.onFindings((changed) => this.#take(changed)),
      server.onStarted(() => void this.#readAll()),
      dismissedFiles,
      dismissedFiles.onDidChange(readDismissals),
      dismissedFiles.onDidCreate(readDismissals),
      dismissedFiles.onDidDelete(readDismissals),
      vscode.workspace.onDidChangeWorkspaceFolders(readDismissals),
      vscode.workspace.onDidGrantWorkspaceTrust(readDismissals),
    )
  }

  /** By path. */
  get files(): readonly FileFindings[] {
    return [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
  }

  get dismissals(): readonly ListedDismissal[] {
    return this.#dismissals
  }

  of(uri: string): FileFindings | undefined {
    return this.#files.get(uri)
  }

  /** To be called after an act that the file of dismissals does not tell. */
  async readDismissals(): Promise<void> {
    // A file of a workspace that is not trusted is not read.
    if (!vscode.workspace.isTrusted) return
    const read = await this.#ask<DismissalsResult>(methods.dismissals)
    this.#dismissals = read?.items ?? []
    this.#changed.fire()
  }

  dispose(): void {
    this.#listeners.dispose()
    this.#changed.dispose()
  }

  /** A server that has just started knows nothing of what an earlier one found. */
  async #readAll(): Promise<void> {
    const read = await this.#ask<FindingsResult>(methods.findings)
    this.#files = new Map(read?.files.map((file) => [file.uri, file]))
    await this.readDismissals()
  }

  #take({ uri, file }: FindingsChangedParams): void {
    const others = [...this.#files].filter(([each]) => each !== uri)
    this.#files = new Map(file === undefined ? others : [...others, [uri, file]])
    this.#changed.fire()
  }

  /** Undefined where the server does not answer: the view is then empty, and the status bar says what is wrong. */
  async #ask<Result>(method: string): Promise<Result | undefined> {
    try {
      return await this.#server.request<Result>(method, {})
    } catch (error) {
      this.#server.log.debug(`${method} was not answered.`, error)
      return undefined
    }
  }
}
