import type { Connection } from 'vscode-languageserver'
import type { ModelStore } from '../models/store.ts'
import type { RemoveFromDiskParams } from '../protocol/diskUse.ts'
import type { PullParams, RemoveModelParams } from '../protocol/models.ts'
import { methods } from '../protocol/requests.ts'
import { diskUse, removeFromDisk } from './diskUse.ts'
import type { Engines } from './engines.ts'
import { type answering, signalOf } from './failure.ts'
import type { Language } from './language.ts'
import type { Models } from './models.ts'
import type { SettingsStore } from './settings.ts'

export interface ModelsDeps {
  readonly models: Models
  readonly settings: SettingsStore
  readonly store: ModelStore
  readonly engines: Pick<Engines, 'retry' | 'unload' | 'reload'>
  readonly language: Language
}

/** The requests of the model picker and of the disk's use: what there is, downloads and removals. */
export function serveModels(connection: Connection, deps: ModelsDeps, answer: ReturnType<typeof answering>): void {
  const { models, settings, engines } = deps
  const disk = { ...deps, entries: () => models.entries() }
  connection.onRequest(
    methods.models,
    answer(() => models.list(settings.current)),
  )
  connection.onRequest(
    methods.pull,
    answer(async (asked: PullParams, token) => {
      const pulled = await models.pull(asked, settings.current, signalOf(token))
      engines.retry()
      return pulled
    }),
  )
  connection.onRequest(
    methods.removeModel,
    answer((asked: RemoveModelParams) => models.remove(asked)),
  )
  connection.onRequest(
    methods.diskUse,
    answer(() => diskUse(disk)),
  )
  connection.onRequest(
    methods.removeFromDisk,
    answer((asked: RemoveFromDiskParams) => removeFromDisk(asked, disk)),
  )
}
