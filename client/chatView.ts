import * as vscode from 'vscode'
import { Notice } from './failure.ts'

/** What the editor knows the maker of the local model by. */
export const vendor = 'latent'

/** Whether the user has switched the editor's chat off. */
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
  // Without a model of its own the editor refuses a request to any participant, and what acts by itself needs one with tools.
  const isOffered = ((await vscode.lm?.selectChatModels?.({ vendor })) ?? []).length > 0
  const options = {
    query: `@latent ${question}`,
    isPartialQuery: true,
    mode: 'ask',
    ...(isOffered ? { modelSelector: { vendor } } : {}),
  }
  await vscode.commands.executeCommand('workbench.action.chat.open', options)
}
