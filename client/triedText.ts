import * as vscode from 'vscode'
import type { TextEdit } from '../server/protocol/text.ts'
import { ClientFailure } from './failure.ts'
import { withTyping } from './keptTyping.ts'
import { putBack } from './putBack.ts'
import { nameOf } from './reviewable.ts'
import { rangeOf } from './reviewView.ts'

/** Other texts of a document, each saved for a while and taken back again. Whatever its user types meanwhile stays. */
export class TriedText implements vscode.Disposable {
  readonly #document: vscode.TextDocument
  readonly #original: string
  readonly #typing = new AbortController()
  readonly #listener: vscode.Disposable
  /** While the text is changed from here. */
  #isOurs = false

  constructor(document: vscode.TextDocument) {
    this.#document = document
    this.#original = document.getText()
    this.#listener = vscode.workspace.onDidChangeTextDocument(({ document: changed, contentChanges }) => {
      if (changed === document && contentChanges.length > 0 && !this.#isOurs) this.#typing.abort()
    })
  }

  /** Aborted once somebody else changes the document. */
  get typing(): AbortSignal {
    return this.#typing.signal
  }

  /**
   * Does something while the document is saved with edits of its original text; undefined where they could not be made. Rejects as `work`
   * does, and with a failure where the original text could not be put back.
   */
  async with<Result>(edits: readonly TextEdit[], work: () => Promise<Result>): Promise<Result | undefined> {
    this.#typing.signal.throwIfAborted()
    let tried = this.#original
    try {
      const isSaved = await this.#changing(() => this.#make(edits))
      tried = this.#document.getText()
      return isSaved ? await work() : undefined
    } finally {
      await this.#changing(() => this.#restore(tried))
    }
  }

  dispose(): void {
    this.#listener.dispose()
  }

  async #make(edits: readonly TextEdit[]): Promise<boolean> {
    const edit = new vscode.WorkspaceEdit()
    for (const { range, newText } of edits) edit.replace(this.#document.uri, rangeOf(range), newText)
    return (await vscode.workspace.applyEdit(edit)) && (await this.#document.save())
  }

  async #restore(tried: string): Promise<void> {
    const name = nameOf(this.#document.uri)
    const kept = withTyping(this.#original, tried, this.#document.getText())
    if (kept === undefined) {
      const message = vscode.l10n.t('{0} was edited where another way was tried, so both stay. Undo takes them back.', name)
      throw new ClientFailure(message)
    }
    if (await putBack(this.#document, kept)) return
    throw new ClientFailure(vscode.l10n.t('The text could not be put back in {0}. Undo it by hand.', name), 'latent.showLog')
  }

  async #changing<Result>(change: () => Promise<Result>): Promise<Result> {
    this.#isOurs = true
    try {
      return await change()
    } finally {
      this.#isOurs = false
    }
  }
}
