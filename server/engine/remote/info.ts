import type { EngineInfo } from '../engine.ts'
import type { RemoteCapabilities } from './capabilities.ts'

/** What features are told of a server. `roots` are the addresses of all that have the model. */
export function remoteInfo(able: RemoteCapabilities, roots: readonly string[]): EngineInfo {
  const model = shortName(able.model)
  return {
    model,
    architecture: able.told?.architecture ?? able.family?.architecture ?? 'unknown',
    backend: 'remote',
    device: roots.map((root) => new URL(root).host).join(', '),
    backendReason: 'latent.remote.url names the server',
    contextSize: able.contextSize,
    calibrationKey: able.told?.calibrationKey ?? calibrationKey(model, able),
    capabilities: {
      fim: able.completions && (able.takesParts || able.family !== undefined),
      chat: able.chat,
      score: able.scores !== 'none',
    },
  }
}

/**
 * The key that the same model has on this machine (`LoadedModel`): architecture and size. Most servers tell neither, so the size is read from the
 * name, such as `Qwen2.5-Coder-0.5B`. A model without is its own.
 */
function calibrationKey(model: string, { family }: RemoteCapabilities): string {
  const [, size] = /(?<![\d.])(\d+(?:\.\d+)?b)(?![a-z])/i.exec(model) ?? []
  const name = size === undefined || family === undefined ? `remote ${model}` : `${family.architecture} ${size}`
  return name.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-')
}

/** llama.cpp calls a model by its file where it was given no other name. */
function shortName(model: string): string {
  return (model.split(/[\\/]/).at(-1) ?? model).replace(/\.gguf$/i, '')
}
