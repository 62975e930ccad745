import * as vscode from 'vscode'
import { methods } from '../server/protocol/requests.ts'
import type { ReviewFolderResult } from '../server/protocol/reviewOverview.ts'
import { Notice } from './failure.ts'
import { folderSummary } from './folderSummary.ts'
import type { LanguageServer } from './languageServer.ts'
import { showInformation } from './notification.ts'
import { nameOf, requireTrust } from './reviewable.ts'

/** Reviews the code below a folder: the one that a menu named, else the workspace's. Tells the result in one message. */
export async function reviewFolder(server: LanguageServer, named: vscode.Uri | undefined): Promise<void> {
  requireTrust(vscode.l10n.t('Review'))
  const folder = named ?? (await workspaceFolder())
  if (folder === undefined) return
  const name = nameOf(folder)
  const title = vscode.l10n.t('Reviewing {0}', name)
  const result = await server.requestWithProgress<ReviewFolderResult>(title, methods.reviewFolder, { uri: folder.toString() })
  const show = vscode.l10n.t('Show Review')
  const chosen = await showInformation(folderSummary(result, name, vscode.l10n.t), show)
  if (chosen === show) await vscode.commands.executeCommand('latent.showReview')
}

/** Undefined where the user chose none of several. Rejects where there is none. */
async function workspaceFolder(): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? []
  if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri
  if (folders[0] !== undefined) return folders[0].uri
  throw new Notice(vscode.l10n.t('No folder is open.'), {
    label: vscode.l10n.t('Open Folder…'),
    command: 'workbench.action.files.openFolder',
  })
}
