import { randomBytes } from 'node:crypto'
import { homedir } from 'node:os'
import * as vscode from 'vscode'
import { isRecord } from '../server/protocol/record.ts'
import { methods } from '../server/protocol/requests.ts'
import type { Statistics } from '../server/protocol/statistics.ts'
import { showFailure } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { statisticsPage } from './statisticsPage.ts'

/** The page with what was counted on this machine. There is one at most; its numbers are new each time that it comes into view. */
export class StatisticsPanel implements vscode.Disposable {
  readonly #server: LanguageServer
  #panel: vscode.WebviewPanel | undefined

  constructor(server: LanguageServer) {
    this.#server = server
  }

  /** Rejects when the server does not answer; then nothing is opened. */
  async show(): Promise<void> {
    const statistics = await this.#read()
    if (this.#panel === undefined) this.#panel = this.#open()
    else this.#panel.reveal()
    this.#fill(statistics)
  }

  dispose(): void {
    this.#panel?.dispose()
  }

  #open(): vscode.WebviewPanel {
    const title = vscode.l10n.t('Latent Statistics')
    const options = { enableScripts: true, enableForms: false, localResourceRoots: [], enableFindWidget: true }
    const panel = vscode.window.createWebviewPanel('latent.statistics', title, vscode.ViewColumn.Active, options)
    panel.onDidDispose(() => {
      this.#panel = undefined
    })
    panel.onDidChangeViewState(() => {
      if (panel.visible) this.#refresh().catch(showFailure)
    })
    panel.webview.onDidReceiveMessage((message: unknown) => {
      this.#act(isRecord(message) ? message.action : undefined).catch(showFailure)
    })
    return panel
  }

  async #act(action: unknown): Promise<void> {
    if (action === 'export') await exportStatistics(await this.#read())
    if (action === 'reset' && (await isResetConfirmed())) {
      await this.#server.request(methods.statisticsReset, {})
      await this.#refresh()
    }
  }

  async #refresh(): Promise<void> {
    this.#fill(await this.#read())
  }

  #read(): Promise<Statistics> {
    return this.#server.request<Statistics>(methods.statistics, {})
  }

  #fill(statistics: Statistics): void {
    if (this.#panel === undefined) return
    // Texts are English in every language that has no translation.
    const language = vscode.l10n.bundle === undefined ? 'en' : vscode.env.language
    const nonce = randomBytes(16).toString('hex')
    this.#panel.webview.html = statisticsPage(statistics, { language, nonce, t: vscode.l10n.t })
  }
}

async function isResetConfirmed(): Promise<boolean> {
  const reset = vscode.l10n.t('Reset')
  const detail = vscode.l10n.t('What Latent has learned of the completions you take is forgotten, too. This cannot be undone.')
  const chosen = await vscode.window.showWarningMessage(vscode.l10n.t('Reset the statistics?'), { modal: true, detail }, reset)
  return chosen === reset
}

async function exportStatistics(statistics: Statistics): Promise<void> {
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Statistics'),
    filters: { JSON: ['json'] },
    defaultUri: vscode.Uri.joinPath(vscode.Uri.file(homedir()), 'latent-statistics.json'),
  })
  if (target === undefined) return
  await vscode.workspace.fs.writeFile(target, Buffer.from(`${JSON.stringify(statistics, undefined, 2)}\n`))
}
