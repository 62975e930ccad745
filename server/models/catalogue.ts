import type { CatalogueEntry } from './catalogueEntry.ts'
import { deepseekV2Models } from './entries/deepseekV2.ts'
import { qwenCoderModels, starter } from './entries/qwenCoder.ts'

/** Every model that Latent knows by name: the starter, then small ones, then the DeepSeek-V2 family. */
export const catalogue: readonly CatalogueEntry[] = [starter, ...qwenCoderModels, ...deepseekV2Models]

/** A name as the user gives it: `deepseek-coder-v2-lite-instruct`, or with a quantisation `deepseek-coder-v2-lite-instruct:Q6_K`. */
export interface CatalogueName {
  readonly entry: CatalogueEntry
  /** As given, which need not be one that the model is had in. */
  readonly quantisation?: string
}

/** Undefined where the text is no catalogue name. Case does not matter. */
export function entryNamed(name: string): CatalogueEntry | undefined {
  return readCatalogueName(name)?.entry
}

/** Undefined where no entry has that name. Case does not matter. */
export function readCatalogueName(text: string, entries: readonly CatalogueEntry[] = catalogue): CatalogueName | undefined {
  const [name = '', quantisation, ...rest] = text.trim().split(':')
  const entry = entries.find((known) => known.name === name.toLowerCase())
  if (entry === undefined || rest.length > 0) return undefined
  return quantisation === undefined ? { entry } : { entry, quantisation }
}
