import { randomBytes } from 'node:crypto'
import * as vscode from 'vscode'
import type { DoctorParams, DoctorResult } from '../server/protocol/doctor.ts'
import { isRecord } from '../server/protocol/record.ts'
import { methods } from '../server/protocol/requests.ts'
import { doctorPage } from './doctorPage.ts'
import { showFailure } from './failure.ts'
import { shownLanguage } from './language.ts'
import type { LanguageServer } from './languageServer.ts'

/** The page on which the doctor tells what this machine is and what to do. There is one at most. */
export class DoctorPanel implements vscode.Disposable {
  readonly #server: LanguageServer
  #panel: vscode.WebviewPanel | undefined
  #result: DoctorResult | undefined

  constructor(server: LanguageServer) {
    this.#server = server
  }

  /** Examines the machine anew, with progress. Rejects when the server does not answer; then nothing is opened. */
  async show(): Promise<void> {
    const params: DoctorParams = {}
    const title = vscode.l10n.t('Examining this machine')
    this.#result = await this.#server.requestWithProgress<DoctorResult>(title, methods.doctor, params)
    if (this.#panel === undefined) this.#panel = this.#open()
    else this.#panel.reveal()
    const nonce = randomBytes(16).toString('hex')
    this.#panel.webview.html = doctorPage(this.#result, { language: shownLanguage(), nonce, t: vscode.l10n.t })
  }

  dispose(): void {
    this.#panel?.dispose()
  }

  #open(): vscode.WebviewPanel {
    const options = { enableScripts: true, enableForms: false, localResourceRoots: [], enableFindWidget: true }
    const title = vscode.l10n.t('Latent Doctor')
    const panel = vscode.window.createWebviewPanel('latent.doctor', title, vscode.ViewColumn.Active, options)
    panel.onDidDispose(() => {
      this.#panel = undefined
    })
    panel.webview.onDidReceiveMessage((message: unknown) => {
      this.#act(isRecord(message) ? message.action : undefined).catch(showFailure)
    })
    return panel
  }

  async #act(action: unknown): Promise<void> {
    if (action === 'again') await this.show()
    if (action === 'copy' && this.#result !== undefined) {
      await vscode.env.clipboard.writeText(this.#result.shareable)
      void vscode.window.setStatusBarMessage(vscode.l10n.t('The report was copied.'), 5000)
    }
    // Only what the server said of this machine, and only commands of ours.
    const advised = this.#result?.advice.find(({ command }) => command !== undefined && command === action)?.command
    if (advised?.startsWith('latent.')) await vscode.commands.executeCommand(advised)
  }
}
