import * as vscode from 'vscode'
import type { NewFile } from '../server/protocol/edits.ts'
import type { EditedPlace } from './editedPlace.ts'
import type { Hunk } from './editHunks.ts'
import { baseIn, type EditPreview, hunksLeft, previewOf } from './editPreview.ts'
import { answerTo, changedMeanwhile, type EditAnswer, type EditRequest, shownText } from './editRequest.ts'
import { Notice } from './failure.ts'
import { nameOf } from './reviewable.ts'
import { rangeOf } from './reviewView.ts'

interface Asked {
  readonly place: EditedPlace
  readonly request: EditRequest
  /** Which answer to the request it is, from 0. */
  readonly attempt: number
}

/** What a preview shows: an edit of the document that was asked about, or a file that does not exist yet. */
export type ShownEdit = Asked & (Extract<EditAnswer, { kind: 'newFile' }> | ProposedEdit)

type ProposedEdit = Extract<EditAnswer, { kind: 'proposed' }> & { readonly preview: EditPreview }

/** Asks for an edit. Rejects with a Notice that says why there is none. */
export async function askedEdit(place: EditedPlace, request: EditRequest, attempt: number): Promise<ShownEdit> {
  const asked = { place, request, attempt }
  const answer = await answerTo(request, place, attempt)
  if (answer.kind === 'newFile') return { ...asked, ...answer }
  const { document, range } = place
  const base = { text: document.getText(), startOffset: document.offsetAt(range.start), endOffset: document.offsetAt(range.end) }
  const edits = answer.proposal.edits.map(({ range: edited, newText }) => {
    const { start, end } = rangeOf(edited)
    return { startOffset: document.offsetAt(start), endOffset: document.offsetAt(end), newText }
  })
  return { ...asked, ...answer, preview: previewOf(base, edits) }
}

/** What the right side shows. */
export function textOf(shown: ShownEdit): string {
  return shown.kind === 'proposed' ? shown.preview.text : shown.file.text
}

/** What the tab is called. */
export function titleOf({ place, request, ...shown }: ShownEdit): string {
  if (shown.kind === 'newFile')
    return vscode.l10n.t('{0}: {1}', nameOf(vscode.Uri.parse(shown.file.uri)), shownText(shown.file.title))
  return vscode.l10n.t('{0}: {1}', nameOf(place.document.uri), request.instruction ?? shownText(shown.proposal.title))
}

/** What the user should know before accepting. */
export function notesOf(shown: ShownEdit): readonly string[] {
  return (shown.kind === 'proposed' ? shown.proposal : shown.file).notes.map(shownText)
}

/** The part that was asked about, wherever it lies in the document by now. */
export function placeOf(shown: ShownEdit): EditedPlace {
  const { place } = shown
  if (shown.kind === 'newFile') return place
  const { document } = place
  const { startOffset, endOffset } = baseIn(shown.preview, document.getText())
  return { document, range: new vscode.Range(document.positionAt(startOffset), document.positionAt(endOffset)) }
}

/** What is left to decide. Rejects with a Notice where the document has another text by now. */
export function hunksOfShown(shown: ShownEdit): readonly Hunk[] {
  if (shown.kind === 'newFile') return []
  const { document } = shown.place
  const hunks = document.isClosed ? undefined : hunksLeft(shown.preview, document.getText())
  if (hunks === undefined) throw outdated(document.uri)
  return hunks
}

/** Whether the document has another text than the edit was made for. */
export function isOutdated(shown: ShownEdit): boolean {
  return shown.kind === 'proposed' && hunksLeft(shown.preview, shown.place.document.getText()) === undefined
}

/** Makes hunks in the text that they were found in, as one step that Undo takes back. */
export async function makeHunks(document: vscode.TextDocument, hunks: readonly Hunk[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit()
  for (const { making } of hunks) {
    const range = new vscode.Range(document.positionAt(making.startOffset), document.positionAt(making.endOffset))
    edit.replace(document.uri, range, making.newText)
  }
  // The editor refuses it where the document has another version by then.
  if (!(await vscode.workspace.applyEdit(edit))) throw outdated(document.uri)
}

/** Opens the file as a text that nobody has saved. Rejects with a Notice where a file of this name exists by now. */
export async function openNewFile({ uri: path, text }: NewFile): Promise<void> {
  const uri = vscode.Uri.parse(path)
  if (await exists(uri)) throw new Notice(vscode.l10n.t('{0} exists already, so nothing was written.', nameOf(uri)))
  const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'untitled' }))
  const edit = new vscode.WorkspaceEdit()
  edit.replace(document.uri, document.validateRange(new vscode.Range(0, 0, document.lineCount, 0)), text)
  await vscode.workspace.applyEdit(edit)
  await vscode.window.showTextDocument(document, { preview: false })
}

function outdated(uri: vscode.Uri): Notice {
  return changedMeanwhile(uri, { label: vscode.l10n.t('Try Again'), command: 'latent.retryEdit' })
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri)
    return true
  } catch {
    return false
  }
}
