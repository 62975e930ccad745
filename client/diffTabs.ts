import * as vscode from 'vscode'

/** The right side of the diff that has the focus, where it is of a scheme. */
export function activeDiff(scheme: string): vscode.Uri | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab
  const uri = tab === undefined ? undefined : modifiedOf(tab)
  return uri?.scheme === scheme ? uri : undefined
}

/** Whether a document is the right side of a diff in some tab. */
export function isInDiff(uri: vscode.Uri): boolean {
  return tabOf(uri) !== undefined
}

/** Closes the tab whose right side a document is, if there is one. */
export async function closeDiff(uri: vscode.Uri): Promise<void> {
  const tab = tabOf(uri)
  if (tab !== undefined) await vscode.window.tabGroups.close(tab)
}

function tabOf(uri: vscode.Uri): vscode.Tab | undefined {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs)
  return tabs.find((each) => modifiedOf(each)?.toString() === uri.toString())
}

function modifiedOf({ input }: vscode.Tab): vscode.Uri | undefined {
  return input instanceof vscode.TabInputTextDiff ? input.modified : undefined
}
