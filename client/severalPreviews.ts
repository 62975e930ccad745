import * as vscode from 'vscode'
import { isRecord } from '../server/protocol/record.ts'
import { Notice } from './failure.ts'
import { type FileEdit, makeAll, textAfter } from './severalFiles.ts'

const scheme = 'latent-files'
const contextKey = 'latent.filesPreview'

interface Shown {
  readonly files: readonly FileEdit[]
  /** By the address of the right side. */
  readonly texts: ReadonlyMap<string, string>
}

/** Edits of several files, one diff below the other in one tab. They are made as a whole or not at all, and nothing changes before. */
export class SeveralPreviews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #shown = new Map<string, Shown>()
  readonly #registered: vscode.Disposable
  #opened = 0

  constructor() {
    this.#registered = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.window.tabGroups.onDidChangeTabs(() => this.#tabsChanged()),
      vscode.window.tabGroups.onDidChangeTabGroups(() => this.#tabsChanged()),
    )
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#shown.get(uri.query)?.texts.get(uri.toString()) ?? ''
  }

  /** Whether a preview of several files has the focus. */
  get isActive(): boolean {
    return this.#active() !== undefined
  }

  /** Shows what an edit does to each file. */
  async show(title: string, files: readonly FileEdit[]): Promise<void> {
    this.#opened += 1
    const query = String(this.#opened)
    const sides = files.map((file) => {
      const { uri } = file.document
      return { uri, right: vscode.Uri.from({ scheme, path: uri.path, query }), text: textAfter(file) }
    })
    this.#shown.set(query, { files, texts: new Map(sides.map(({ right, text }) => [right.toString(), text])) })
    const resources = sides.map(({ uri, right }) => [uri, uri, right])
    await vscode.commands.executeCommand('vscode.changes', title, resources)
  }

  /** Makes all of it as one step that Undo takes back. Rejects with a Notice where one of the files changed meanwhile. */
  async accept(): Promise<void> {
    const { query, shown } = this.#required()
    await makeAll(shown.files)
    await this.#close(query)
    const [first] = shown.files
    const range = first?.edits[0]?.range
    if (first !== undefined && range !== undefined)
      await vscode.window.showTextDocument(first.document.uri, { selection: new vscode.Range(range.start, range.start) })
  }

  async reject(): Promise<void> {
    await this.#close(this.#required().query)
  }

  dispose(): void {
    this.#registered.dispose()
  }

  #required(): { readonly query: string; readonly shown: Shown } {
    const query = this.#active()
    const shown = query === undefined ? undefined : this.#shown.get(query)
    if (query === undefined || shown === undefined) throw new Notice(vscode.l10n.t('No edit is being previewed.'))
    return { query, shown }
  }

  #active(): string | undefined {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab
    return tab === undefined ? undefined : queryOf(tab)
  }

  async #close(query: string): Promise<void> {
    const tabs = tabsNow().filter((tab) => queryOf(tab) === query)
    await vscode.window.tabGroups.close(tabs)
  }

  #tabsChanged(): void {
    const open = new Set(tabsNow().map(queryOf))
    for (const query of this.#shown.keys()) if (!open.has(query) && query !== String(this.#opened)) this.#shown.delete(query)
    void vscode.commands.executeCommand('setContext', contextKey, this.isActive)
  }
}

function tabsNow(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs)
}

/** Which preview a tab shows. The API names no class for tabs with several diffs, but gives them the diffs. */
function queryOf({ input }: vscode.Tab): string | undefined {
  const diffs: unknown = isRecord(input) ? input.textDiffs : undefined
  if (!Array.isArray(diffs)) return undefined
  const rights = diffs.map((diff: unknown) => (isRecord(diff) ? diff.modified : undefined))
  return rights.find((right): right is vscode.Uri => right instanceof vscode.Uri && right.scheme === scheme)?.query
}
