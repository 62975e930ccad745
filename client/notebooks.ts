import * as vscode from 'vscode'
import { methods, type NotebookParams } from '../server/protocol/requests.ts'
import type { LanguageServer } from './languageServer.ts'

/** Tells the server which cells make up a notebook, in their order, because each cell is a document of its own to it. */
export function followNotebooks(server: LanguageServer): vscode.Disposable {
  const told = new Map<string, string>()
  const tell = (params: NotebookParams) => {
    // Every key in a cell is a change of its notebook, but few change the list of cells.
    const text = JSON.stringify(params)
    if (told.get(params.notebook) === text) return
    told.set(params.notebook, text)
    server.notify(methods.notebook, params)
  }
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenNotebookDocument((notebook) => tell(codeCells(notebook))),
    vscode.workspace.onDidChangeNotebookDocument(({ notebook }) => tell(codeCells(notebook))),
    vscode.workspace.onDidCloseNotebookDocument(({ uri }) => {
      tell({ notebook: uri.toString(), cells: [] })
      told.delete(uri.toString())
    }),
    server.onStarted(() => {
      told.clear()
      for (const notebook of vscode.workspace.notebookDocuments) tell(codeCells(notebook))
    }),
  )
}

function codeCells(notebook: vscode.NotebookDocument): NotebookParams {
  const cells = notebook.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Code)
  return {
    notebook: notebook.uri.toString(),
    cells: cells.map(({ document }) => ({ uri: document.uri.toString(), languageId: document.languageId })),
  }
}
