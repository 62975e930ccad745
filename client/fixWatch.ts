import * as vscode from 'vscode'
import { Notice } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { showWarning } from './notification.ts'
import { addedErrors, type KnownProblem } from './problems.ts'
import { nameOf } from './reviewable.ts'

/** Language services need a moment; what comes later has other causes. */
const watchedMs = 5000

/** Watches what the editor's other services say of a file in which a fix or an edit was just made, and offers to undo it where they have new errors. */
export class FixWatch implements vscode.Disposable {
  /** By document: a service may be done before anybody hears that the fix was made. */
  readonly #before = new Map<string, readonly KnownProblem[]>()
  readonly #listener: vscode.Disposable

  constructor(server: LanguageServer) {
    this.#listener = server.onFixTaken((uri) => this.begin(uri))
  }

  /** To be called right before a fix is made. */
  begin(uri: vscode.Uri): void {
    this.#before.set(uri.toString(), problemsIn(uri))
  }

  /** To be called right after it was made. */
  async made(uri: vscode.Uri, title: string): Promise<void> {
    const before = this.#before.get(uri.toString())
    this.#before.delete(uri.toString())
    const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString())
    if (document === undefined || before === undefined) return
    const { version } = document
    const added = await firstNewErrors(uri, before)
    const [first] = added
    if (first === undefined) return
    const undo = vscode.l10n.t('Undo Change')
    const message =
      added.length === 1
        ? vscode.l10n.t('After "{0}" there is a new error in {1}: {2}', title, nameOf(uri), first.message)
        : vscode.l10n.t(
            'After "{0}" there are {3} new errors in {1}, the first: {2}',
            title,
            nameOf(uri),
            first.message,
            added.length,
          )
    if ((await showWarning(message, undo)) !== undo) return
    if (document.isClosed || document.version !== version)
      throw new Notice(vscode.l10n.t('{0} was edited since, so the change is not undone by itself.', nameOf(uri)))
    await vscode.window.showTextDocument(document)
    await vscode.commands.executeCommand('undo')
  }

  dispose(): void {
    this.#listener.dispose()
  }
}

async function firstNewErrors(uri: vscode.Uri, before: readonly KnownProblem[]): Promise<readonly KnownProblem[]> {
  const now = addedErrors(before, problemsIn(uri))
  if (now.length > 0) return now
  return new Promise((resolve) => {
    const end = (added: readonly KnownProblem[]) => {
      listener.dispose()
      clearTimeout(timer)
      resolve(added)
    }
    const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((each) => each.toString() === uri.toString())) return
      const added = addedErrors(before, problemsIn(uri))
      if (added.length > 0) end(added)
    })
    const timer = setTimeout(() => end([]), watchedMs)
  })
}

function problemsIn(uri: vscode.Uri): readonly KnownProblem[] {
  return vscode.languages.getDiagnostics(uri).map(({ severity, source = '', code, message }) => ({
    isError: severity === vscode.DiagnosticSeverity.Error,
    source,
    code: String(typeof code === 'object' ? code.value : (code ?? '')),
    message: message.split('\n')[0] ?? '',
  }))
}
