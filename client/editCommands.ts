import type * as vscode from 'vscode'
import { writeCommitMessage } from './commitMessage.ts'
import { editWithInstruction } from './editInstruction.ts'
import type { EditPreviews } from './editPreviews.ts'
import { generate } from './generate.ts'
import type { LanguageServer } from './languageServer.ts'
import type { ClientCommandId } from './manifest.ts'
import { optimise } from './optimise.ts'
import { previewAction } from './previewAction.ts'
import type { Handler } from './reviewCommands.ts'

/** Commands that have code, tests or messages written, and those of the preview in which edits are decided. */
export function editCommands(server: LanguageServer, previews: EditPreviews, memory: vscode.Memento) {
  return {
    'latent.editInstruction': (_uri, given) => editWithInstruction(server, previews, memory, given),
    'latent.writeTests': () => generate(server, previews, 'tests'),
    'latent.writeDocumentation': () => generate(server, previews, 'documentation'),
    'latent.writeCode': () => generate(server, previews, 'code'),
    'latent.optimise': () => optimise(server, previews),
    'latent.acceptEdit': (uri) => previews.accept(uri),
    'latent.rejectEdit': (uri) => previews.reject(uri),
    'latent.retryEdit': (uri) => previews.retry(uri),
    'latent.acceptHunk': (uri) => previews.acceptHunk(uri),
    'latent.rejectHunk': (uri) => previews.rejectHunk(uri),
    'latent.previewAction': (_uri, action) => previewAction(server, previews, action),
    'latent.commitMessage': (_uri, sourceControl) => writeCommitMessage(server, sourceControl),
  } as const satisfies Partial<Record<ClientCommandId, Handler>>
}
