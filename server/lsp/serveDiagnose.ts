import type { Connection } from 'vscode-languageserver'
import {
  type DiagnoseParams,
  diagnoseMethods,
  type ErrorCommands,
  type ExplainErrorParams,
  type StackTraceParams,
} from '../protocol/diagnose.ts'
import { isRecord } from '../protocol/record.ts'
import type { ClientAbilities } from './capabilities.ts'
import { type DiagnoseRequestDeps, Diagnoses } from './diagnose.ts'
import { DiagnoseActions } from './diagnoseActions.ts'
import type { Documents } from './documents.ts'
import { explainError } from './explainError.ts'
import { answering, signalOf } from './failure.ts'
import { type ProgressReporter, partialResults } from './progress.ts'
import type { RelatedContext } from './relatedContext.ts'
import { stackTrace } from './stackTrace.ts'

export interface DiagnoseDeps extends DiagnoseRequestDeps {
  readonly documents: Documents
  readonly related: Pick<RelatedContext, 'at'>
  readonly progress: ProgressReporter
  readonly abilities: ClientAbilities
  readonly log: (line: string) => void
}

/** Answers `latent/diagnose`, `latent/explainError` and `latent/stackTrace`; gives the code actions for errors of other programs. */
export function serveDiagnose(
  connection: Connection,
  { initializationOptions }: { readonly initializationOptions?: unknown },
  deps: DiagnoseDeps,
): DiagnoseActions {
  const { progress, abilities } = deps
  const answer = answering(deps.log, abilities.language)
  const diagnoses = new Diagnoses(deps)
  const explaining = { ...deps, diagnoses, parser: deps.tools.parser }
  const beginFor = (token: string | number | undefined) => (title: string, cancel: () => void) =>
    progress.begin(title, token, cancel)
  const listenerFor = ({ workDoneToken, partialResultToken }: ExplainErrorParams | StackTraceParams) => ({
    begin: beginFor(workDoneToken),
    part: partialResults(connection, partialResultToken),
  })
  connection.onRequest(
    diagnoseMethods.diagnose,
    answer((params: DiagnoseParams, token) => {
      const begin = beginFor(params.workDoneToken)
      return diagnoses.mend(params, (cancel) => begin('Looking for a mend', cancel), signalOf(token))
    }),
  )
  connection.onRequest(
    diagnoseMethods.explainError,
    answer((params: ExplainErrorParams, token) =>
      explainError(params, explaining, abilities.language(), listenerFor(params), signalOf(token)),
    ),
  )
  connection.onRequest(
    diagnoseMethods.stackTrace,
    answer((params: StackTraceParams, token) =>
      stackTrace(params, explaining, abilities.language(), listenerFor(params), signalOf(token)),
    ),
  )
  return new DiagnoseActions({ ...deps, diagnoses, commands: errorCommands(initializationOptions) })
}

/** What a client can do with errors, by `initializationOptions.commands`. */
function errorCommands(options: unknown): ErrorCommands {
  const commands = isRecord(options) && isRecord(options.commands) ? options.commands : {}
  const { explainError: command } = commands
  return typeof command === 'string' && command !== '' ? { explainError: command } : {}
}
