import * as vscode from 'vscode'
import { Notice } from './failure.ts'

/** Whether this editor has a chat at all, and the user has not switched it off. */
export function isChatOff(): boolean {
  return typeof vscode.chat?.createChatParticipant !== 'function' || areFeaturesOff()
}

export function areFeaturesOff(): boolean {
  return vscode.workspace.getConfiguration('chat').get('disableAIFeatures') === true
}

/** Opens the editor's chat with a question for `@latent` that the user sends by himself. Rejects with a Notice where there is no chat. */
export async function openChat(question: string): Promise<void> {
  if (typeof vscode.chat?.createChatParticipant !== 'function') throw new Notice(vscode.l10n.t('This editor has no chat.'))
  if (areFeaturesOff()) {
    throw new Notice(vscode.l10n.t("The editor's chat is switched off by chat.disableAIFeatures."), {
      label: vscode.l10n.t('Open Settings'),
      command: 'workbench.action.openSettings',
      arguments: ['chat.disableAIFeatures'],
    })
  }
  const options = { query: `@latent ${question}`, isPartialQuery: true }
  await vscode.commands.executeCommand('workbench.action.chat.open', options)
}
