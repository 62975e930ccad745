import * as vscode from 'vscode'
import type { StatusParams } from '../server/protocol/requests.ts'
import type { LanguageServer } from './languageServer.ts'
import type { ClientCommandId } from './manifest.ts'

type Item = vscode.QuickPickItem & { readonly command?: ClientCommandId | 'workbench.action.openSettings' }

/** The list behind the status bar item: what can be done now. */
export async function showMenu(server: LanguageServer): Promise<void> {
  const { status } = server
  const chosen = await vscode.window.showQuickPick<Item>(items(status), {
    title: 'Latent',
    placeHolder: status.detail ?? vscode.l10n.t('Everything runs on this machine.'),
  })
  if (chosen?.command === undefined) return
  const args = chosen.command === 'workbench.action.openSettings' ? ['@ext:latent.latent'] : []
  await vscode.commands.executeCommand(chosen.command, ...args)
}

function items(status: StatusParams): Item[] {
  const { t } = vscode.l10n
  const loaded = (status.state === 'ready' || status.state === 'busy') && !status.unloaded
  return [
    { label: `$(search) ${t('Review This File')}`, command: 'latent.reviewFile' },
    { label: `$(git-compare) ${t('Review Changes')}`, command: 'latent.reviewChanges' },
    { label: `$(wand) ${t('Fix All in File')}`, command: 'latent.fixAll' },
    { label: `$(archive) ${t('Show Held-Back Findings')}`, command: 'latent.showHeldBack' },
    { label: t('Model'), kind: vscode.QuickPickItemKind.Separator },
    { label: `$(package) ${t('Choose Model')}`, description: status.model ?? '', command: 'latent.chooseModel' },
    status.paused
      ? { label: `$(debug-start) ${t('Resume')}`, command: 'latent.resume' }
      : { label: `$(debug-pause) ${t('Pause')}`, description: t('no completions until resumed'), command: 'latent.pause' },
    ...(loaded
      ? [
          {
            label: `$(circle-outline) ${t('Unload Model')}`,
            description: t('frees its memory'),
            command: 'latent.unloadModel',
          } as const,
        ]
      : []),
    { label: `$(refresh) ${t('Restart Engine')}`, command: 'latent.restartEngine' },
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(output) ${t('Show Log')}`, command: 'latent.showLog' },
    { label: `$(settings-gear) ${t('Open Settings')}`, command: 'workbench.action.openSettings' },
    { label: `$(book) ${t('Get Started')}`, command: 'latent.openWalkthrough' },
  ]
}
