import { catalogue } from './catalogue.ts'
import type { CatalogueEntry } from './catalogueEntry.ts'
import { findModels, thisMachine } from './found/findModels.ts'
import type { FoundModel } from './found/foundModel.ts'
import { ownEntriesPath, readOwnEntries } from './ownEntries.ts'

/** All models that have a name here, read anew each time, because other programs and the user change them. */
export interface KnownModels {
  /** The catalogue, then the user's own entries. Rejects with ownEntriesUnusable. */
  entries(): Promise<readonly CatalogueEntry[]>
  /** What other programs have. */
  found(): Promise<readonly FoundModel[]>
}

export function knownModels(env: NodeJS.ProcessEnv): KnownModels {
  return {
    entries: async () => [...catalogue, ...(await readOwnEntries(ownEntriesPath(env)))],
    found: () => findModels(thisMachine(env)),
  }
}
