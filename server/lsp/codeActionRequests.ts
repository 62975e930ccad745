import { type CodeAction, CodeActionRequest, CodeActionResolveRequest, type Connection } from 'vscode-languageserver'
import { type ActionProvider, offeredBy, resolvedBy } from './actionProvider.ts'
import type { CodeActions } from './codeAction.ts'
import type { Documents } from './documents.ts'
import { type answering, signalOf } from './failure.ts'

/** Answers `textDocument/codeAction` and `codeAction/resolve`: actions for findings first, then those of the providers. */
export function serveCodeActions(
  connection: Connection,
  documents: Documents,
  findings: CodeActions,
  providers: readonly ActionProvider[],
  answer: ReturnType<typeof answering>,
): void {
  connection.onRequest(
    CodeActionRequest.type,
    answer(async (asked, token) => {
      const document = documents.get(asked.textDocument.uri)
      const offered = await Promise.all([findings.offer(asked), offeredBy(providers, asked, document, signalOf(token))])
      return offered.flat()
    }),
  )
  connection.onRequest(
    CodeActionResolveRequest.type,
    answer(async (action: CodeAction, token) => {
      return (await resolvedBy(providers, action, signalOf(token))) ?? (await findings.resolve(action))
    }),
  )
}
