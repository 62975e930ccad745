import * as vscode from 'vscode'
import { changedMeanwhile } from './editRequest.ts'
import { edited } from './fixText.ts'

/** A file of several that are to change together, and the text that its edits are for. */
export interface FileEdit {
  readonly document: vscode.TextDocument
  readonly before: string
  readonly edits: readonly vscode.TextEdit[]
}

/** Opens the files of an edit, each as it is now. */
export async function filesOf(
  entries: readonly (readonly [vscode.Uri, readonly vscode.TextEdit[]])[],
): Promise<readonly FileEdit[]> {
  const files: FileEdit[] = []
  for (const [uri, edits] of entries) {
    const document = await vscode.workspace.openTextDocument(uri)
    files.push({ document, before: document.getText(), edits })
  }
  return files
}

/** What a file becomes. */
export function textAfter({ document, before, edits }: FileEdit): string {
  const offsets = edits.map(({ range, newText }) => ({
    startOffset: document.offsetAt(range.start),
    endOffset: document.offsetAt(range.end),
    newText,
  }))
  return edited(before, offsets)
}

/** Makes all edits as one step, or none: rejects with a Notice where a file has another text by now. */
export async function makeAll(files: readonly FileEdit[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit()
  for (const { document, before, edits } of files) {
    // A document that nobody shows is closed after a while, and read from the disk again.
    const now = await vscode.workspace.openTextDocument(document.uri)
    if (now.getText() !== before) throw changedMeanwhile(document.uri)
    edit.set(document.uri, [...edits])
  }
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true }))) {
    const [first] = files
    if (first !== undefined) throw changedMeanwhile(first.document.uri)
  }
}
