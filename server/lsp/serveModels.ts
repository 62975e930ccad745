import type { Connection } from 'vscode-languageserver'
import type { PullParams, RemoveModelParams } from '../protocol/models.ts'
import { methods } from '../protocol/requests.ts'
import type { EngineHost } from './engineHost.ts'
import { type answering, signalOf } from './failure.ts'
import type { Models } from './models.ts'
import type { SettingsStore } from './settings.ts'

/** The requests of the model picker: what there is, downloads and removals. */
export function serveModels(
  connection: Connection,
  {
    models,
    settings,
    engine,
  }: { readonly models: Models; readonly settings: SettingsStore; readonly engine: Pick<EngineHost, 'retry'> },
  answer: ReturnType<typeof answering>,
): void {
  connection.onRequest(
    methods.models,
    answer(() => models.list(settings.current)),
  )
  connection.onRequest(
    methods.pull,
    answer(async (asked: PullParams, token) => {
      const pulled = await models.pull(asked, settings.current, signalOf(token))
      engine.retry()
      return pulled
    }),
  )
  connection.onRequest(
    methods.removeModel,
    answer((asked: RemoveModelParams) => models.remove(asked)),
  )
}
