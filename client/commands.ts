import * as vscode from 'vscode'
import { type EngineActionParams, methods } from '../server/protocol/requests.ts'
import { chatCommands } from './chat.ts'
import type { SentChoice } from './chatSent.ts'
import { chooseModel } from './chooseModel.ts'
import { manageDiskUse } from './diskUse.ts'
import { DoctorPanel } from './doctor.ts'
import { editCommands } from './editCommands.ts'
import { EditPreviews } from './editPreviews.ts'
import { chooseEnginePack } from './enginePacks.ts'
import { errorCommands } from './errorCommands.ts'
import { Explanations } from './explainFinding.ts'
import { Notice, showFailure } from './failure.ts'
import { fixAll } from './fixAll.ts'
import { fixCommands } from './fixCommands.ts'
import { FixWatch } from './fixWatch.ts'
import { showHeldBack } from './heldBack.ts'
import type { LanguageServer } from './languageServer.ts'
import { toggleLanguage } from './languageSwitch.ts'
import type { ClientCommandId } from './manifest.ts'
import { showMenu } from './menu.ts'
import type { NextEdits } from './nextEdit.ts'
import { FixPreviews } from './previewFix.ts'
import type { RemoteKey } from './remoteKey.ts'
import { reviewChanges, reviewFile, reviewSelection } from './review.ts'
import { type Handler, reviewCommands } from './reviewCommands.ts'
import type { ReviewFindings } from './reviewFindings.ts'
import type { ReviewView } from './reviewView.ts'
import { SeveralPreviews } from './severalPreviews.ts'
import type { Snooze } from './snooze.ts'
import { StatisticsPanel } from './statistics.ts'
import { WrittenTexts } from './writtenText.ts'

/** What commands work on, beside the server. */
export interface CommandParts {
  readonly snooze: Snooze
  readonly nextEdits: NextEdits
  readonly findings: ReviewFindings
  readonly view: ReviewView
  readonly sent: SentChoice
  readonly remoteKey: RemoteKey
  /** Of the workspace. */
  readonly memory: vscode.Memento
}

/** Registers every command of the client. One that fails says so with a way out. */
export function registerCommands(
  server: LanguageServer,
  { snooze, nextEdits, findings, view, sent, remoteKey, memory }: CommandParts,
): vscode.Disposable {
  const statistics = new StatisticsPanel(server)
  const doctor = new DoctorPanel(server)
  const texts = new WrittenTexts('latent-explanation')
  const explanations = new Explanations(server, texts)
  const watch = new FixWatch(server)
  const previews = new FixPreviews(server, watch)
  const edits = new EditPreviews(watch)
  const several = new SeveralPreviews()
  const handlers: Record<ClientCommandId, Handler> = {
    ...reviewCommands(server, findings, view, explanations),
    ...fixCommands(server, { findings, view, previews, watch }),
    ...editCommands(server, edits, several, memory),
    ...chatCommands(sent),
    ...errorCommands({ server, texts, previews: edits }, memory),
    'latent.reviewFile': (uri) => reviewFile(server, uri),
    'latent.reviewSelection': () => reviewSelection(server),
    'latent.reviewChanges': (uri) => reviewChanges(server, memory, uri),
    'latent.fixAll': () => fixAll(watch),
    'latent.showHeldBack': (uri) => showHeldBack(server, uri),
    'latent.chooseModel': () => chooseModel(server),
    'latent.setRemoteKey': async () => {
      if (await remoteKey.choose()) server.notify(methods.remoteAccessChanged, {})
    },
    'latent.pause': () => engine(server, 'pause'),
    'latent.resume': () => engine(server, 'resume'),
    'latent.snooze': () => snooze.choose(),
    'latent.endSnooze': () => snooze.end(),
    'latent.toggleLanguage': () => toggleLanguage(),
    'latent.nextEdit': () => nextEdits.goOrApply(),
    'latent.dismissNextEdit': () => nextEdits.dismiss(),
    'latent.unloadModel': () => engine(server, 'unload'),
    'latent.restartEngine': () => restart(server),
    'latent.showStatistics': () => statistics.show(),
    'latent.showDoctor': () => doctor.show(),
    'latent.installEnginePack': () => chooseEnginePack(server),
    'latent.manageDiskUse': () => manageDiskUse(server),
    'latent.showLog': () => server.log.show(),
    'latent.showMenu': () => showMenu(server, snooze),
    'latent.openWalkthrough': () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', 'latent.latent#latent.start', false),
  }
  const registered = Object.entries(handlers).map(([id, handler]) =>
    vscode.commands.registerCommand(id, async (...given: unknown[]) => {
      try {
        await handler(fileOf(given[0], view), ...given)
      } catch (error) {
        if (!(error instanceof Notice)) server.log.error(`${id} failed.`, error)
        await showFailure(error)
      }
    }),
  )
  return vscode.Disposable.from(statistics, doctor, texts, watch, previews, edits, several, ...registered)
}

/** The file that a menu means: of the explorer or an editor by its address, of the Review view by its row. */
function fileOf(given: unknown, view: ReviewView): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given
  const node = view.nodeOf(given)
  return node?.kind === 'file' ? vscode.Uri.parse(node.uri) : undefined
}

async function engine(server: LanguageServer, action: EngineActionParams['action']): Promise<void> {
  await server.request(methods.engine, { action } satisfies EngineActionParams)
}

/** The engine alone where its server lives, else the server with it. */
async function restart(server: LanguageServer): Promise<void> {
  if (server.isRunning) await engine(server, 'restart')
  else await server.start()
}
