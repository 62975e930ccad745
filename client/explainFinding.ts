import * as vscode from 'vscode'
import { displayLanguage } from '../server/protocol/displayLanguage.ts'
import type { Finding } from '../server/protocol/finding.ts'
import { titleInLanguage } from '../server/protocol/findingTexts.ts'
import { checksSentence, evidenceSentences } from '../server/protocol/plainWords.ts'
import { methods } from '../server/protocol/requests.ts'
import type { ExplainParams, ExplainPart, ExplainResult } from '../server/protocol/reviewOverview.ts'
import type { LanguageServer } from './languageServer.ts'
import { nameOf } from './reviewable.ts'
import { locale } from './reviewView.ts'
import { wrapped } from './wrapped.ts'

const scheme = 'latent-explanation'

/** Half an editor on a small screen: a plain text is not wrapped by the editor. */
const mostColumns = 44

/** Explanations of findings as read-only documents of plain text: what a model wrote is never rendered. */
export class Explanations implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #server: LanguageServer
  readonly #texts = new Map<string, string>()
  readonly #changed = new vscode.EventEmitter<vscode.Uri>()
  readonly #registered: vscode.Disposable
  readonly onDidChange = this.#changed.event

  constructor(server: LanguageServer) {
    this.#server = server
    this.#registered = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    )
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? ''
  }

  /** Opens a document beside the code, and writes the explanation into it as the model does. Cancelled, it keeps what there is. */
  async explain(of: string, finding: Finding): Promise<void> {
    const source = vscode.Uri.parse(of)
    const path = `/${vscode.l10n.t('Explanation')} ${nameOf(source)}:${finding.range.start.line + 1}.txt`
    const uri = vscode.Uri.from({ scheme, path, query: finding.id })
    const head = known(finding, nameOf(source))
    let written = ''
    const show = (end: string) => {
      this.#texts.set(uri.toString(), wrapped([...head, written.trim(), end].join('\n\n'), mostColumns))
      this.#changed.fire(uri)
    }
    show(vscode.l10n.t('The model is writing…'))
    const shown = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true }
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), shown)
    const params: ExplainParams = { textDocument: { uri: of }, id: finding.id }
    const title = vscode.l10n.t('Explaining {0}', nameOf(source))
    try {
      const result = await this.#server.requestWithProgress<ExplainResult, ExplainPart>(
        title,
        methods.explain,
        params,
        (part) => {
          written += part.text
          show(vscode.l10n.t('The model is writing…'))
        },
      )
      written = result.text
      show(vscode.l10n.t('Written by {0}, a model on this machine. It may be wrong.', result.model))
    } catch (error) {
      show(vscode.l10n.t('The explanation was not finished.'))
      throw error
    }
  }

  dispose(): void {
    this.#registered.dispose()
    this.#changed.dispose()
  }
}

/** What stands above the explanation: what is known without asking the model. */
function known(finding: Finding, file: string): readonly string[] {
  const language = displayLanguage(locale())
  const [fix] = finding.fixes
  return [
    titleInLanguage(finding.title, finding.ruleId, language),
    vscode.l10n.t('{0}, line {1}', file, finding.range.start.line + 1),
    [...evidenceSentences(finding.evidence, language), ...(fix === undefined ? [] : [checksSentence(fix, language)])].join('\n'),
    '―――',
  ]
}
