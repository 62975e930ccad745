import * as vscode from 'vscode'
import { methods, type ReviewParams, type ReviewResult } from '../server/protocol/requests.ts'
import { changeItems, type LastChanges, lastChanges, reviewedChanges } from './changeChoices.ts'
import { Notice } from './failure.ts'
import { shownLanguage } from './language.ts'
import type { LanguageServer } from './languageServer.ts'
import { showInformation } from './notification.ts'
import { activeEditor, documentFor, nameOf, requireTrust } from './reviewable.ts'
import { summary } from './reviewSummary.ts'

const changesKey = 'latent.reviewedChanges'

/** Reviews a whole file and tells the result in one message. */
export async function reviewFile(server: LanguageServer, named: vscode.Uri | undefined): Promise<void> {
  requireTrust(vscode.l10n.t('Review'))
  const document = await documentFor(named)
  await review(server, document, { textDocument: { uri: document.uri.toString() }, scope: 'file' })
}

/** Asks which changes of the file are meant, the last choice on top, and reviews what is new in them. */
export async function reviewChanges(
  server: LanguageServer,
  memory: vscode.Memento,
  named: vscode.Uri | undefined,
): Promise<void> {
  requireTrust(vscode.l10n.t('Review'))
  const document = await documentFor(named)
  const chosen = await chooseChanges(lastChanges(memory.get(changesKey)))
  if (chosen === undefined) return
  await memory.update(changesKey, chosen)
  const textDocument = { uri: document.uri.toString() }
  await review(server, document, { textDocument, scope: 'changes', changes: reviewedChanges(chosen) })
}

async function chooseChanges(last: LastChanges | undefined): Promise<LastChanges | undefined> {
  const title = vscode.l10n.t('Review Changes')
  const picked = await vscode.window.showQuickPick(changeItems(last, vscode.l10n.t), {
    title,
    placeHolder: vscode.l10n.t('Only what is new in them is found.'),
  })
  if (picked === undefined) return undefined
  if (picked.choice !== 'otherBase') return { ...last, choice: picked.choice }
  const base = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('The branch or commit that this branch is compared with.'),
    value: last?.base ?? '',
  })
  return base === undefined || base.trim() === '' ? undefined : { choice: 'otherBase', base: base.trim() }
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
  const chosen = await showInformation(summary(result, name, shownLanguage(), vscode.l10n.t), ...buttons)
  if (chosen === showProblems) await vscode.commands.executeCommand('workbench.actions.view.problems')
  if (chosen === showHeldBack) await vscode.commands.executeCommand('latent.showHeldBack', uri)
}

function plain({ line, character }: vscode.Position) {
  return { line, character }
}
