import { type CatalogueEntry, type CatalogueFile, sizeOf, usualFile } from './catalogueEntry.ts'
import { type Fit, fitOf, type Memory } from './memory.ts'
import { kvCacheBytesPerToken } from './plan/kvCache.ts'

/** The most exact file of a model that fits, else the usual one. Undefined where the user brings the file. */
export function suitableFile(entry: CatalogueEntry, memory: Memory, contextTokens: number): CatalogueFile | undefined {
  const fitting = entry.files.filter((file) => fitOfFile(entry, file, memory, contextTokens).fit === 'fits')
  return fitting.at(-1) ?? usualFile(entry)
}

/** Whether a file of a model fits with a context of so many tokens. */
export function fitOfFile(entry: CatalogueEntry, file: CatalogueFile | undefined, memory: Memory, contextTokens: number): Fit {
  return fitOfBytes(entry, sizeOf(file), memory, contextTokens)
}

/** The same for a size that is known otherwise, for example because the file is here. */
export function fitOfBytes({ shape }: CatalogueEntry, bytes: number | undefined, memory: Memory, tokens: number): Fit {
  return fitOf(bytes, memory, {
    tokens,
    ...(shape === undefined ? {} : { kvCacheBytesPerToken: kvCacheBytesPerToken(shape) }),
  })
}
