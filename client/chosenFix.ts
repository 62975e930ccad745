import * as vscode from 'vscode'
import { inLanguage, titleInLanguage } from '../server/protocol/findingTexts.ts'
import type { FixesParams, FixesResult, OfferedFix } from '../server/protocol/fixes.ts'
import { methods } from '../server/protocol/requests.ts'
import { Notice } from './failure.ts'
import { edited, type OffsetEdit } from './fixText.ts'
import { shownLanguage } from './language.ts'
import type { LanguageServer } from './languageServer.ts'
import type { NamedFinding } from './namedFinding.ts'
import { nameOf } from './reviewable.ts'
import { rangeOf } from './reviewView.ts'

/** A fix for exactly one version of a document. */
export interface ChosenFix {
  readonly document: vscode.TextDocument
  readonly version: number
  readonly finding: NamedFinding
  /** With its title in the user's language. */
  readonly fix: OfferedFix
}

/** The finding's fix, which the user chooses where there are several. Undefined: the user gave up. Rejects with why there is none. */
export async function chooseFix({ uri, finding }: NamedFinding, server: LanguageServer): Promise<ChosenFix | undefined> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri))
  if (finding.fixes.length === 0) throw new Notice(vscode.l10n.t('This finding has no fix.'))
  const params: FixesParams = { textDocument: { uri }, id: finding.id }
  const { fixes: offered, version } = await server.request<FixesResult>(methods.fixes, params)
  const language = shownLanguage()
  const fixes = offered.map((each) => ({ ...each, title: inLanguage(each.title, language) }))
  const fix = fixes.length === 1 ? fixes[0] : await pick(titleInLanguage(finding.title, finding.ruleId, language), fixes)
  return fix === undefined ? undefined : { document, version, finding: { uri, finding }, fix }
}

async function pick(title: string, fixes: readonly OfferedFix[]): Promise<OfferedFix | undefined> {
  const items = fixes.map((fix, index) => ({
    label: fix.title,
    ...(index === 0 ? { description: vscode.l10n.t('likeliest') } : {}),
    fix,
  }))
  const placeHolder = vscode.l10n.t('Several fixes are nearly as likely. Which one?')
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.fix
}

/** The whole text with the fix made. */
export function textWith({ document, fix }: ChosenFix): string {
  return edited(document.getText(), offsetEdits(document, fix))
}

function offsetEdits(document: vscode.TextDocument, { edits }: OfferedFix): readonly OffsetEdit[] {
  return edits.map(({ range: { start, end }, newText }) => ({
    startOffset: document.offsetAt(new vscode.Position(start.line, start.character)),
    endOffset: document.offsetAt(new vscode.Position(end.line, end.character)),
    newText,
  }))
}

/** Makes the fix in its document. Rejects with a Notice where that has another text by now. */
export async function makeFix({ document, version, fix, finding }: ChosenFix): Promise<void> {
  const edit = new vscode.WorkspaceEdit()
  for (const { range, newText } of fix.edits) edit.replace(document.uri, rangeOf(range), newText)
  if (document.isClosed || document.version !== version || !(await vscode.workspace.applyEdit(edit))) {
    throw new Notice(vscode.l10n.t('{0} changed meanwhile, so nothing was applied.', nameOf(document.uri)), {
      label: vscode.l10n.t('Try Again'),
      command: 'latent.previewFix',
      arguments: [finding.uri, finding.finding.id],
    })
  }
}
