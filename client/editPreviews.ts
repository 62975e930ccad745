import * as vscode from 'vscode'
import { activeDiff, closeDiff, isInDiff } from './diffTabs.ts'
import type { EditedPlace } from './editedPlace.ts'
import { type Hunk, nearestHunk } from './editHunks.ts'
import { hunksLeft, withDocument, without } from './editPreview.ts'
import { type EditRequest, shownText } from './editRequest.ts'
import { Notice } from './failure.ts'
import type { FixWatch } from './fixWatch.ts'
import { showInformation } from './notification.ts'
import { sentences } from './sentences.ts'
import {
  askedEdit,
  hunksOfShown,
  isOutdated,
  makeHunks,
  notesOf,
  openNewFile,
  placeOf,
  type ShownEdit,
  textOf,
  titleOf,
} from './shownEdit.ts'

const scheme = 'latent-edit'

/** A preview with the focus: the part of the document that it is about, wherever that lies by now. */
export interface ActivePreview extends EditedPlace {
  readonly uri: vscode.Uri
  readonly instruction?: string
}

/** Edits as diffs that are accepted or rejected, as a whole or hunk by hunk. Nothing of the file changes before. */
export class EditPreviews implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #watch: FixWatch
  readonly #shown = new Map<string, ShownEdit>()
  readonly #changed = new vscode.EventEmitter<vscode.Uri>()
  readonly #registered: vscode.Disposable
  #opened = 0
  /** A preview on its way to the screen: a document whose language is set counts as closed and opened again. */
  #opening = ''
  #buttons = ''

  readonly onDidChange = this.#changed.event

  constructor(watch: FixWatch) {
    this.#watch = watch
    this.#registered = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.window.tabGroups.onDidChangeTabs(() => this.#showButtons()),
      vscode.window.tabGroups.onDidChangeTabGroups(() => this.#showButtons()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (!isInDiff(uri) && uri.toString() !== this.#opening) this.#shown.delete(uri.toString())
      }),
    )
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const shown = this.#shown.get(uri.toString())
    return shown === undefined ? '' : textOf(shown)
  }

  /** The preview that has the focus. */
  get active(): ActivePreview | undefined {
    const uri = activeDiff(scheme)
    const shown = uri === undefined ? undefined : this.#shown.get(uri.toString())
    if (uri === undefined || shown === undefined) return undefined
    const { instruction } = shown.request
    return { ...placeOf(shown), uri, ...(instruction === undefined ? {} : { instruction }) }
  }

  /** Asks for an edit and shows the answer. Rejects with a Notice that says why there is none. */
  async show(place: EditedPlace, request: EditRequest): Promise<void> {
    await this.#open(await askedEdit(place, request, 0))
  }

  /** Shows the next answer to the same request in place of this one; where the document changed, the same answer for the text of now. */
  async retry(given: vscode.Uri | undefined): Promise<void> {
    const { uri, shown } = this.#of(given)
    const next = await askedEdit(placeOf(shown), shown.request, isOutdated(shown) ? shown.attempt : shown.attempt + 1)
    // Meanwhile it may have been closed, or decided in part.
    if (this.#shown.get(uri.toString()) !== shown) return
    await this.#open(next)
    await this.close(uri)
  }

  /** Makes all that is left of a preview in its document, as one step that Undo takes back. */
  async accept(given: vscode.Uri | undefined): Promise<void> {
    const { uri, shown } = this.#of(given)
    if (shown.kind === 'newFile') {
      await openNewFile(shown.file)
      return this.close(uri)
    }
    const { document } = shown.place
    const hunks = hunksOfShown(shown)
    this.#watch.begin(document.uri)
    await makeHunks(document, hunks)
    await this.close(uri)
    const line = hunks[0]?.before.first ?? 0
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(line, 0, line, 0) })
    await this.#watch.made(document.uri, shownText(shown.proposal.title))
  }

  async reject(given: vscode.Uri | undefined): Promise<void> {
    await this.close(this.#of(given).uri)
  }

  /** Makes the hunk at the cursor, or the nearest, as a step of its own. */
  async acceptHunk(given: vscode.Uri | undefined): Promise<void> {
    const { uri, shown } = this.#of(given)
    const [hunk, ...others] = this.#fromCursor(uri, hunksOfShown(shown))
    if (shown.kind === 'newFile' || hunk === undefined || others.length === 0) return this.accept(uri)
    const { document } = shown.place
    await makeHunks(document, [hunk])
    this.#show(uri, { ...shown, preview: withDocument(shown.preview, document.getText()) }, others)
  }

  /** Takes the hunk at the cursor, or the nearest, out of the preview. */
  async rejectHunk(given: vscode.Uri | undefined): Promise<void> {
    const { uri, shown } = this.#of(given)
    const [hunk, ...others] = this.#fromCursor(uri, hunksOfShown(shown))
    if (shown.kind === 'newFile' || hunk === undefined || others.length === 0) return this.close(uri)
    this.#show(uri, { ...shown, preview: without(shown.preview, hunk) }, others)
  }

  async close(uri: vscode.Uri): Promise<void> {
    await closeDiff(uri)
    this.#shown.delete(uri.toString())
  }

  dispose(): void {
    this.#registered.dispose()
  }

  async #open(shown: ShownEdit): Promise<void> {
    // A name of its own for each preview: a document that is open is not asked for again.
    this.#opened += 1
    const { document } = shown.place
    const path = shown.kind === 'newFile' ? vscode.Uri.parse(shown.file.uri).path : document.uri.path
    const uri = vscode.Uri.from({ scheme, path, query: String(this.#opened) })
    this.#opening = uri.toString()
    this.#shown.set(this.#opening, shown)
    const right = await vscode.workspace.openTextDocument(uri)
    // An untitled text has no name that tells its language.
    if (shown.kind === 'proposed' && right.languageId !== document.languageId)
      await vscode.languages.setTextDocumentLanguage(right, document.languageId)
    const left = shown.kind === 'newFile' ? vscode.Uri.from({ scheme, path, query: 'none' }) : document.uri
    const line = hunksOfShown(shown)[0]?.after.first ?? 0
    const options = { preview: false, selection: new vscode.Range(line, 0, line, 0) }
    await vscode.commands.executeCommand('vscode.diff', left, uri, titleOf(shown), options)
    this.#opening = ''
    const notes = notesOf(shown)
    if (notes.length > 0) void showInformation(sentences(notes))
  }

  /** Shows what is left, with the cursor on what is to be decided next. */
  #show(uri: vscode.Uri, shown: ShownEdit, left: readonly Hunk[]): void {
    const editor = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString())
    const line = left[0]?.after.first
    if (editor !== undefined && line !== undefined) {
      // Before the text changes: the editor moves the cursor with it.
      editor.selection = new vscode.Selection(line, 0, line, 0)
      editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport)
    }
    this.#shown.set(uri.toString(), shown)
    this.#changed.fire(uri)
    this.#showButtons()
  }

  #of(given: vscode.Uri | undefined): { readonly uri: vscode.Uri; readonly shown: ShownEdit } {
    const uri = given?.scheme === scheme ? given : activeDiff(scheme)
    const shown = uri === undefined ? undefined : this.#shown.get(uri.toString())
    if (uri === undefined || shown === undefined) throw new Notice(vscode.l10n.t('No edit is being previewed.'))
    return { uri, shown }
  }

  /** The hunks in their order from the one at the cursor on, or the nearest to it; those in front of it come last. */
  #fromCursor(uri: vscode.Uri, hunks: readonly Hunk[]): readonly Hunk[] {
    const editor = vscode.window.activeTextEditor
    const side = editor?.document.uri.toString() === uri.toString() ? 'after' : 'before'
    const nearest = nearestHunk(hunks, side, editor?.selection.active.line ?? 0)
    const index = nearest === undefined ? 0 : hunks.indexOf(nearest)
    return [...hunks.slice(index), ...hunks.slice(0, index)]
  }

  /** Hunks have buttons only where there are several to choose from, and another try where there is another answer. */
  #showButtons(): void {
    const uri = activeDiff(scheme)
    const shown = uri === undefined ? undefined : this.#shown.get(uri.toString())
    const hunks = shown?.kind === 'proposed' ? hunksLeft(shown.preview, shown.place.document.getText()) : undefined
    const buttons = { hunks: (hunks?.length ?? 0) > 1, retry: shown?.request.hasMore === true }
    // Tabs change with every key of a new file; the keys of the buttons rarely.
    if (JSON.stringify(buttons) === this.#buttons) return
    this.#buttons = JSON.stringify(buttons)
    for (const [name, value] of Object.entries(buttons))
      void vscode.commands.executeCommand('setContext', `latent.editPreview.${name}`, value)
  }
}
