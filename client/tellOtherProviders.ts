import * as vscode from 'vscode'
import { showFailure } from './failure.ts'
import { type OtherProvider, otherProviders, setKey } from './inlineProviders.ts'
import { showInformation } from './notification.ts'

const toldKey = 'latent.otherProvidersTold'
/** Extensions start one after the other; only one that runs shows anything. */
const patienceMs = 20_000

/** Says once, for each set of them, that another extension shows ghost text too, and offers the choice. Others' settings are the user's to change. */
export function tellOtherProviders(memory: vscode.Memento): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined
  const check = () => {
    clearTimeout(timer)
    timer = setTimeout(() => tell(memory).catch(showFailure), patienceMs)
  }
  check()
  return vscode.Disposable.from(vscode.extensions.onDidChange(check), new vscode.Disposable(() => clearTimeout(timer)))
}

async function tell(memory: vscode.Memento): Promise<void> {
  const own = vscode.workspace.getConfiguration('latent')
  if (!own.get('completion.enabled', true)) return
  const running = vscode.extensions.all.filter(({ isActive }) => isActive).map(({ id }) => id)
  const commands = await vscode.commands.getCommands(true)
  const others = otherProviders({ running, commands, setting: (name) => vscode.workspace.getConfiguration().get(name) })
  const told = memory.get<readonly string[]>(toldKey, [])
  if (others.length === 0 || told.includes(setKey(others))) return
  await memory.update(toldKey, [...told, setKey(others)])
  await offer(others, own)
}

async function offer(others: readonly OtherProvider[], own: vscode.WorkspaceConfiguration): Promise<void> {
  const { t } = vscode.l10n
  const names = others.map(({ name }) => name).join(', ')
  const keep = t('Keep Both')
  const turnOff = t("Turn Latent's Off")
  const settings = t('Settings of {0}', names)
  const message = t('{0} suggests code at the cursor as well as Latent; either one may show its text.', names)
  const chosen = await showInformation(message, keep, turnOff, settings)
  if (chosen === turnOff) await own.update('completion.enabled', false, vscode.ConfigurationTarget.Global)
  if (chosen === settings) {
    await vscode.commands.executeCommand('workbench.action.openSettings', `@ext:${others.map(({ id }) => id).join(',')}`)
  }
}
