import type { EngineOptions } from '../engine/local/localEngine.ts'
import { chosenAdapters } from '../models/adapters.ts'
import { isRemote } from '../models/remote.ts'
import type { ModelFile } from '../models/resolve.ts'
import { StateStore } from '../models/stateStore.ts'
import type { SettingName, Settings } from '../protocol/settings.ts'

/** What the settings ask of the engine, with the file that they name. Throws a LatentError where an adapter is not usable. */
export function optionsOf(settings: Settings, file: ModelFile): EngineOptions {
  return {
    modelName: file.name,
    modelPath: file.path,
    gpu: settings['engine.gpu'],
    gpuLayers: settings['engine.gpuLayers'],
    contextSize: settings['engine.contextSize'],
    kvCacheType: settings['engine.kvCacheType'],
    flashAttention: settings['engine.flashAttention'],
    adapters: chosenAdapters(settings.adapters),
    statesFolder: StateStore.defaultFolder(process.env),
  }
}

/** Settings of the engine that change nothing of how a model is loaded. */
const besideLoading: readonly string[] = ['engine.idleMinutes', 'engine.keepState'] satisfies readonly SettingName[]

/** Equal where the same model would be loaded in the same way; adapters aside. */
export function optionsKey(settings: Settings): string {
  const isOption = (name: string) =>
    name === 'model' ||
    name === 'models.folder' ||
    (name.startsWith('engine.') && !besideLoading.includes(name)) ||
    (name.startsWith('remote.') && isRemote(settings.model))
  return JSON.stringify(Object.entries(settings).filter(([name]) => isOption(name)))
}

/** Equal where the same adapters are asked for, with the same weights. */
export function adaptersKey({ adapters }: Settings): string {
  return JSON.stringify(adapters.map(({ path, weight = 1 }) => [path, weight]))
}
