import * as vscode from 'vscode'
import { methods, type ReviewParams, type ReviewResult, type ReviewScope } from '../server/protocol/requests.ts'
import { Notice } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { activeEditor, documentFor, nameOf, requireTrust } from './reviewable.ts'
import { summary } from './reviewSummary.ts'

/** Reviews a whole file, or what differs from the last commit, and tells the result in one message. */
export async function reviewDocument(
  server: LanguageServer,
  scope: Exclude<ReviewScope, 'selection'>,
  named: vscode.Uri | undefined,
): Promise<void> {
  requireTrust(vscode.l10n.t('Review'))
  const document = await documentFor(named)
  await review(server, document, { textDocument: { uri: document.uri.toString() }, scope })
}

/** Reviews the functions that the selection touches. */
export async function reviewSelection(server: LanguageServer): Promise<void> {
  requireTrust(vscode.l10n.t('Review'))
  const document = await documentFor(undefined)
  const { selection } = activeEditor()
  if (selection.isEmpty) {
    throw new Notice(vscode.l10n.t('Nothing is selected.'), {
      label: vscode.l10n.t('Review This File'),
      command: 'latent.reviewFile',
    })
  }
  const range = { start: plain(selection.start), end: plain(selection.end) }
  await review(server, document, { textDocument: { uri: document.uri.toString() }, scope: 'selection', range })
}

async function review(server: LanguageServer, document: vscode.TextDocument, params: ReviewParams): Promise<void> {
  const name = nameOf(document.uri)
  const title = vscode.l10n.t('Reviewing {0}', name)
  const result = await server.requestWithProgress<ReviewResult>(title, methods.review, params)
  await tell(result, name, document.uri)
}

async function tell(result: ReviewResult, name: string, uri: vscode.Uri): Promise<void> {
  const showProblems = vscode.l10n.t('Show Problems')
  const showHeldBack = vscode.l10n.t('Show Held-Back')
  const buttons = [...(result.findings.length > 0 ? [showProblems] : []), ...(result.heldBack.length > 0 ? [showHeldBack] : [])]
  const chosen = await vscode.window.showInformationMessage(summary(result, name, vscode.l10n.t), ...buttons)
  if (chosen === showProblems) await vscode.commands.executeCommand('workbench.actions.view.problems')
  if (chosen === showHeldBack) await vscode.commands.executeCommand('latent.showHeldBack', uri)
}

function plain({ line, character }: vscode.Position) {
  return { line, character }
}
