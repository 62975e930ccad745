import * as vscode from 'vscode'
import { wholePercent } from '../server/protocol/confidence.ts'
import { inLanguage, titleInLanguage } from '../server/protocol/findingTexts.ts'
import { type HeldBackParams, type HeldBackResult, methods } from '../server/protocol/requests.ts'
import { Notice } from './failure.ts'
import { shownLanguage } from './language.ts'
import type { LanguageServer } from './languageServer.ts'
import { nameOf } from './reviewable.ts'

interface Item extends vscode.QuickPickItem {
  readonly target?: vscode.Location
}

/** Lists what reviews did not dare to show, with the reason; a choice goes to the place. All files, or the one named. */
export async function showHeldBack(server: LanguageServer, named: vscode.Uri | undefined): Promise<void> {
  const params: HeldBackParams = named === undefined ? {} : { textDocument: { uri: named.toString() } }
  const { items } = await server.request<HeldBackResult>(methods.heldBack, params)
  if (items.length === 0) {
    throw new Notice(vscode.l10n.t('No findings are held back.'), {
      label: vscode.l10n.t('Review This File'),
      command: 'latent.reviewFile',
    })
  }
  const chosen = await vscode.window.showQuickPick(rows(items), {
    title: vscode.l10n.t('Held-Back Findings'),
    placeHolder: vscode.l10n.t('Claims without enough evidence. Choose one to see its place.'),
    matchOnDescription: true,
    matchOnDetail: true,
  })
  if (chosen?.target === undefined) return
  await vscode.window.showTextDocument(chosen.target.uri, { selection: chosen.target.range })
}

function rows(items: HeldBackResult['items']): Item[] {
  const language = shownLanguage()
  const sorted = [...items].sort((a, b) => a.uri.localeCompare(b.uri) || a.finding.range.start.line - b.finding.range.start.line)
  return sorted.flatMap(({ uri, finding }, index): Item[] => {
    const document = vscode.Uri.parse(uri)
    const { start, end } = finding.range
    const row: Item = {
      label: titleInLanguage(finding.title, finding.ruleId, language),
      description: vscode.l10n.t(
        'line {0}, {1} % sure',
        start.line + 1,
        finding.confidence < 0.01 ? '< 1' : wholePercent(finding.confidence),
      ),
      detail: inLanguage(finding.reason, language),
      target: new vscode.Location(document, new vscode.Range(start.line, start.character, end.line, end.character)),
    }
    if (sorted[index - 1]?.uri === uri) return [row]
    return [{ label: nameOf(document), kind: vscode.QuickPickItemKind.Separator }, row]
  })
}
