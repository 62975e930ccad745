import * as vscode from 'vscode'
import { Notice } from './failure.ts'
import type { FixWatch } from './fixWatch.ts'
import { showInformation } from './notification.ts'
import { documentFor, nameOf, requireTrust } from './reviewable.ts'

const kind = vscode.CodeActionKind.SourceFixAll.append('latent')

/** Applies every verified fix of the active file as one step that Undo takes back. */
export async function fixAll(watch: FixWatch): Promise<void> {
  requireTrust(vscode.l10n.t('Fixing'))
  const document = await documentFor(undefined)
  const { version } = document
  const whole = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0))
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    whole,
    kind.value,
    // Fixes come with their edits only once they are resolved.
    1,
  )
  const action = actions.find((each) => each.kind?.value === kind.value && each.edit !== undefined)
  const name = nameOf(document.uri)
  if (action?.edit === undefined) {
    throw new Notice(vscode.l10n.t('{0} has no verified fix.', name), {
      label: vscode.l10n.t('Review This File'),
      command: 'latent.reviewFile',
    })
  }
  watch.begin(document.uri)
  if (document.version !== version || !(await vscode.workspace.applyEdit(action.edit))) {
    throw new Notice(vscode.l10n.t('{0} changed meanwhile, so nothing was applied.', name), {
      label: vscode.l10n.t('Try Again'),
      command: 'latent.fixAll',
    })
  }
  void showInformation(vscode.l10n.t('Fixed in {0}: {1}', name, action.title))
  await watch.made(document.uri, action.title)
}
