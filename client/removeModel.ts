import * as vscode from 'vscode'
import type { ModelChoice, RemoveModelParams, RemoveModelResult } from '../server/protocol/models.ts'
import { methods } from '../server/protocol/requests.ts'
import { freedText } from './diskUse.ts'
import type { LanguageServer } from './languageServer.ts'
import { showInformation } from './notification.ts'

/** Deletes the files of a downloaded model after a question, and says how much is free again. */
export async function removeModel(server: LanguageServer, model: ModelChoice): Promise<void> {
  const remove = vscode.l10n.t('Remove')
  const detail = vscode.l10n.t('Its files are deleted from the folder of models. It can be downloaded again.')
  const question = vscode.l10n.t('Remove {0}?', model.title)
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)
  if (answer !== remove) return
  const params: RemoveModelParams = { model: model.name }
  await showInformation(freedText(await server.request<RemoveModelResult>(methods.removeModel, params)))
}
