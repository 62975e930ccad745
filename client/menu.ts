import * as vscode from 'vscode'
import type { StatusParams } from '../server/protocol/requests.ts'
import type { LanguageServer } from './languageServer.ts'
import { activeLanguage } from './languageSwitch.ts'
import type { ClientCommandId } from './manifest.ts'
import type { Snooze } from './snooze.ts'
import { stateSentence } from './statusText.ts'

type Item = vscode.QuickPickItem & { readonly command?: ClientCommandId | 'workbench.action.openSettings' }

/** The list behind the status bar item: what can be done now. */
export async function showMenu(server: LanguageServer, snooze: Snooze): Promise<void> {
  const { status } = server
  const chosen = await vscode.window.showQuickPick<Item>(items(status, snooze.minutesLeft), {
    title: 'Latent',
    placeHolder: status.detail ?? stateSentence(status, vscode.l10n.t),
  })
  if (chosen?.command === undefined) return
  const args = chosen.command === 'workbench.action.openSettings' ? ['@ext:latent.latent'] : []
  await vscode.commands.executeCommand(chosen.command, ...args)
}

function items(status: StatusParams, snoozedMinutes: number): Item[] {
  const { t } = vscode.l10n
  const loaded = (status.state === 'ready' || status.state === 'busy') && !status.unloaded
  return [
    { label: `$(search) ${t('Review This File')}`, command: 'latent.reviewFile' },
    { label: `$(git-compare) ${t('Review Changes')}`, command: 'latent.reviewChanges' },
    { label: `$(edit) ${t('Edit with Instruction…')}`, command: 'latent.editInstruction' },
    { label: `$(wand) ${t('Fix All in File')}`, command: 'latent.fixAll' },
    { label: `$(list-tree) ${t('Show Review')}`, command: 'latent.showReview' },
    { label: `$(archive) ${t('Show Held-Back Findings')}`, command: 'latent.showHeldBack' },
    { label: t('Completions'), kind: vscode.QuickPickItemKind.Separator },
    ...languageItems(),
    snoozedMinutes > 0
      ? { label: `$(bell) ${t('End Snooze')}`, description: t('{0} minutes left', snoozedMinutes), command: 'latent.endSnooze' }
      : {
          label: `$(bell-slash) ${t('Snooze Completions')}`,
          description: t('asking by hand still works'),
          command: 'latent.snooze',
        },
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
    {
      label: `$(pulse) ${t('Doctor')}`,
      description: t('what this machine can do, and what to do'),
      command: 'latent.showDoctor',
    },
    { label: `$(refresh) ${t('Restart Engine')}`, command: 'latent.restartEngine' },
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(graph) ${t('Show Statistics')}`, command: 'latent.showStatistics' },
    { label: `$(output) ${t('Show Log')}`, command: 'latent.showLog' },
    { label: `$(settings-gear) ${t('Open Settings')}`, command: 'workbench.action.openSettings' },
    { label: `$(book) ${t('Get Started')}`, command: 'latent.openWalkthrough' },
  ]
}

function languageItems(): Item[] {
  const language = activeLanguage()
  if (language === undefined) return []
  const label =
    language.state === 'on'
      ? `$(circle-slash) ${vscode.l10n.t('Disable Completions for {0}', language.name)}`
      : `$(check) ${vscode.l10n.t('Enable Completions for {0}', language.name)}`
  return [{ label, command: 'latent.toggleLanguage' }]
}
