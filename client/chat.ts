import * as vscode from 'vscode'
import { askCommands } from '../server/protocol/chat.ts'
import { isRecord } from '../server/protocol/record.ts'
import { ChatParticipant } from './chatParticipant.ts'
import { locationOf } from './chatPlaces.ts'
import type { SentChoice } from './chatSent.ts'
import { areFeaturesOff, openChat, vendor } from './chatView.ts'
import { LanguageModel } from './languageModel.ts'
import type { LanguageServer } from './languageServer.ts'
import type { ClientCommandId } from './manifest.ts'
import type { Handler } from './reviewCommands.ts'

const participantId = 'latent.chat'

/** Commands that a button of an answer may run at a place. Each shows what it would do before anything is changed. */
const actions: readonly string[] = [
  'latent.writeTests',
  'latent.editInstruction',
  'latent.optimise',
] satisfies readonly ClientCommandId[]

/** Takes part in the editor's chat and offers it the model. An editor without these, or with them switched off, is told in the log. */
export function registerChat(server: LanguageServer, sent: SentChoice, extensionUri: vscode.Uri): vscode.Disposable {
  const registered: vscode.Disposable[] = []
  if (typeof vscode.chat?.createChatParticipant === 'function') {
    const participant = vscode.chat.createChatParticipant(participantId, new ChatParticipant(server, sent).handle)
    participant.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png')
    registered.push(participant)
  } else server.log.info('This editor has no chat: @latent is not offered.')
  if (typeof vscode.lm?.registerLanguageModelChatProvider === 'function') {
    const model = new LanguageModel(server)
    registered.push(model, vscode.lm.registerLanguageModelChatProvider(vendor, model))
  } else server.log.info('This editor takes no language models: the local one is not offered to its chat.')
  if (areFeaturesOff()) server.log.info('chat.disableAIFeatures is on: the editor shows neither @latent nor the local model.')
  return vscode.Disposable.from(...registered)
}

/** Commands of the chat. */
export function chatCommands(sent: SentChoice) {
  return {
    'latent.openChat': (_uri, given) => {
      const command = askCommands.find((each) => each === given)
      return openChat(command === undefined ? '' : `/${command} `)
    },
    'latent.editSent': (_uri, given) => sent.edit(given),
    'latent.actAt': (_uri, at, command) => actAt(at, command),
  } as const satisfies Partial<Record<ClientCommandId, Handler>>
}

/** Shows the place that a question was about, and runs a command there. */
async function actAt(at: unknown, command: unknown): Promise<void> {
  if (!isRecord(at) || typeof at.uri !== 'string' || typeof command !== 'string' || !actions.includes(command)) return
  const { uri, range } = at
  const shown = await vscode.window.showTextDocument(vscode.Uri.parse(uri))
  const place = placeIn(uri, range)
  if (place !== undefined) {
    shown.selection = new vscode.Selection(place.start, place.end)
    shown.revealRange(place)
  }
  await vscode.commands.executeCommand(command)
}

function placeIn(uri: string, range: unknown): vscode.Range | undefined {
  if (!isRecord(range) || !isPosition(range.start) || !isPosition(range.end)) return undefined
  return locationOf(uri, { start: range.start, end: range.end }).range
}

function isPosition(value: unknown): value is { readonly line: number; readonly character: number } {
  return isRecord(value) && typeof value.line === 'number' && typeof value.character === 'number'
}
