import { hostname } from 'node:os'
import * as vscode from 'vscode'
import type { StatusParams } from '../server/protocol/requests.ts'
import type { LanguageServer } from './languageServer.ts'
import { activeLanguage } from './languageSwitch.ts'
import { plainLines } from './plainLines.ts'
import type { ReviewFindings } from './reviewFindings.ts'
import { runningInWords } from './reviewTree.ts'
import type { Snooze } from './snooze.ts'
import { type Quiet, statusText } from './statusText.ts'

/** Shows the engine's state at the window's lower edge; a click opens the menu. Also keeps the context keys that commands depend on. */
export function showStatusBar(server: LanguageServer, snooze: Snooze, findings: ReviewFindings): vscode.Disposable {
  // 100 puts it to the left of the editor's own items: line and column, encoding, language.
  const item = vscode.window.createStatusBarItem('latent.status', vscode.StatusBarAlignment.Right, 100)
  item.name = 'Latent'
  item.command = 'latent.showMenu'
  const place = { host: hostname(), remoteName: vscode.env.remoteName }
  const update = () => {
    const { status } = server
    const { text, tooltip: told, look } = statusText(status, place, vscode.l10n.t, quiet(snooze))
    const running = findings.files.flatMap((file) => runningInWords(file, vscode.l10n.t) ?? [])
    const tooltip = [...running.map(({ label, description }) => vscode.l10n.t('{0}: {1}', label, description)), ...told]
    item.text = text
    item.tooltip = plainLines(tooltip)
    item.accessibilityInformation = { label: tooltip.join(', '), role: 'button' }
    item.backgroundColor = look === 'plain' ? undefined : new vscode.ThemeColor(`statusBarItem.${look}Background`)
    void vscode.commands.executeCommand('setContext', 'latent.paused', status.paused === true)
    void vscode.commands.executeCommand('setContext', 'latent.loaded', isLoaded(status))
  }
  update()
  item.show()
  return vscode.Disposable.from(
    item,
    server.onStatus(update),
    snooze.onChange(update),
    findings.onChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('latent.completion')) update()
    }),
  )
}

/** What the user chose that keeps automatic completions away here. */
function quiet(snooze: Snooze): Quiet {
  const language = activeLanguage()
  if (language?.state === 'off') return { kind: 'off' }
  if (language?.state === 'languageOff') return { kind: 'languageOff', language: language.name }
  return snooze.minutesLeft > 0 ? { kind: 'snoozed', minutes: snooze.minutesLeft } : { kind: 'none' }
}

function isLoaded(status: StatusParams): boolean {
  return (status.state === 'ready' || status.state === 'busy') && status.unloaded !== true
}
