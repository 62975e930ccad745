import * as vscode from 'vscode'
import type { ModelChoice, ModelsResult } from '../server/protocol/models.ts'
import { methods, type StatusParams } from '../server/protocol/requests.ts'
import { useModel } from './chooseModel.ts'
import { showFailure } from './failure.ts'
import { type FirstOffer, firstOffer } from './firstOffer.ts'
import type { LanguageServer } from './languageServer.ts'
import { modelSize } from './modelSize.ts'
import { showInformation } from './notification.ts'
import { sentences } from './sentences.ts'

const offeredKey = 'latent.firstModelOffered'

/** Offers the model that suits this machine, and a small one to begin with where that one is large, once and for all windows: the first time that the engine says it has none. */
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
  const offered = firstOffer(models)
  const { best, small } = offered
  const take = best?.installed ? vscode.l10n.t('Use It') : vscode.l10n.t('Download')
  const startSmall = vscode.l10n.t('Start Small')
  const choose = vscode.l10n.t('Choose…')
  const downloads = [...(best === undefined ? [] : [take]), ...(small === undefined ? [] : [startSmall])]
  const chosen = await showInformation(question(offered), ...downloads, choose, vscode.l10n.t('Not Now'))
  if (chosen === take && best !== undefined) await useModel(server, best)
  if (chosen === startSmall && small !== undefined) await useModel(server, small)
  if (chosen === choose) await vscode.commands.executeCommand('latent.chooseModel')
}

function question({ best, small }: FirstOffer): string {
  const { t } = vscode.l10n
  if (best === undefined) return t('Latent needs a model on this machine before it can help.')
  if (best.installed) return t('Latent needs a model. {0} is on this machine already.', best.title)
  const needed = t('Latent needs a model on this machine. {0} suits it ({1}, downloaded once).', best.title, sizeOf(best))
  if (small === undefined) return needed
  return sentences([needed, t('To try it out at once, start with {0} ({1}).', small.title, sizeOf(small))])
}

function sizeOf(model: ModelChoice): string {
  return modelSize(model) ?? vscode.l10n.t('size not known yet')
}
