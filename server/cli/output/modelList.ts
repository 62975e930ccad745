import type { CatalogueEntry } from '../../models/catalogue.ts'
import { catalogue, unverified } from '../../models/catalogue.ts'
import { type Fit, fitOf, type Memory } from '../../models/memory.ts'
import { sha256Of } from '../../models/partFile.ts'
import type { ModelStore, StoredFile } from '../../models/store.ts'
import { gib } from '../../protocol/byteSize.ts'
import { printable } from '../../protocol/printable.ts'
import { defaultSettings } from '../../protocol/settings.ts'

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
  const others = stored.filter(({ path }) => !ofCatalogue.has(path))
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

const stateInWords: Readonly<Record<ListedModel['state'], string>> = {
  installed: 'installed',
  verified: 'installed, SHA-256 right',
  damaged: 'damaged: pull it again',
  partial: 'begun',
  available: 'not downloaded',
  unavailable: 'bring your own file',
}

const fitInWords: Readonly<Record<Fit['fit'], string>> = { fits: 'yes', tight: 'tight', tooBig: 'too big', unknown: '' }

/** The list for people: a row a model, and where the files are. */
export function modelTable(folder: string, models: readonly ListedModel[]): string {
  const rows = [
    ['NAME', 'SIZE', 'STATE', 'FITS', 'LICENCE'],
    ...models.map(({ name, bytes, partBytes, state, fit, licence }) => [
      name,
      bytes === undefined ? '' : `${gib(bytes, 2)} GiB`,
      partBytes !== undefined && bytes !== undefined
        ? `begun, ${Math.floor((partBytes / bytes) * 100)} % here`
        : stateInWords[state],
      fitInWords[fit],
      licence === unverified || licence === undefined ? '' : licence,
    ]),
  ]
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? []
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return printable(`${lines.join('\n')}\n\nFolder: ${folder}\n`)
}
