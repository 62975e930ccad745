import * as vscode from 'vscode'
import { chosenLanguage, type DisplayLanguage } from '../server/protocol/displayLanguage.ts'
import type { Settings } from '../server/protocol/settings.ts'

/**
 * The language of texts about code, such as findings, by the setting `latent.language`. Menus and buttons follow the editor, which is what
 * `l10n.t` does; in a language without a translation both are English.
 */
export function shownLanguage(): DisplayLanguage {
  const setting = vscode.workspace.getConfiguration('latent').get<Settings['language']>('language', 'auto')
  return chosenLanguage(setting, vscode.l10n.bundle === undefined ? 'en' : vscode.env.language)
}

/** Runs `listener` when the user chose another language. */
export function onLanguageChange(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('latent.language')) listener()
  })
}
