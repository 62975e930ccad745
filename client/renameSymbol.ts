import * as vscode from 'vscode'
import type { BetterNamesParams, BetterNamesResult, CheckRenameParams } from '../server/protocol/refactoring.ts'
import { methods } from '../server/protocol/requests.ts'
import { Notice } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { renamedPlace } from './renamedPlace.ts'
import { activeEditor, nameOf, requireTrust } from './reviewable.ts'
import { type FileEdit, filesOf, makeAll } from './severalFiles.ts'
import type { SeveralPreviews } from './severalPreviews.ts'

/**
 * Offers names that the model finds better than the one at a place, and has the editor's own language service rename it everywhere. What the server
 * finds fault with is not made; what changes several files is shown first. The place is that of a code action, `given` being a document's URI and a
 * position, or the cursor.
 */
export async function renameSymbol(server: LanguageServer, previews: SeveralPreviews, given: readonly unknown[]): Promise<void> {
  requireTrust(vscode.l10n.t('Renaming'))
  const named = renamedPlace(given)
  const document =
    named === undefined ? activeEditor().document : await vscode.workspace.openTextDocument(vscode.Uri.parse(named.uri))
  const position =
    named === undefined ? activeEditor().selection.active : new vscode.Position(named.position.line, named.position.character)
  const params: BetterNamesParams = { textDocument: { uri: document.uri.toString() }, position }
  const title = vscode.l10n.t('Looking for a better name')
  const { name, names, version } = await server.requestWithProgress<BetterNamesResult>(title, methods.betterNames, params)
  if (names.length === 0) throw new Notice(vscode.l10n.t('The model finds no name that fits better than "{0}".', name))
  const chosen = await vscode.window.showQuickPick([...names], {
    title: vscode.l10n.t('Rename "{0}"', name),
    placeHolder: vscode.l10n.t('Names that fit better, the likeliest first'),
  })
  if (chosen === undefined) return
  const edit = await renamed(document.uri, position, chosen)
  const files = await filesOf(edit.entries())
  // What the names and the edit are about is what stood there when they were asked for.
  if (document.isClosed || document.version !== version)
    throw new Notice(vscode.l10n.t('{0} was edited meanwhile, so nothing was renamed.', nameOf(document.uri)))
  await requireSound(server, document.uri, chosen, files)
  if (files.length === 1) await makeAll(files)
  else await previews.show(vscode.l10n.t('Rename "{0}" to "{1}"', name, chosen), files)
}

/** Rejects with the server's reason why files must not be changed. */
async function requireSound(server: LanguageServer, uri: vscode.Uri, newName: string, files: readonly FileEdit[]): Promise<void> {
  const params: CheckRenameParams = {
    textDocument: { uri: uri.toString() },
    newName,
    files: files.map(({ document, edits }) => ({
      uri: document.uri.toString(),
      edits: edits.map(({ range: { start, end }, newText }) => ({ range: { start: plain(start), end: plain(end) }, newText })),
    })),
  }
  await server.request(methods.checkRename, params)
}

/** As the protocol has it: VS Code's own positions become other objects on their way to the server. */
function plain({ line, character }: vscode.Position) {
  return { line, character }
}

async function renamed(uri: vscode.Uri, position: vscode.Position, name: string): Promise<vscode.WorkspaceEdit> {
  const edit = await rename(uri, position, name)
  if (edit !== undefined && edit.size > 0) return edit
  throw new Notice(vscode.l10n.t("The editor's language service cannot rename this."))
}

async function rename(uri: vscode.Uri, position: vscode.Position, name: string): Promise<vscode.WorkspaceEdit | undefined> {
  try {
    return await vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
      'vscode.executeDocumentRenameProvider',
      uri,
      position,
      name,
    )
  } catch (error) {
    // Where it has a reason, such as a name of a library, that is better than ours.
    throw new Notice(
      error instanceof Error && error.message !== ''
        ? error.message
        : vscode.l10n.t("The editor's language service cannot rename this."),
    )
  }
}
