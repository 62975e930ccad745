import * as vscode from 'vscode'
import { type CursorParams, methods } from '../server/protocol/requests.ts'
import { isServed } from './documents.ts'
import type { LanguageServer } from './languageServer.ts'
import { RestingCursor } from './restingCursor.ts'

/** Tells the server where the cursor rests and what is on screen, so that it can read ahead while nobody types. */
export function followCursor(server: LanguageServer): vscode.Disposable {
  const cursor = new RestingCursor((params) => server.notify(methods.cursor, params), Date.now)
  return vscode.Disposable.from(
    cursor,
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && document === vscode.window.activeTextEditor?.document) cursor.typed()
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) cursor.moved(place)
    }),
    vscode.window.onDidChangeActiveTextEditor(() => cursor.shown(place)),
    vscode.window.onDidChangeVisibleTextEditors(() => cursor.shown(place)),
    server.onStarted(() => {
      cursor.forget()
      cursor.shown(place)
    }),
  )
}

/** With a selection or several cursors there is no one place where a completion could stand. */
function place(): CursorParams | undefined {
  const active = vscode.window.activeTextEditor
  if (active === undefined || !isServed(active.document)) return undefined
  if (active.selections.length > 1 || !active.selection.isEmpty) return undefined
  const { line, character } = active.selection.active
  const onScreen = [active, ...vscode.window.visibleTextEditors].map(({ document }) => document).filter(isServed)
  const uri = active.document.uri.toString()
  return {
    textDocument: { uri },
    position: { line, character },
    visible: [...new Set(onScreen.map((document) => document.uri.toString()))],
  }
}
