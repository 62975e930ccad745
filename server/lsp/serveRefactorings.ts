import type { Connection } from 'vscode-languageserver'
import { isRecord } from '../protocol/record.ts'
import type { BetterNamesParams, CheckRenameParams, RefactorCommands } from '../protocol/refactoring.ts'
import { methods } from '../protocol/requests.ts'
import type { ActionProvider } from './actionProvider.ts'
import type { ClientAbilities } from './capabilities.ts'
import { answering, signalOf } from './failure.ts'
import type { ProgressReporter } from './progress.ts'
import { RefactorActions } from './refactorActions.ts'
import { betterNamesAt, RenameActions, type RenameDeps } from './renameActions.ts'
import { checkRename } from './renameFiles.ts'

export interface RefactoringDeps extends RenameDeps {
  readonly progress: ProgressReporter
  readonly abilities: ClientAbilities
  readonly log: (line: string) => void
}

/** Answers `latent/betterNames` and `latent/checkRename`; gives the code actions that rewrite without a model, and the one that renames. */
export function serveRefactorings(
  connection: Connection,
  { initializationOptions }: { readonly initializationOptions?: unknown },
  deps: RefactoringDeps,
): readonly ActionProvider[] {
  const { progress, abilities } = deps
  const answer = answering(deps.log, abilities.language)
  connection.onRequest(
    methods.betterNames,
    answer((params: BetterNamesParams, token) => {
      const begin = (cancel: () => void) => progress.begin('Looking for a name', params.workDoneToken, cancel)
      return betterNamesAt(params, deps, begin, signalOf(token))
    }),
  )
  connection.onRequest(
    methods.checkRename,
    answer((params: CheckRenameParams, token) => checkRename(params, deps, abilities.language(), signalOf(token))),
  )
  const commands = refactorCommands(initializationOptions)
  const hasTypeScript = isRecord(initializationOptions) && initializationOptions.typeScript === true
  return [new RefactorActions({ ...deps, hasTypeScript }), new RenameActions({ ...deps, commands })]
}

function refactorCommands(options: unknown): RefactorCommands {
  const commands = isRecord(options) && isRecord(options.commands) ? options.commands : {}
  const { renameSymbol } = commands
  return typeof renameSymbol === 'string' && renameSymbol !== '' ? { renameSymbol } : {}
}
