import { homedir } from 'node:os'
import * as vscode from 'vscode'
import { methods } from '../server/protocol/requests.ts'
import type { ReportFormat, ReportParams, ReportResult } from '../server/protocol/reviewOverview.ts'
import type { LanguageServer } from './languageServer.ts'
import { showInformation } from './notification.ts'
import { nameOf } from './reviewable.ts'

/** Writes what the reviews since the start found into a file that the user names, as a page or as Markdown. */
export async function exportReview(server: LanguageServer): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir())
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Review Report'),
    filters: { HTML: ['html'], Markdown: ['md'] },
    defaultUri: vscode.Uri.joinPath(folder, 'latent-review.html'),
  })
  if (target === undefined) return
  const format: ReportFormat = /\.(md|markdown)$/i.test(target.path) ? 'md' : 'html'
  const { text } = await server.request<ReportResult>(methods.report, { format } satisfies ReportParams)
  await vscode.workspace.fs.writeFile(target, Buffer.from(text))
  const open = vscode.l10n.t('Open')
  const chosen = await showInformation(vscode.l10n.t('The report is in {0}.', nameOf(target)), open)
  if (chosen !== open) return
  // A browser can show a page of this machine only.
  const inBrowser = format === 'html' && vscode.env.remoteName === undefined
  if (!inBrowser || !(await vscode.env.openExternal(target))) await vscode.window.showTextDocument(target)
}
