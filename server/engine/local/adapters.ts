import { createHash } from 'node:crypto'
import { readAdapter } from '../../models/adapters.ts'
import { LatentError } from '../../protocol/errors.ts'
import type { AdapterInfo, EngineInfo } from '../engine.ts'
import type { AdapterChoice } from '../supervisedEngine.ts'

export interface CheckedAdapter extends AdapterInfo {
  readonly path: string
}

/** Reads and checks the adapters for a model of this architecture. Rejects with adapterUnusable, which names the first that does not fit. */
export async function checkedAdapters(
  chosen: readonly AdapterChoice[],
  architecture: string,
): Promise<readonly CheckedAdapter[]> {
  const adapters: CheckedAdapter[] = []
  for (const { path, weight } of chosen) {
    const { name, digest } = await readAdapter(path, architecture)
    adapters.push({ name, path, digest, weight })
  }
  return adapters
}

/**
 * The calibration key of a model with these adapters. Everything that is kept of a model is kept under this key, so that no adapter ever
 * gets what was measured or answered with another one, or without.
 */
export function adaptedKey(modelKey: string, adapters: readonly AdapterInfo[]): EngineInfo['calibrationKey'] {
  if (adapters.length === 0) return modelKey
  const hash = createHash('sha256').update(JSON.stringify(adapters.map(({ digest, weight }) => [digest, weight])))
  return `${modelKey}+${hash.digest('hex').slice(0, 12)}`
}

/** Whether a context could not be opened because of an adapter: node-llama-cpp's AddonModel.cpp, `AddonModelLoadLoraWorker`. */
export function isOfAdapters(error: unknown): boolean {
  return error instanceof Error && /lora/i.test(error.message)
}

/** What llama.cpp says no to although the files look right: an adapter for another size of model, for example. */
export function adaptersRefused(chosen: readonly AdapterChoice[]): LatentError {
  return LatentError.of('adapterUnusable', chosen.map(({ path }) => path).join(', '), {
    en: 'it does not fit the model that is loaded, or does not fit into memory',
    zh: '它与已加载的模型不匹配，或内存不足',
  })
}
