import { dirname, join } from 'node:path'
import { type AdapterFile, listAdapters } from '../../models/adapters.ts'
import { type CatalogueEntry, type CatalogueFile, sizeOf } from '../../models/catalogueEntry.ts'
import { aboutBytesOf, type Fit, type ModelFit, suitableFile } from '../../models/choice.ts'
import type { FoundModel } from '../../models/found/foundModel.ts'
import { fitOfEntry, fitOfFile } from '../../models/modelFit.ts'
import { sha256Of } from '../../models/partFile.ts'
import { pinPath, readPin } from '../../models/pinned.ts'
import { bestModel } from '../../models/plan/best.ts'
import { fitSentence } from '../../models/plan/fitText.ts'
import type { Machine } from '../../models/plan/machine.ts'
import { partsOf } from '../../models/splitFiles.ts'
import type { ModelStore, StoredFile, StoredModel } from '../../models/store.ts'
import { gib } from '../../protocol/byteSize.ts'
import type { DisplayLanguage } from '../../protocol/displayLanguage.ts'
import { printable } from '../../protocol/printable.ts'
import { modelsTexts } from '../texts/models.ts'
import { table } from './columns.ts'

/** One row of `latent models list --json`. */
export interface ListedModel {
  /** Catalogue name; for other files their path, which is what `latent.model` takes then. */
  readonly name: string
  readonly path: string
  /** Of a model of the catalogue, of the file that is here, else of the one that suits this machine. */
  readonly quantisation?: string
  /** All that the model can be had in. */
  readonly quantisations?: readonly string[]
  /** `found`: another program has it, and it is used in place. `unavailable`: there is no download, but a file put at `path` is used. */
  readonly state: 'installed' | 'found' | 'verified' | 'damaged' | 'partial' | 'available' | 'unavailable'
  /** Of the whole file, where it is known. */
  readonly bytes?: number
  /** Where only the hub knows: an estimate by the model's numbers and the quantisation, good to a few per cent. */
  readonly aboutBytes?: number
  /** Of a stopped download. */
  readonly partBytes?: number
  readonly licence?: string
  readonly fit: Fit
  readonly fitDetail: string
  /** Of the model that this machine runs best and usably. */
  readonly recommended?: true
}

/** What is listed. */
export interface ListedModels {
  readonly store: ModelStore
  readonly entries: readonly CatalogueEntry[]
  /** Of other programs. */
  readonly found: readonly FoundModel[]
}

/** The catalogue in its order, then models of other programs, then the other .gguf files of the store. `verify` reads every byte of what has a digest. */
export async function listModels(
  { store, entries, found }: ListedModels,
  machine: Machine,
  verify: boolean,
  signal: AbortSignal,
): Promise<readonly ListedModel[]> {
  const rows: ListedModel[] = []
  const best = bestModel(entries, machine, {})?.entry
  const ofCatalogue = new Set<string>()
  for (const entry of entries) {
    const installed = await store.installed(entry)
    for (const { path } of installed) for (const part of partsOf(path)) ofCatalogue.add(part)
    const ofEntry: ListedModel[] = []
    for (const model of installed) ofEntry.push(await installedRow(entry, model, machine, verify ? signal : undefined))
    if (installed.length === 0) ofEntry.push(await absentRow(entry, store, machine))
    rows.push(...ofEntry.map((row): ListedModel => (entry === best ? { ...row, recommended: true } : row)))
  }
  const adapters = new Set((await listAdapters(store)).map(({ path }) => path))
  const others = (await store.list()).filter(({ path }) => !ofCatalogue.has(path) && !adapters.has(path))
  for (const model of found) rows.push({ ...(await otherRow(model, machine)), name: model.name, state: 'found' })
  for (const file of others) rows.push(await otherRow(file, machine))
  return rows
}

async function installedRow(
  entry: CatalogueEntry,
  model: StoredModel,
  machine: Machine,
  verifying: AbortSignal | undefined,
): Promise<ListedModel> {
  const { path, bytes, file } = model
  return {
    ...factsOf(entry, file),
    path,
    state: await stateOf(model, verifying),
    bytes: file?.bytes ?? bytes,
    ...fitting(await fitOfFile(path, bytes, machine, {}), machine),
  }
}

async function absentRow(entry: CatalogueEntry, store: ModelStore, machine: Machine): Promise<ListedModel> {
  const file = (await begunFile(entry, store)) ?? suitableFile(entry, machine, {})
  const path = file === undefined ? store.ownPathOf(entry) : store.pathOf(file.name)
  const partBytes = file === undefined ? 0 : await store.partBytes(file.name)
  const bytes = file?.bytes ?? (await pinnedBytes(path)) ?? sizeOf(file)
  const fit = fitOfEntry(entry, file, machine, {})
  const aboutBytes = aboutBytesOf(fit)
  return {
    ...factsOf(entry, file),
    path,
    state: partBytes > 0 ? 'partial' : file === undefined ? 'unavailable' : 'available',
    ...(bytes !== undefined ? { bytes } : aboutBytes === undefined ? {} : { aboutBytes }),
    ...(partBytes > 0 ? { partBytes } : {}),
    ...fitting(fit, machine),
  }
}

/** In English, because it is what programs read. */
function fitting(fit: ModelFit, machine: Machine): Pick<ListedModel, 'fit' | 'fitDetail'> {
  return { fit: fit.fit, fitDetail: fitSentence(fit, machine, 'en') }
}

function factsOf(entry: CatalogueEntry, file: CatalogueFile | undefined) {
  return {
    name: entry.name,
    ...(file === undefined ? {} : { quantisation: file.quantisation }),
    quantisations: entry.files.map(({ quantisation }) => quantisation),
    licence: entry.licence.name,
  }
}

async function begunFile(entry: CatalogueEntry, store: ModelStore): Promise<CatalogueFile | undefined> {
  for (const file of entry.files) if ((await store.partBytes(file.name)) > 0) return file
  return undefined
}

async function stateOf(model: StoredModel, verifying: AbortSignal | undefined): Promise<ListedModel['state']> {
  if (!model.whole) return 'damaged'
  if (verifying === undefined) return 'installed'
  const digests = await digestsOf(model)
  if (digests === undefined) return 'installed'
  for (const [path, sha256] of digests) if ((await sha256Of(path, verifying)) !== sha256) return 'damaged'
  return 'verified'
}

/** By the catalogue, else by what the hub said before the download. Undefined for a file that the user brought. */
async function digestsOf({ path, file }: StoredModel): Promise<readonly (readonly [path: string, sha256: string])[] | undefined> {
  if (file?.sha256 !== undefined) return [[path, file.sha256]]
  const pinned = file === undefined ? undefined : await readPin(pinPath(join(dirname(path), file.name)))
  return pinned?.files.map(({ name, sha256 }) => [join(dirname(path), name), sha256] as const)
}

async function pinnedBytes(path: string): Promise<number | undefined> {
  return (await readPin(pinPath(path)))?.files.reduce((sum, { bytes }) => sum + bytes, 0)
}

async function otherRow({ path, bytes }: Pick<StoredFile, 'path' | 'bytes'>, machine: Machine): Promise<ListedModel> {
  return { name: path, path, state: 'installed', bytes, ...fitting(await fitOfFile(path, bytes, machine, {}), machine) }
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
    ...models.map(({ name, quantisation, bytes, aboutBytes, partBytes, state, fit, licence, recommended }) => [
      name,
      quantisation ?? '',
      bytes !== undefined ? `${gib(bytes, 2)} GiB` : aboutBytes === undefined ? say.sizeUnknown : say.about(gib(aboutBytes)),
      partBytes !== undefined && bytes !== undefined ? say.begun(Math.floor((partBytes / bytes) * 100)) : say.states[state],
      recommended ? say.recommended(say.fits[fit]) : say.fits[fit],
      licence ?? '',
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
  return printable(`${lines.join('\n')}\n\n${second}${say.folder(folder, ...used(models))}\n`)
}

/** GiB in the folder: of whole models, and of stopped downloads. */
function used(models: readonly ListedModel[]): readonly [whole: string, begun: string | undefined] {
  const inFolder = models.filter(({ state }) => state === 'installed' || state === 'verified' || state === 'damaged')
  const begun = models.reduce((sum, { partBytes = 0 }) => sum + partBytes, 0)
  const whole = inFolder.reduce((sum, { bytes = 0 }) => sum + bytes, 0)
  return [gib(whole, 2), begun === 0 ? undefined : gib(begun, 2)]
}
