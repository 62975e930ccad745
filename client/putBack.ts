import * as vscode from 'vscode'
import { difference } from './fixText.ts'

/** Gives a document the text that it had and saves it, also what the editor changed by itself when it saved. False where that failed. */
export async function putBack(document: vscode.TextDocument, original: string): Promise<boolean> {
  const change = difference(document.getText(), original)
  if (change === undefined) return true
  const edit = new vscode.WorkspaceEdit()
  const range = new vscode.Range(document.positionAt(change.startOffset), document.positionAt(change.endOffset))
  edit.replace(document.uri, range, change.newText)
  return (await vscode.workspace.applyEdit(edit)) && (await document.save())
}
