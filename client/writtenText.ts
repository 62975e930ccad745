import * as vscode from 'vscode'
import { wrapped } from './wrapped.ts'

/** Half an editor on a small screen: a plain text is not wrapped by the editor. */
const mostColumns = 44

export interface WrittenBy {
  readonly model: string
  readonly text: string
}

/** What a text is called, and what stands above it: what is known without asking the model. */
export interface TextHead {
  readonly name: string
  /** Tells texts of one name apart. */
  readonly id: string
  readonly head: readonly string[]
}

/** Texts that a model writes, as read-only documents of plain text: what it wrote is never rendered. */
export class WrittenTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #scheme: string
  readonly #texts = new Map<string, string>()
  readonly #changed = new vscode.EventEmitter<vscode.Uri>()
  readonly #registered: vscode.Disposable
  readonly onDidChange = this.#changed.event

  constructor(scheme: string) {
    this.#scheme = scheme
    this.#registered = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    )
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? ''
  }

  /** Opens a document beside the code, and writes into it as the model does. Cancelled, it keeps what there is. */
  async write<Result extends WrittenBy>(
    { name, id, head }: TextHead,
    ask: (part: (part: { readonly text: string }) => void) => Thenable<Result>,
  ): Promise<Result> {
    const uri = vscode.Uri.from({ scheme: this.#scheme, path: `/${name}.txt`, query: id })
    let written = ''
    const show = (end: string) => {
      this.#texts.set(uri.toString(), wrapped([...head, written.trim(), end].join('\n\n'), mostColumns))
      this.#changed.fire(uri)
    }
    show(vscode.l10n.t('The model is writing…'))
    const shown = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true }
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), shown)
    try {
      const result = await ask(({ text }) => {
        written += text
        show(vscode.l10n.t('The model is writing…'))
      })
      written = result.text
      show(vscode.l10n.t('Written by {0}, a model on this machine. It may be wrong.', result.model))
      return result
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
