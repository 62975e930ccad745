import * as vscode from 'vscode'
import type { CodeAction, TextEdit } from 'vscode-languageclient/node'
import { isRecord } from '../server/protocol/record.ts'
import { notesIn } from './actionNotes.ts'
import { placeToEdit } from './editedPlace.ts'
import type { EditPreviews } from './editPreviews.ts'
import type { EditReply, EditRequest } from './editRequest.ts'
import { Notice } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { showProgress } from './notification.ts'
import { requireTrust } from './reviewable.ts'

const resolveMethod = 'codeAction/resolve'

/** Shows what a code action of the server does before it is done. `given` is the action as the server offered it. */
export async function previewAction(server: LanguageServer, previews: EditPreviews, given: unknown): Promise<void> {
  requireTrust(vscode.l10n.t('Editing'))
  if (!isCodeAction(given)) return
  const place = placeToEdit()
  await previews.show(place, requestFor(server, place.document, given))
}

function requestFor(server: LanguageServer, document: vscode.TextDocument, action: CodeAction): EditRequest {
  return {
    hasMore: false,
    ask: () => {
      return showProgress(action.title, async (_, cancellation): Promise<EditReply> => {
        const asked = document.version
        const { edit, command } = await server.request<CodeAction>(resolveMethod, action, cancellation)
        const proposed = edit === undefined ? undefined : editsOf(edit, document.uri.toString())
        if (proposed === undefined)
          throw new Notice(vscode.l10n.t('"{0}" changes other files as well, which a preview cannot show.', action.title))
        const proposal = {
          title: action.title,
          edits: proposed.edits,
          notes: command === undefined ? [] : notesIn(command.arguments?.[0]),
        }
        return { outcome: { kind: 'proposed', proposal }, version: proposed.version ?? asked }
      })
    },
  }
}

/** The edits of the only document that an edit changes, if it is this one. */
function editsOf(
  { documentChanges, changes = {} }: NonNullable<CodeAction['edit']>,
  uri: string,
): { readonly edits: readonly TextEdit[]; readonly version: number | null } | undefined {
  const [changed, ...others] =
    documentChanges ?? Object.entries(changes).map(([of, edits]) => ({ textDocument: { uri: of, version: null }, edits }))
  if (changed === undefined || others.length > 0 || !('textDocument' in changed) || changed.textDocument.uri !== uri)
    return undefined
  const edits = changed.edits.filter((each): each is TextEdit => 'newText' in each)
  return edits.length === changed.edits.length ? { edits, version: changed.textDocument.version } : undefined
}

function isCodeAction(given: unknown): given is CodeAction {
  return isRecord(given) && typeof given.title === 'string'
}
