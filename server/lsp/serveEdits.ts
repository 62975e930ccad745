import type { Connection } from 'vscode-languageserver'
import type { CommitMessageParams, EditParams, EditPart, GenerateParams } from '../protocol/edits.ts'
import { methods } from '../protocol/requests.ts'
import type { ClientAbilities } from './capabilities.ts'
import { edit } from './edit.ts'
import type { EditRequestDeps } from './editRequest.ts'
import { answering, signalOf } from './failure.ts'
import { commitMessageFor, generated } from './generate.ts'
import { serveOptimise } from './optimise.ts'
import { type ProgressReporter, partialResults } from './progress.ts'

export interface WritingDeps extends EditRequestDeps {
  readonly progress: ProgressReporter
  readonly abilities: Pick<ClientAbilities, 'language'>
  readonly log: (line: string) => void
}

/** Answers what asks for text to be written: `latent/edit`, `latent/generate`, `latent/commitMessage` and `latent/optimise`. */
export function serveEdits(connection: Connection, deps: WritingDeps): void {
  serveOptimise(connection, deps)
  const { progress, abilities } = deps
  const answer = answering(deps.log, abilities.language)
  const beginWith = (token: string | number | undefined) => (title: string, cancel: () => void) =>
    progress.begin(title, token, cancel)

  connection.onRequest(
    methods.edit,
    answer((params: EditParams, token) => {
      const part = partialResults<EditPart>(connection, params.partialResultToken)
      return edit(params, deps, { begin: beginWith(params.workDoneToken), part }, signalOf(token))
    }),
  )
  connection.onRequest(
    methods.generate,
    answer((params: GenerateParams, token) =>
      generated(params, deps, abilities.language(), beginWith(params.workDoneToken), signalOf(token)),
    ),
  )
  connection.onRequest(
    methods.commitMessage,
    answer((params: CommitMessageParams, token) =>
      commitMessageFor(params, deps, abilities.language(), beginWith(params.workDoneToken), signalOf(token)),
    ),
  )
}
