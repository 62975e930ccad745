import * as vscode from 'vscode'
import { type DebugVariable, diagnoseMethods, type StackTraceParams, type StackTraceResult } from '../server/protocol/diagnose.ts'
import type { ExplainPart } from '../server/protocol/reviewOverview.ts'
import { unreachable } from '../server/protocol/unreachable.ts'
import type { EditPreviews } from './editPreviews.ts'
import { Notice } from './failure.ts'
import { failureTitle } from './failureTitle.ts'
import type { LanguageServer } from './languageServer.ts'
import { requireTrust } from './reviewable.ts'
import { rangeOf } from './reviewView.ts'
import type { WrittenTexts } from './writtenText.ts'

export interface StackTraceParts {
  readonly server: LanguageServer
  readonly texts: WrittenTexts
  readonly previews: EditPreviews
}

/** A text to be explained, and what the user agreed to send with it. */
export interface Failure {
  readonly text: string
  readonly variables?: readonly DebugVariable[]
}

/** Longer ones are logs; what matters stands at their beginning or end, and the user can select it. UTF-16 code units. */
const longestText = 100_000

/** Where a stack trace may be taken from. */
export async function explainStackTrace(parts: StackTraceParts, from: 'clipboard' | 'terminal'): Promise<void> {
  requireTrust(vscode.l10n.t('Explanation'))
  await explainFailure(parts, { text: await takenFrom(from) })
}

async function takenFrom(from: 'clipboard' | 'terminal'): Promise<string> {
  switch (from) {
    case 'clipboard':
      return (await vscode.env.clipboard.readText()).slice(0, longestText)
    case 'terminal':
      return (await terminalSelection()).slice(0, longestText)
    default:
      return unreachable(from)
  }
}

/** Extensions get a terminal's selection only by way of the clipboard; what the user had there is put back. */
async function terminalSelection(): Promise<string> {
  const kept = await vscode.env.clipboard.readText()
  try {
    await vscode.env.clipboard.writeText('')
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection')
    const selected = await vscode.env.clipboard.readText()
    if (selected.trim() !== '') return selected
  } finally {
    await vscode.env.clipboard.writeText(kept)
  }
  throw new Notice(vscode.l10n.t('Nothing is selected in the terminal.'))
}

/** Has a failure explained beside the code; where a mend was found, it is shown before it is made. */
export async function explainFailure({ server, texts, previews }: StackTraceParts, { text, variables }: Failure): Promise<void> {
  const params: StackTraceParams = { text, ...(variables === undefined ? {} : { variables }) }
  const title = failureTitle(text)
  if (title === '') throw new Notice(vscode.l10n.t('The clipboard holds no text. Copy a stack trace first.'))
  const head = [title, '―――']
  const name = vscode.l10n.t('Explanation of a stack trace')
  const result = await texts.write({ name, id: title, head }, (part) =>
    server.requestWithProgress<StackTraceResult, ExplainPart>(
      vscode.l10n.t('Explaining a stack trace'),
      diagnoseMethods.stackTrace,
      params,
      part,
    ),
  )
  const [frame] = result.frames
  if (frame === undefined) return
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(frame.uri))
  const { line, character } = frame.position
  const selection = document.validateRange(new vscode.Range(line, character, line, character))
  await vscode.window.showTextDocument(document, { selection, viewColumn: vscode.ViewColumn.One })
  const { fix } = result
  const [edit] = fix?.proposal.edits ?? []
  if (fix === undefined || edit === undefined) return
  // A file that was not open has a version only now; its text is what the server read, or the preview says that it changed.
  const version = fix.version ?? document.version
  const outcome = { kind: 'proposed', proposal: fix.proposal } as const
  const answer = async () => ({ outcome, version })
  await previews.show({ document, range: rangeOf(edit.range) }, { hasMore: false, ask: answer })
}
