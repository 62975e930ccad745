import * as vscode from 'vscode'
import { type ChosenFix, chooseFix, makeFix, textWith } from './chosenFix.ts'
import { activeDiff, closeDiff } from './diffTabs.ts'
import { Notice } from './failure.ts'
import type { FixWatch } from './fixWatch.ts'
import type { LanguageServer } from './languageServer.ts'
import type { NamedFinding } from './namedFinding.ts'
import { nameOf } from './reviewable.ts'

const scheme = 'latent-fix'

/** Fixes as diffs that can be accepted or rejected. Nothing of the file changes before. */
export class FixPreviews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #server: LanguageServer
  readonly #watch: FixWatch
  readonly #shown = new Map<string, { readonly chosen: ChosenFix; readonly text: string }>()
  readonly #registered: vscode.Disposable
  #opened = 0

  constructor(server: LanguageServer, watch: FixWatch) {
    this.#server = server
    this.#watch = watch
    this.#registered = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#shown.delete(uri.toString())),
    )
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#shown.get(uri.toString())?.text ?? ''
  }

  /** Shows a finding's fix beside the code as it is, the user's choice where there are several. */
  async preview(named: NamedFinding): Promise<void> {
    const chosen = await chooseFix(named, this.#server)
    if (chosen === undefined) return
    const { uri: source } = chosen.document
    // A name of its own for each preview: a document that is open is not asked for again.
    this.#opened += 1
    const uri = vscode.Uri.from({ scheme, path: source.path, query: String(this.#opened) })
    this.#shown.set(uri.toString(), { chosen, text: textWith(chosen) })
    const title = vscode.l10n.t('{0}: {1}', nameOf(source), chosen.fix.title)
    const selection = new vscode.Range(named.finding.range.start.line, 0, named.finding.range.start.line, 0)
    await vscode.commands.executeCommand('vscode.diff', source, uri, title, { preview: true, selection })
  }

  /** Makes the fix of a preview in its file. */
  async accept(given: vscode.Uri | undefined): Promise<void> {
    const { uri, chosen } = this.#of(given)
    const file = chosen.document.uri
    this.#watch.begin(file)
    await makeFix(chosen)
    await closeDiff(uri)
    await this.#watch.made(file, chosen.fix.title)
  }

  async reject(given: vscode.Uri | undefined): Promise<void> {
    await closeDiff(this.#of(given).uri)
  }

  /** The finding of a preview: of the one that is named or has the focus. */
  findingOf(given: vscode.Uri | undefined): NamedFinding | undefined {
    const uri = given?.scheme === scheme ? given : activeDiff(scheme)
    return uri === undefined ? undefined : this.#shown.get(uri.toString())?.chosen.finding
  }

  dispose(): void {
    this.#registered.dispose()
  }

  #of(given: vscode.Uri | undefined): { readonly uri: vscode.Uri; readonly chosen: ChosenFix } {
    const uri = given?.scheme === scheme ? given : activeDiff(scheme)
    const shown = uri === undefined ? undefined : this.#shown.get(uri.toString())
    if (uri === undefined || shown === undefined) throw new Notice(vscode.l10n.t('No fix is being previewed.'))
    return { uri, chosen: shown.chosen }
  }
}
