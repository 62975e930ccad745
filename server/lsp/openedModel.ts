import { FallbackEngine } from '../engine/fallbackEngine.ts'
import type { EngineOptions } from '../engine/local/localEngine.ts'
import type { RemoteAccess } from '../engine/remote/connection.ts'
import type { RemoteOptions } from '../engine/remote/remoteEngine.ts'
import type { SupervisedEngine } from '../engine/supervisedEngine.ts'
import { addressesIn, isRemote } from '../models/remote.ts'
import type { ModelFile } from '../models/resolve.ts'
import { isLatentError, type LatentError } from '../protocol/errors.ts'
import type { Settings } from '../protocol/settings.ts'
import { optionsOf } from './engineOptions.ts'

/** The model that the settings ask for, found and not loaded. */
export interface OpenedModel {
  /** Its engine, not started. Throws a LatentError where an adapter is not usable. */
  readonly create: () => SupervisedEngine
  /** How the user calls the model. */
  readonly name: string
  /** Of the model's file; absent where a server has it. */
  readonly path?: string
}

export interface OpenedModelDeps {
  resolveModel(setting: string): Promise<ModelFile>
  createEngine(options: EngineOptions): SupervisedEngine
  createRemote(options: RemoteOptions): SupervisedEngine
  /** The key of the user's server, and the way there. */
  access(apiKeyEnv: string): Promise<RemoteAccess>
  /** The model on this machine answers for a server from now on, because it cannot be reached; or the server does again. */
  onSwitch(to: 'local' | 'remote', why?: LatentError): void
}

/** Rejects with modelMissing and its like, or with remoteAddress. */
export async function openedModel(settings: Settings, deps: OpenedModelDeps): Promise<OpenedModel> {
  if (!isRemote(settings.model)) {
    const file = await deps.resolveModel(settings.model)
    return { create: () => deps.createEngine(optionsOf(settings, file)), name: file.name, path: file.path }
  }
  const remote = deps.createRemote({
    urls: addressesIn(settings['remote.url']),
    model: settings['remote.model'].trim(),
    certificateAuthority: settings['remote.certificateAuthority'].trim(),
    access: () => deps.access(settings['remote.apiKeyEnv'].trim()),
  })
  const openLocal = () => fallback(settings, deps)
  const create = () => new FallbackEngine(remote, { openLocal, onSwitch: deps.onSwitch })
  return { create, name: settings.model.trim() }
}

/** Undefined where the model for it is not installed, or none is wanted. */
async function fallback(settings: Settings, deps: OpenedModelDeps): Promise<SupervisedEngine | undefined> {
  const model = settings['remote.fallback'].trim()
  if (model === '' || isRemote(model)) return undefined
  try {
    return deps.createEngine(optionsOf({ ...settings, adapters: [] }, await deps.resolveModel(model)))
  } catch (error) {
    if (isLatentError(error)) return undefined
    throw error
  }
}
