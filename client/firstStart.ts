import * as vscode from 'vscode'
import type { ModelChoice, ModelsResult } from '../server/protocol/models.ts'
import { methods, type StatusParams } from '../server/protocol/requests.ts'
import { useModel } from './chooseModel.ts'
import { showFailure } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { showInformation } from './notification.ts'
import { size } from './size.ts'

const offeredKey = 'latent.firstModelOffered'

/** Offers the model that suits this machine, once and for all windows: the first time that the engine says it has none. */
export function offerFirstModel(server: LanguageServer, memory: vscode.Memento): vscode.Disposable {
  return server.onStatus((status) => {
    if (!isFirstTime(status, memory)) return
    void memory.update(offeredKey, true)
    offer(server).catch(showFailure)
  })
}

function isFirstTime(status: StatusParams, memory: vscode.Memento): boolean {
  const setting = vscode.workspace.getConfiguration('latent').get('model', '')
  return status.state === 'noModel' && setting === '' && !memory.get(offeredKey, false)
}

async function offer(server: LanguageServer): Promise<void> {
  const { models } = await server.request<ModelsResult>(methods.models, {})
  const model = models.find((each) => each.recommended) ?? models.find((each) => each.fit === 'fits')
  const take = model?.installed ? vscode.l10n.t('Use It') : vscode.l10n.t('Download')
  const choose = vscode.l10n.t('Choose…')
  const buttons = [...(model === undefined ? [] : [take]), choose, vscode.l10n.t('Not Now')]
  const chosen = await showInformation(question(model), ...buttons)
  if (chosen === take && model !== undefined) await useModel(server, model)
  if (chosen === choose) await vscode.commands.executeCommand('latent.chooseModel')
}

function question(model: ModelChoice | undefined): string {
  if (model === undefined) return vscode.l10n.t('Latent needs a model on this machine before it can help.')
  if (model.installed) return vscode.l10n.t('Latent needs a model. {0} is on this machine already.', model.title)
  const bytes = model.bytes === undefined ? vscode.l10n.t('size not known yet') : size(model.bytes)
  return vscode.l10n.t('Latent needs a model on this machine. {0} suits it ({1}, downloaded once).', model.title, bytes)
}
