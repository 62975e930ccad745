import * as vscode from 'vscode'
import {
  type DiagnoseParams,
  type DiagnoseResult,
  diagnoseMethods,
  type ExplainErrorParams,
  type ExplainErrorResult,
  type ShownError,
} from '../server/protocol/diagnose.ts'
import { isRecord } from '../server/protocol/record.ts'
import type { ExplainPart } from '../server/protocol/reviewOverview.ts'
import type { EditPreviews } from './editPreviews.ts'
import { shownText } from './editRequest.ts'
import { Notice } from './failure.ts'
import type { LanguageServer } from './languageServer.ts'
import { activeEditor, nameOf, requireTrust } from './reviewable.ts'
import { rangeOf } from './reviewView.ts'
import type { WrittenTexts } from './writtenText.ts'

const explanationName = () => vscode.l10n.t('Explanation')

/** Has an error explained beside the code, and shows a mend before it is made. `given`: ShownError, else the error at the cursor. */
export async function explainError(
  server: LanguageServer,
  texts: WrittenTexts,
  previews: EditPreviews,
  given: unknown,
): Promise<void> {
  requireTrust(vscode.l10n.t('Explanation'))
  const error = isShownError(given) ? given : errorAtCursor()
  const uri = vscode.Uri.parse(error.textDocument.uri)
  const file = nameOf(uri)
  const ask = (attempt: number) => {
    const params: DiagnoseParams = { ...error, attempt }
    return server.requestWithProgress<DiagnoseResult>(vscode.l10n.t('Looking for a mend'), diagnoseMethods.diagnose, params)
  }
  // First, because the explanation goes by the mend where there is one.
  const first = await ask(0)
  const line = error.range.start.line + 1
  const head = [error.message, vscode.l10n.t('{0}, line {1}', file, line), ...knownOf(first), '―――']
  await texts.write({ name: `${explanationName()} ${file}:${line}`, id: `${error.code ?? ''} ${line}`, head }, (part) =>
    server.requestWithProgress<ExplainErrorResult, ExplainPart>(
      vscode.l10n.t('Explaining {0}', file),
      diagnoseMethods.explainError,
      error satisfies ExplainErrorParams,
      part,
    ),
  )
  const document = await vscode.workspace.openTextDocument(uri)
  const place = { document, range: rangeOf(error.range) }
  await previews.show(place, { hasMore: true, ask: async (_, attempt) => (attempt === 0 ? first : await ask(attempt)) })
}

/** What the machine checks say of the mend, whatever the model then writes about the error. */
function knownOf({ outcome, isVerified }: DiagnoseResult): readonly string[] {
  if (outcome.kind === 'refused') return []
  const checked = isVerified
    ? vscode.l10n.t('Checked by the compiler: the error goes away, and no new one comes.')
    : shownText('Whether the error goes away could not be checked.')
  return [`${shownText(outcome.proposal.title)}\n${checked}`]
}

/** Of the errors of other programs at the cursor the one with the smallest range. */
function errorAtCursor(): ShownError {
  const { document, selection } = activeEditor()
  const [diagnostic] = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ severity, source }) => severity === vscode.DiagnosticSeverity.Error && source !== 'latent')
    .filter(({ range }) => range.intersection(selection) !== undefined)
    .toSorted((a, b) => size(document, a.range) - size(document, b.range))
  if (diagnostic === undefined) throw new Notice(vscode.l10n.t('There is no error at the cursor.'))
  const { range, message, code, source } = diagnostic
  const plainCode = typeof code === 'object' ? code.value : code
  return {
    textDocument: { uri: document.uri.toString() },
    range: { start: place(range.start), end: place(range.end) },
    message,
    ...(plainCode === undefined ? {} : { code: plainCode }),
    ...(source === undefined ? {} : { source }),
  }
}

function size(document: vscode.TextDocument, range: vscode.Range): number {
  return document.offsetAt(range.end) - document.offsetAt(range.start)
}

/** A position as the protocol has it: VS Code's own become arrays on their way to the server. */
function place({ line, character }: vscode.Position) {
  return { line, character }
}

/** As the server puts it into a code action. */
function isShownError(value: unknown): value is ShownError {
  return isRecord(value) && isRecord(value.textDocument) && typeof value.textDocument.uri === 'string' && isRecord(value.range)
}
