import type { Settings } from '../../protocol/settings.ts'
import type { Wishes } from './plan.ts'

/** How a model is to be loaded, as the settings `latent.engine.*` have it. */
export interface LoadSettings {
  readonly gpuLayers: Settings['engine.gpuLayers']
  readonly contextSize: Settings['engine.contextSize']
  readonly kvCacheType: Settings['engine.kvCacheType']
  readonly flashAttention?: Settings['engine.flashAttention']
}

/** What the settings ask for; what they leave to the plan is absent. */
export function wishesOf({ gpuLayers, contextSize, kvCacheType, flashAttention }: LoadSettings): Wishes {
  return {
    ...(gpuLayers >= 0 ? { gpuLayers } : {}),
    ...(contextSize > 0 ? { contextTokens: contextSize } : {}),
    ...(kvCacheType === 'auto' ? {} : { kvCacheType }),
    flashAttention: flashAttention !== 'off',
  }
}

/** The same of all settings. */
export function wishesOfSettings(settings: Settings): Wishes {
  return wishesOf({
    gpuLayers: settings['engine.gpuLayers'],
    contextSize: settings['engine.contextSize'],
    kvCacheType: settings['engine.kvCacheType'],
    flashAttention: settings['engine.flashAttention'],
  })
}
