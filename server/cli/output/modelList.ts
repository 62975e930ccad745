import { type AdapterFile, listAdapters } from '../../models/adapters.ts'
import type { CatalogueEntry } from '../../models/catalogue.ts'
import { catalogue, unverified } from '../../models/catalogue.ts'
import { type Fit, fitOf, type Memory } from '../../models/memory.ts'
import { sha256Of } from '../../models/partFile.ts'
import type { ModelStore, StoredFile } from '../../models/store.ts'
import { gib } from '../../protocol/byteSize.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { printable } from '../../protocol/printable.ts'
import { defaultSettings } from '../../protocol/settings.ts'
import { modelsTexts } from '../texts/models.ts'
import { table } from './columns.ts'

/** One row of `latent models list --json`. */
export interface ListedModel {
  /** Catalogue name; for other files their path, which is what `latent.model` takes then. */
  readonly name: string
  readonly path: string
  /** `unavailable`: no checked download is known, but a file put at `path` is used. */
  readonly state: 'installed' | 'verified' | 'damaged' | 'partial' | 'available' | 'unavailable'
  /** Of the whole file, where it is known. */
  readonly bytes?: number
  /** Of a stopped download. */
  readonly partBytes?: number
  readonly licence?: string
  readonly fit: Fit['fit']
  readonly fitDetail: string
}

/** The catalogue in its order, then the other .gguf files of the store. `verify` reads every byte of what has a digest. */
export async function listModels(
  store: ModelStore,
  memory: Memory,
  verify: boolean,
  signal: AbortSignal,
): Promise<readonly ListedModel[]> {
  const stored = await store.list()
  const rows: ListedModel[] = []
  for (const entry of catalogue) {
    const found = stored.find(({ path }) => path === store.pathOf(entry))
    rows.push(await catalogueRow(entry, found, store, memory, verify, signal))
  }
  const ofCatalogue = new Set(rows.map(({ path }) => path))
  const adapters = new Set((await listAdapters(store)).map(({ path }) => path))
  const others = stored.filter(({ path }) => !ofCatalogue.has(path) && !adapters.has(path))
  return [...rows, ...others.map((file) => otherRow(file, memory))]
}

async function catalogueRow(
  entry: CatalogueEntry,
  found: StoredFile | undefined,
  store: ModelStore,
  memory: Memory,
  verify: boolean,
  signal: AbortSignal,
): Promise<ListedModel> {
  const bytes = entry.file?.bytes ?? found?.bytes
  const partBytes = found === undefined ? await store.partBytes(entry) : 0
  const { fit, detail } = fitOf(bytes, memory, { tokens: contextTokens, ...kvCacheOf(entry) })
  return {
    name: entry.name,
    path: store.pathOf(entry),
    state: found === undefined ? absentState(entry, partBytes) : await foundState(entry, found, verify, signal),
    ...(bytes === undefined ? {} : { bytes }),
    ...(partBytes > 0 ? { partBytes } : {}),
    licence: entry.licence,
    fit,
    fitDetail: detail,
  }
}

/** Completions and reviews keep a sequence each. */
const contextTokens = 2 * defaultSettings['engine.contextSize']

function kvCacheOf({ kvCacheBytesPerToken }: CatalogueEntry): { kvCacheBytesPerToken?: number } {
  return kvCacheBytesPerToken === undefined ? {} : { kvCacheBytesPerToken }
}

function absentState(entry: CatalogueEntry, partBytes: number): ListedModel['state'] {
  if (partBytes > 0) return 'partial'
  return entry.file === undefined ? 'unavailable' : 'available'
}

async function foundState(
  { file }: CatalogueEntry,
  found: StoredFile,
  verify: boolean,
  signal: AbortSignal,
): Promise<ListedModel['state']> {
  if (file === undefined) return 'installed'
  if (file.bytes !== found.bytes) return 'damaged'
  if (!verify) return 'installed'
  return (await sha256Of(found.path, signal)) === file.sha256 ? 'verified' : 'damaged'
}

function otherRow({ path, bytes }: StoredFile, memory: Memory): ListedModel {
  const { fit, detail } = fitOf(bytes, memory, { tokens: contextTokens })
  return { name: path, path, state: 'installed', bytes, fit, fitDetail: detail }
}

/** Characters of a digest, enough to tell two adapters apart. */
const digestShown = 12

/** The list for people: a row a model, then a row an adapter, and where the files are. */
export function modelTable(
  folder: string,
  models: readonly ListedModel[],
  adapters: readonly AdapterFile[],
  language: DisplayLanguage,
): string {
  const say = modelsTexts[language]
  const lines = table([
    say.columns,
    ...models.map(({ name, bytes, partBytes, state, fit, licence }) => [
      name,
      bytes === undefined ? '' : `${gib(bytes, 2)} GiB`,
      partBytes !== undefined && bytes !== undefined ? say.begun(Math.floor((partBytes / bytes) * 100)) : say.states[state],
      say.fits[fit],
      licence === unverified || licence === undefined ? '' : licence,
    ]),
  ])
  const ofAdapters = table([
    say.adapterColumns,
    ...adapters.map(({ path, bytes, architecture, digest }) => [
      path,
      `${gib(bytes, 2)} GiB`,
      architecture,
      digest.slice(0, digestShown),
    ]),
  ])
  const second = adapters.length === 0 ? '' : `${ofAdapters.join('\n')}\n\n`
  return printable(`${lines.join('\n')}\n\n${second}${say.folder(folder)}\n`)
}
