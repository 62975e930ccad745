import * as vscode from 'vscode'
import { LatentError } from '../server/protocol/errors.ts'
import { cellScheme } from './documents.ts'
import { Notice } from './failure.ts'

/** Rejects with `untrusted` unless the user trusts the workspace: its files must not set off more than a completion. */
export function requireTrust(what: string): void {
  if (!vscode.workspace.isTrusted) throw LatentError.of('untrusted', what)
}

/** The document that a command is about: the one that a menu named, else that of the active editor. Rejects with the reason why there is none. */
export async function documentFor(named: vscode.Uri | undefined): Promise<vscode.TextDocument> {
  const document = named === undefined ? activeEditor().document : await open(named)
  const { scheme } = document.uri
  if (scheme === 'file' || scheme === 'untitled') return document
  if (scheme === cellScheme) {
    throw new Notice(vscode.l10n.t('A cell of a notebook cannot be reviewed, only a whole file.'), openFile())
  }
  throw new Notice(
    vscode.l10n.t(
      '{0} is not a file of this machine (it comes from "{1}"), so it cannot be reviewed.',
      nameOf(document.uri),
      scheme,
    ),
    openFile(),
  )
}

/** The editor that has the focus. Rejects with what stands in its place. */
export function activeEditor(): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor
  if (editor !== undefined) return editor
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab
  if (tab === undefined) throw new Notice(vscode.l10n.t('No file is open.'), openFile())
  if (tab.input instanceof vscode.TabInputText) {
    throw new Notice(vscode.l10n.t('{0} is too large or is not a text file.', tab.label), openFile())
  }
  throw new Notice(vscode.l10n.t('"{0}" is not a text editor. Open a text file first.', tab.label), openFile())
}

/** A document's file name, as messages use it. */
export function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1)
}

async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri)
  } catch {
    throw new Notice(vscode.l10n.t('{0} cannot be opened as text.', nameOf(uri)), openFile())
  }
}

function openFile() {
  return { label: vscode.l10n.t('Open File…'), command: 'workbench.action.quickOpen' }
}
