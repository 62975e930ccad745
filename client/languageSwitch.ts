import * as vscode from 'vscode'
import { isServed } from './documents.ts'
import { type LanguageState, languageName, languageState, type Place, placeOfSwitch, switched } from './languageChoice.ts'
import { activeEditor } from './reviewable.ts'

const enabledKey = 'completion.enabled'
const languagesKey = 'completion.languages'
type Languages = Readonly<Record<string, boolean>>

/** Whether completions come in the active editor, and its language as the user knows it; undefined without an editor for code. */
export function activeLanguage(): { readonly name: string; readonly state: LanguageState } | undefined {
  const document = vscode.window.activeTextEditor?.document
  if (document === undefined || !isServed(document)) return undefined
  return { name: nameOfLanguage(document.languageId), state: stateOf(document) }
}

/** Switches completions off for the active editor's language, or on again. */
export async function toggleLanguage(): Promise<void> {
  const { document } = activeEditor()
  if (stateOf(document) === 'on') return await write(document, false)
  if (stateOf(document) === 'off') await enable(document)
  if (stateOf(document) === 'languageOff') await write(document, true)
}

function stateOf(document: vscode.TextDocument): LanguageState {
  const configuration = vscode.workspace.getConfiguration('latent', document)
  return languageState(configuration.get(enabledKey, true), configuration.get<Languages>(languagesKey, {}), document.languageId)
}

async function write(document: vscode.TextDocument, on: boolean): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('latent', document)
  const { place, value } = switched(configuration.inspect<Languages>(languagesKey) ?? {}, document.languageId, on)
  await configuration.update(languagesKey, value, target(place))
}

async function enable(document: vscode.TextDocument): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('latent', document)
  const { place, forLanguage } = placeOfSwitch(configuration.inspect<boolean>(enabledKey) ?? {})
  await configuration.update(enabledKey, true, target(place), forLanguage)
}

function target(place: Place): vscode.ConfigurationTarget {
  const targets = {
    workspaceFolder: vscode.ConfigurationTarget.WorkspaceFolder,
    workspace: vscode.ConfigurationTarget.Workspace,
    global: vscode.ConfigurationTarget.Global,
  }
  return targets[place]
}

const names = new Map<string, string>()

/** Looked up once for each language: the status bar asks with every change of editor. */
function nameOfLanguage(languageId: string): string {
  const known = names.get(languageId)
  if (known !== undefined) return known
  const manifests = vscode.extensions.all.map(({ packageJSON }): unknown => packageJSON)
  const name = languageName(languageId, manifests)
  names.set(languageId, name)
  return name
}
