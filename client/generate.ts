import * as vscode from 'vscode'
import type { GeneratedKind, GenerateParams, GenerateResult } from '../server/protocol/edits.ts'
import { methods } from '../server/protocol/requests.ts'
import { unreachable } from '../server/protocol/unreachable.ts'
import { placeToEdit } from './editedPlace.ts'
import type { EditPreviews } from './editPreviews.ts'
import type { EditRequest } from './editRequest.ts'
import type { LanguageServer } from './languageServer.ts'
import { nameOf, requireTrust } from './reviewable.ts'

/** Has something written for the selection or the function at the cursor, and shows it before anything is changed. */
export async function generate(server: LanguageServer, previews: EditPreviews, kind: GeneratedKind): Promise<void> {
  requireTrust(vscode.l10n.t('Writing code'))
  const place = placeToEdit()
  await previews.show(place, requestFor(server, place.document, kind))
}

function requestFor(server: LanguageServer, { uri }: vscode.TextDocument, kind: GeneratedKind): EditRequest {
  return {
    hasMore: true,
    ask: (range, attempt) => {
      const params: GenerateParams = { textDocument: { uri: uri.toString() }, range, kind, attempt }
      return server.requestWithProgress<GenerateResult>(titleOf(kind, nameOf(uri)), methods.generate, params)
    },
  }
}

function titleOf(kind: GeneratedKind, file: string): string {
  switch (kind) {
    case 'tests':
      return vscode.l10n.t('Writing tests for {0}', file)
    case 'documentation':
      return vscode.l10n.t('Documenting {0}', file)
    case 'code':
      return vscode.l10n.t('Writing code in {0}', file)
    default:
      return unreachable(kind)
  }
}
