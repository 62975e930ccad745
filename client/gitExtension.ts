import * as vscode from 'vscode'
import { isRecord } from '../server/protocol/record.ts'
import { Notice } from './failure.ts'

/** What is used of a repository of VS Code's own Git extension (version 1 of its interface, `extensions/git/src/api/git.d.ts`). */
export interface GitRepository {
  readonly rootUri: vscode.Uri
  readonly inputBox: { value: string }
  readonly state: { readonly indexChanges: readonly unknown[] }
}

interface GitExtension {
  readonly enabled: boolean
  getAPI(version: 1): { readonly repositories: readonly GitRepository[]; getRepository(uri: vscode.Uri): GitRepository | null }
}

/**
 * The repository whose source-control title was clicked, else the only one, else that of the active file, else one that the user picks.
 * Undefined: the user gave up. Rejects with a Notice where there is none.
 */
export async function chosenRepository(sourceControl: unknown): Promise<GitRepository | undefined> {
  const git = await gitApi()
  const named = isRecord(sourceControl) && sourceControl.rootUri instanceof vscode.Uri ? sourceControl.rootUri : undefined
  const file = vscode.window.activeTextEditor?.document.uri
  const { repositories } = git
  if (repositories.length === 0) throw new Notice(vscode.l10n.t('No git repository is open.'))
  if (named !== undefined) return repositories.find(({ rootUri }) => rootUri.toString() === named.toString())
  if (repositories.length === 1) return repositories[0]
  return (file === undefined ? null : git.getRepository(file)) ?? pick(repositories)
}

async function gitApi() {
  const extension = vscode.extensions.getExtension<GitExtension>('vscode.git')
  const exports = extension === undefined ? undefined : await extension.activate()
  if (exports?.enabled) return exports.getAPI(1)
  throw new Notice(vscode.l10n.t("VS Code's Git extension is switched off, so that there are no commits to write for."))
}

async function pick(repositories: readonly GitRepository[]): Promise<GitRepository | undefined> {
  const items = repositories.map((repository) => ({
    label: vscode.workspace.asRelativePath(repository.rootUri, true),
    repository,
  }))
  const placeHolder = vscode.l10n.t('Which repository is to be committed?')
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.repository
}
