import type * as vscode from 'vscode'
import { tellNotes } from './actionNotes.ts'
import { writeCommitMessage } from './commitMessage.ts'
import { editWithInstruction } from './editInstruction.ts'
import type { EditPreviews } from './editPreviews.ts'
import { generate } from './generate.ts'
import type { LanguageServer } from './languageServer.ts'
import type { ClientCommandId } from './manifest.ts'
import { optimise } from './optimise.ts'
import { previewAction } from './previewAction.ts'
import { renameSymbol } from './renameSymbol.ts'
import type { Handler } from './reviewCommands.ts'
import type { SeveralPreviews } from './severalPreviews.ts'

/** Commands that have code, tests or messages written, and those of the previews in which edits of one file and of several are decided. */
export function editCommands(server: LanguageServer, previews: EditPreviews, several: SeveralPreviews, memory: vscode.Memento) {
  return {
    'latent.editInstruction': (_uri, given) => editWithInstruction(server, previews, memory, given),
    'latent.writeTests': () => generate(server, previews, 'tests'),
    'latent.writeDocumentation': () => generate(server, previews, 'documentation'),
    'latent.writeCode': () => generate(server, previews, 'code'),
    'latent.optimise': () => optimise(server, previews),
    'latent.acceptEdit': (uri) => (several.isActive ? several.accept() : previews.accept(uri)),
    'latent.rejectEdit': (uri) => (several.isActive ? several.reject() : previews.reject(uri)),
    'latent.retryEdit': (uri) => previews.retry(uri),
    'latent.acceptHunk': (uri) => previews.acceptHunk(uri),
    'latent.rejectHunk': (uri) => previews.rejectHunk(uri),
    'latent.actionNotes': (_uri, notes) => tellNotes(notes),
    'latent.previewAction': (_uri, action) => previewAction(server, previews, action),
    'latent.renameSymbol': (_uri, ...given) => renameSymbol(server, several, given),
    'latent.commitMessage': (_uri, sourceControl) => writeCommitMessage(server, sourceControl),
  } as const satisfies Partial<Record<ClientCommandId, Handler>>
}
