import * as vscode from 'vscode'
import type { CommitMessageParams, CommitMessageResult } from '../server/protocol/edits.ts'
import { methods } from '../server/protocol/requests.ts'
import { Notice } from './failure.ts'
import { chosenRepository, type GitRepository } from './gitExtension.ts'
import type { LanguageServer } from './languageServer.ts'
import { nameOf, requireTrust } from './reviewable.ts'

/**
 * Writes a message for what is staged into the box of the source-control view. A text that stands there is replaced only when the user
 * agrees. `sourceControl` is what the view's title hands to a command.
 */
export async function writeCommitMessage(server: LanguageServer, sourceControl: unknown): Promise<void> {
  requireTrust(vscode.l10n.t('Writing commit messages'))
  const repository = await chosenRepository(sourceControl)
  if (repository === undefined) return
  const name = nameOf(repository.rootUri)
  if (repository.state.indexChanges.length === 0) {
    throw new Notice(vscode.l10n.t('Nothing is staged in {0}. A message is written for staged changes only.', name), {
      label: vscode.l10n.t('Show Source Control'),
      command: 'workbench.view.scm',
    })
  }
  const before = repository.inputBox.value
  if (!(await mayReplace(before))) return
  const params: CommitMessageParams = { folder: repository.rootUri.toString() }
  const title = vscode.l10n.t('Writing a commit message for {0}', name)
  const { message } = await server.requestWithProgress<CommitMessageResult>(title, methods.commitMessage, params)
  if (await isFree(repository, before)) repository.inputBox.value = message
}

/** Whether the box still has the text that the user agreed to lose, or loses the new one as well. */
async function isFree({ inputBox }: GitRepository, agreed: string): Promise<boolean> {
  return inputBox.value === agreed || mayReplace(inputBox.value)
}

async function mayReplace(text: string): Promise<boolean> {
  if (text.trim() === '') return true
  const replace = vscode.l10n.t('Replace')
  const question = vscode.l10n.t('Replace the commit message that is already written?')
  return (await vscode.window.showWarningMessage(question, { modal: true, detail: text }, replace)) === replace
}
