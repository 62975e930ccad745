import * as vscode from 'vscode'
import { type ModelChoice, methods, type PullParams, type PullResult } from '../server/protocol/requests.ts'
import type { LanguageServer } from './languageServer.ts'
import { size } from './size.ts'

/** Asks with size and licence, then downloads with progress. False when the user said no. What arrived before a stop is kept by the server. */
export async function pullModel(server: LanguageServer, model: ModelChoice): Promise<boolean> {
  const download = vscode.l10n.t('Download')
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Download {0}?', model.title),
    { modal: true, detail: terms(model) },
    download,
  )
  if (answer !== download) return false
  const params: PullParams = { model: model.name }
  await server.requestWithProgress<PullResult>(vscode.l10n.t('Downloading {0}', model.title), methods.pull, params)
  return true
}

function terms(model: ModelChoice): string {
  return [
    ...(model.bytes === undefined ? [] : [vscode.l10n.t('Size: {0}', size(model.bytes))]),
    vscode.l10n.t('Licence: {0}', model.licence),
    model.fitDetail,
    vscode.l10n.t('It is stored once for your user account. Your code is never uploaded.'),
  ]
    .filter((line) => line !== '')
    .join('\n')
}
