import * as vscode from 'vscode'
import { registerChat } from './chat.ts'
import { SentChoice } from './chatSent.ts'
import { registerCommands } from './commands.ts'
import { followCursor } from './cursor.ts'
import { offerEnginePack } from './enginePacks.ts'
import { tellEngineProblems } from './engineProblems.ts'
import { showFailure } from './failure.ts'
import { offerFirstModel } from './firstStart.ts'
import { LanguageServer } from './languageServer.ts'
import { NextEdits } from './nextEdit.ts'
import { followNotebooks } from './notebooks.ts'
import { RemoteKey } from './remoteKey.ts'
import { ReviewFindings } from './reviewFindings.ts'
import { ReviewView } from './reviewView.ts'
import { moveOldSettings } from './settingMoves.ts'
import { Snooze } from './snooze.ts'
import { showStatusBar } from './statusBar.ts'
import { tellOtherProviders } from './tellOtherProviders.ts'
import { tellSlowness } from './tellSlowness.ts'

let server: LanguageServer | undefined

/** Wires the client: everything it does beyond this is asked of the language server. */
export function activate(context: vscode.ExtensionContext): void {
  const remoteKey = new RemoteKey(context.secrets)
  const started = new LanguageServer(context.asAbsolutePath('dist/server.js'), remoteKey)
  server = started
  const snooze = new Snooze(started, context.globalState)
  const nextEdits = new NextEdits(started)
  const findings = new ReviewFindings(started)
  const view = new ReviewView(started, findings, context.workspaceState)
  const sent = new SentChoice(started)
  context.subscriptions.push(
    snooze,
    nextEdits,
    findings,
    view,
    registerCommands(started, { snooze, nextEdits, findings, view, sent, remoteKey, memory: context.workspaceState }),
    registerChat(started, sent, context.extensionUri),
    showStatusBar(started, snooze, findings),
    followCursor(started),
    followNotebooks(started),
    tellEngineProblems(started),
    tellSlowness(started, context.globalState),
    tellOtherProviders(context.globalState),
    offerFirstModel(started, context.globalState),
    offerEnginePack(started, context.globalState),
    vscode.workspace.onDidGrantWorkspaceTrust(() => started.trust().catch(showFailure)),
  )
  moveOldSettings().catch(showFailure)
  // Not awaited: the editor must not wait for a model to load.
  started.start().catch(showFailure)
}

/** Ends the server and with it the engine; VS Code waits for the promise. */
export async function deactivate(): Promise<void> {
  await server?.dispose()
}
