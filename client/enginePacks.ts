import * as vscode from 'vscode'
import type { PackChoice, PackParams, PacksResult } from '../server/protocol/enginePacks.ts'
import { methods } from '../server/protocol/requests.ts'
import { Notice, showFailure } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { networkSettings } from './network.ts'
import { showInformation } from './notification.ts'
import { size } from './size.ts'

const answeredKey = 'latent.enginePackAnswered'

/** Offers the engine pack for an NVIDIA card, once: the first time that the engine runs without it. What the user says is remembered. */
export function offerEnginePack(server: LanguageServer, memory: vscode.Memento): vscode.Disposable {
  let asked = false
  return server.onStatus(({ state, backend }) => {
    if (asked || state !== 'ready' || backend === undefined || backend.startsWith('CUDA')) return
    asked = true
    if (!memory.get(answeredKey, false)) offer(server, memory).catch(showFailure)
  })
}

async function offer(server: LanguageServer, memory: vscode.Memento): Promise<void> {
  const { packs, card } = await server.request<PacksResult>(methods.enginePacks, {})
  const pack = packs.find((each) => each.suitsDriver && !each.installed)
  if (pack === undefined) return
  const install = vscode.l10n.t('Install…')
  const never = vscode.l10n.t("Don't Ask Again")
  const name = card ?? vscode.l10n.t('your NVIDIA card')
  const chosen = await showInformation(
    vscode.l10n.t('Latent runs faster on {0} with CUDA: an engine pack of {1}, downloaded once.', name, size(pack.downloadBytes)),
    install,
    vscode.l10n.t('Not Now'),
    never,
  )
  if (chosen === install || chosen === never) await memory.update(answeredKey, true)
  if (chosen === install) await installPack(server, pack)
}

/** Lets the user pick an engine pack to install or to remove. */
export async function chooseEnginePack(server: LanguageServer): Promise<void> {
  const { packs } = await server.request<PacksResult>(methods.enginePacks, {})
  if (packs.length === 0) {
    throw new Notice(vscode.l10n.t('There are no engine packs for this platform: what comes with Latent is all it needs.'))
  }
  const chosen = await vscode.window.showQuickPick(packs.map(row), {
    title: vscode.l10n.t('Engine Packs'),
    placeHolder: vscode.l10n.t('CUDA for NVIDIA cards. Vulkan and the processor need no pack.'),
  })
  if (chosen === undefined) return
  if (chosen.pack.installed) await removePack(server, chosen.pack)
  else await installPack(server, chosen.pack)
}

function row(pack: PackChoice): vscode.QuickPickItem & { readonly pack: PackChoice } {
  const state = pack.installed
    ? vscode.l10n.t('installed; choose it to remove it')
    : pack.suitsDriver
      ? vscode.l10n.t('suits your driver')
      : ''
  return {
    label: `$(${pack.installed ? 'check' : 'cloud-download'}) ${pack.name}`,
    description: [size(pack.downloadBytes), state].filter((part) => part !== '').join(' · '),
    detail: vscode.l10n.t('Terms: {0}', pack.licences.join(', ')),
    pack,
  }
}

/** Asks with size and terms, then downloads with progress. What arrived before a stop is kept by the server. */
async function installPack(server: LanguageServer, { name, downloadBytes, diskBytes, licences }: PackChoice): Promise<void> {
  const agree = vscode.l10n.t('Agree and Download')
  const detail = [
    vscode.l10n.t('Download: {0}; on disk: {1}', size(downloadBytes), size(diskBytes)),
    vscode.l10n.t('Terms: {0}', licences.join(', ')),
    vscode.l10n.t("Only NVIDIA's driver has to be installed. The texts of the terms are stored with the pack."),
  ].join('\n')
  const question = vscode.l10n.t('Install the engine pack {0}?', name)
  if ((await vscode.window.showInformationMessage(question, { modal: true, detail }, agree)) !== agree) return
  const params: PackParams = { pack: name, network: networkSettings() }
  await server.requestWithProgress<null>(vscode.l10n.t('Downloading the engine pack {0}', name), methods.installPack, params)
  void showInformation(vscode.l10n.t('The engine pack {0} is installed; the engine starts with it.', name))
}

async function removePack(server: LanguageServer, { name, diskBytes }: PackChoice): Promise<void> {
  const remove = vscode.l10n.t('Remove')
  const question = vscode.l10n.t('Remove the engine pack {0}? {1} are freed.', name, size(diskBytes))
  if ((await vscode.window.showWarningMessage(question, { modal: true }, remove)) !== remove) return
  const params: PackParams = { pack: name }
  await server.request(methods.removePack, params)
}
