import * as vscode from 'vscode'
import { settingMoves } from '../server/protocol/settingMoves.ts'
import { showFailure } from './failure.ts'
import { showInformation } from './notification.ts'
import { type KeptSettings, moveSettings, type SettingPlace, type SetValue } from './settingPlan.ts'

/** Moves settings of earlier versions to their present names, and says so once, as it says where the editor could not write. */
export async function moveOldSettings(): Promise<void> {
  const { moved, failures } = await moveSettings(settingMoves, editorSettings)
  for (const failure of failures) showFailure(failure)
  if (moved.length === 0) return
  const names = moved.map(({ from, to }) => `${from} → ${to}`).join(', ')
  const show = vscode.l10n.t('Open Settings')
  const chosen = await showInformation(vscode.l10n.t('Settings have other names now and were moved: {0}', names), show)
  if (chosen === show) await vscode.commands.executeCommand('workbench.action.openSettings', '@ext:latent.latent')
}

const editorSettings: KeptSettings = {
  placesOf(name) {
    const folders = vscode.workspace.workspaceFolders ?? []
    const whole = placesIn(vscode.workspace.getConfiguration(), name, ['user', 'workspace'])
    const inFolders = folders.flatMap(({ uri }, index) =>
      placesIn(vscode.workspace.getConfiguration(undefined, uri), name, [index]),
    )
    return [...whole, ...inFolders]
  },
  async write(name, { target, language }, value) {
    const folder = typeof target === 'number' ? vscode.workspace.workspaceFolders?.[target]?.uri : undefined
    const scope = language === undefined ? folder : { languageId: language, ...(folder === undefined ? {} : { uri: folder }) }
    const configuration = vscode.workspace.getConfiguration(undefined, scope ?? null)
    await configuration.update(name, value, editorTarget(target), language !== undefined)
  },
}

/** Where `name` is set among `targets`, for all languages and for each that has a value of its own. */
function placesIn(
  configuration: vscode.WorkspaceConfiguration,
  name: string,
  targets: readonly SettingPlace['target'][],
): readonly SetValue[] {
  const inspected = configuration.inspect(name)
  const byTarget = (target: SettingPlace['target'], seen: typeof inspected, language?: string): readonly SetValue[] => {
    const value = valueIn(seen, target, language !== undefined)
    return value === undefined ? [] : [{ target, value, ...(language === undefined ? {} : { language }) }]
  }
  const languages = inspected?.languageIds ?? []
  return targets.flatMap((target) => [
    ...byTarget(target, inspected),
    ...languages.flatMap((language) =>
      byTarget(target, vscode.workspace.getConfiguration(undefined, { languageId: language }).inspect(name), language),
    ),
  ])
}

type Inspected = ReturnType<vscode.WorkspaceConfiguration['inspect']>

function valueIn(inspected: Inspected, target: SettingPlace['target'], ofLanguage: boolean): unknown {
  if (target === 'user') return ofLanguage ? inspected?.globalLanguageValue : inspected?.globalValue
  if (target === 'workspace') return ofLanguage ? inspected?.workspaceLanguageValue : inspected?.workspaceValue
  return ofLanguage ? inspected?.workspaceFolderLanguageValue : inspected?.workspaceFolderValue
}

function editorTarget(target: SettingPlace['target']): vscode.ConfigurationTarget {
  if (target === 'user') return vscode.ConfigurationTarget.Global
  return target === 'workspace' ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.WorkspaceFolder
}
