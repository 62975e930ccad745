import * as vscode from 'vscode'
import { type FilterChoice, type FindingFilter, filterGroups } from './findingFilter.ts'

type Item = vscode.QuickPickItem & Partial<FilterChoice>

/** Asks which findings the view shows: what is not picked is left out. Undefined where the user gave up. */
export async function chooseFilter(filter: FindingFilter): Promise<FindingFilter | undefined> {
  const items = filterGroups(vscode.l10n.t).flatMap(({ title, choices }): Item[] => [
    { label: title, kind: vscode.QuickPickItemKind.Separator },
    ...choices.map((choice) => ({ ...choice, picked: !filter.has(choice.key) })),
  ])
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Filter Findings'),
    placeHolder: vscode.l10n.t('What the Review view shows'),
    canPickMany: true,
  })
  if (picked === undefined) return undefined
  const shown = new Set(picked.map(({ key }) => key))
  return new Set(items.flatMap(({ key }) => (key === undefined || shown.has(key) ? [] : [key])))
}
