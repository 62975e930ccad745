import * as vscode from 'vscode'
import {
  type DismissalReason,
  type DismissalScope,
  type DismissParams,
  dismissalReasons,
  dismissalScopes,
  longestNote,
  type UndoDismissalParams,
} from '../server/protocol/dismissal.ts'
import type { Finding } from '../server/protocol/finding.ts'
import { titleInLanguage } from '../server/protocol/findingTexts.ts'
import { methods, serverCommands } from '../server/protocol/requests.ts'
import { dismissalReason, dismissalScope } from './findingRows.ts'
import { shownLanguage } from './language.ts'
import type { LanguageServer } from './languageServer.ts'
import type { ReviewFindings } from './reviewFindings.ts'
import type { ReviewNode } from './reviewNodes.ts'

/** Asks why a finding is not wanted and how far that reaches, and dismisses it. Nothing happens where the user gives up. */
export async function dismissFinding(uri: string, finding: Finding, findings: ReviewFindings): Promise<void> {
  const { id, ruleId } = finding
  const title = titleInLanguage(finding.title, ruleId, shownLanguage())
  const reason = await chooseReason(title)
  if (reason === undefined) return
  const scope = await chooseScope(title)
  if (scope === undefined) return
  const note = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('A note for whoever reads this later. Optional.'),
    validateInput: (text) => (text.length > longestNote ? vscode.l10n.t('At most {0} characters.', longestNote) : undefined),
  })
  if (note === undefined) return
  const params: DismissParams = { uri, id, reason, scope, ...(note.trim() === '' ? {} : { note: note.trim() }) }
  await vscode.commands.executeCommand(serverCommands.dismiss, params)
  await findings.readDismissals()
}

/** Takes a dismissal back: the next review may report the finding again. */
export async function undoDismissal(
  { listed: { id, folder } }: Extract<ReviewNode, { readonly kind: 'dismissed' }>,
  server: LanguageServer,
  findings: ReviewFindings,
): Promise<void> {
  const params: UndoDismissalParams = { id, ...(folder === undefined ? {} : { folder }) }
  await server.request(methods.undoDismissal, params)
  await findings.readDismissals()
}

async function chooseReason(title: string): Promise<DismissalReason | undefined> {
  const details: Readonly<Record<DismissalReason, string>> = {
    falsePositive: vscode.l10n.t('The code is right. Latent learns from it.'),
    wontFix: vscode.l10n.t('It is a mistake, and it stays.'),
    notUseful: vscode.l10n.t('It is true, but nobody needs to hear it.'),
  }
  const items = dismissalReasons.map((reason) => ({
    label: dismissalReason(reason, vscode.l10n.t),
    detail: details[reason],
    reason,
  }))
  const placeHolder = vscode.l10n.t('Why is it dismissed?')
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.reason
}

async function chooseScope(title: string): Promise<DismissalScope | undefined> {
  const items = dismissalScopes.map((scope) => ({ label: dismissalScope(scope, vscode.l10n.t), scope }))
  const placeHolder = vscode.l10n.t('What is dismissed?')
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.scope
}
