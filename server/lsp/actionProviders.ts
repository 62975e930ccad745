import type { Connection } from 'vscode-languageserver'
import type { ActionProvider } from './actionProvider.ts'
import type { ClientAbilities } from './capabilities.ts'
import type { Documents } from './documents.ts'
import type { EngineHost } from './engineHost.ts'
import { hasOwnCommands, ReviewActions } from './reviewActions.ts'
import type { ReviewTools } from './reviewTools.ts'
import { RewriteActions } from './rewriteActions.ts'
import { type RefactoringDeps, serveRefactorings } from './serveRefactorings.ts'
import type { SettingsStore } from './settings.ts'
import type { Trust } from './trust.ts'
import type { WorkspaceFolders } from './workspaceFolders.ts'

/** What code actions that change code need of the session. */
export interface ActionProviderDeps {
  readonly documents: Documents
  readonly folders: WorkspaceFolders
  readonly trust: Trust
  readonly settings: SettingsStore
  readonly engine: EngineHost
  readonly tools: Pick<ReviewTools, 'parser' | 'types' | 'refactorings'>
  readonly abilities: Pick<ClientAbilities, 'resolvesEdit' | 'documentChanges' | 'disabledActions' | 'tags' | 'language'>
}

/** Everything that offers code actions beside findings, in the order in which they are shown: what needs no model comes first. */
export function actionProviders(
  connection: Connection,
  asked: { readonly initializationOptions?: unknown },
  deps: ActionProviderDeps & RefactoringDeps,
): readonly ActionProvider[] {
  const reviews = hasOwnCommands(asked.initializationOptions) ? [] : [new ReviewActions(deps)]
  return [...serveRefactorings(connection, asked, deps), new RewriteActions(deps), ...reviews]
}
