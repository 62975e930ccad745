import * as vscode from 'vscode'
import type { ModelChoice, PullParams, PullResult } from '../server/protocol/models.ts'
import { methods } from '../server/protocol/requests.ts'
import type { LanguageServer } from './languageServer.ts'
import { modelSize } from './modelSize.ts'
import { networkSettings } from './network.ts'

/**
 * Asks with size and licence, then downloads with progress. False when the user said no. A licence that restricts use is accepted with the
 * same answer, and remembered by the server. What arrived before a stop is kept by the server.
 */
export async function pullModel(server: LanguageServer, model: ModelChoice): Promise<boolean> {
  if (!(await agreed(model))) return false
  const params: PullParams = {
    model: model.quantisation === undefined ? model.name : `${model.name}:${model.quantisation}`,
    network: networkSettings(),
    ...(model.licenceToAccept ? { licenceAccepted: true } : {}),
  }
  await server.requestWithProgress<PullResult>(vscode.l10n.t('Downloading {0}', model.title), methods.pull, params)
  return true
}

/** Reading the licence comes back to the question. */
async function agreed(model: ModelChoice): Promise<boolean> {
  const download = model.licenceToAccept ? vscode.l10n.t('Accept Licence and Download') : vscode.l10n.t('Download')
  const read = vscode.l10n.t('Read Licence')
  const buttons = model.licenceUrl === undefined ? [download] : [download, read]
  const question = vscode.l10n.t('Download {0}?', model.title)
  for (;;) {
    const answer = await vscode.window.showInformationMessage(question, { modal: true, detail: terms(model) }, ...buttons)
    if (answer !== read || model.licenceUrl === undefined) return answer === download
    await vscode.env.openExternal(vscode.Uri.parse(model.licenceUrl, true))
  }
}

function terms(model: ModelChoice): string {
  const bytes = modelSize(model)
  return [
    ...(bytes === undefined ? [] : [vscode.l10n.t('Size: {0}', bytes)]),
    ...(model.quantisation === undefined ? [] : [vscode.l10n.t('Quantisation: {0}', model.quantisation)]),
    vscode.l10n.t('Licence: {0}', model.licence),
    ...(model.licenceToAccept ? [vscode.l10n.t('This licence restricts what the model may be used for.')] : []),
    model.fitDetail,
    model.fitBar ?? '',
    vscode.l10n.t('It is stored once for your user account. Your code is never uploaded.'),
  ]
    .filter((line) => line !== '')
    .join('\n')
}
