import type { CatalogueEntry } from '../models/catalogueEntry.ts'
import { type Disk, diskItems, removeItem } from '../models/diskUse.ts'
import { PackStore } from '../models/packs/packStore.ts'
import { resolveModel } from '../models/resolve.ts'
import { StateStore } from '../models/stateStore.ts'
import type { ModelStore } from '../models/store.ts'
import type { DiskItem, DiskUseResult, RemoveFromDiskParams, RemoveFromDiskResult } from '../protocol/diskUse.ts'
import { inLanguage } from '../protocol/findingTexts.ts'
import type { Settings } from '../protocol/settings.ts'
import type { Engines } from './engines.ts'
import type { Language } from './language.ts'

export interface DiskUseDeps {
  readonly store: ModelStore
  /** The catalogue and the user's own entries. */
  readonly entries: () => Promise<readonly CatalogueEntry[]>
  readonly settings: { readonly current: Settings }
  readonly engines: Pick<Engines, 'unload' | 'reload'>
  readonly language: Language
}

/** Answers `latent/diskUse`. */
export async function diskUse(deps: DiskUseDeps): Promise<DiskUseResult> {
  const freeBytes = await deps.store.freeBytes()
  const items = await itemsOf(await diskOf(deps), deps)
  return { items, ...(freeBytes === undefined ? {} : { freeBytes }) }
}

/** Answers `latent/removeFromDisk`; the client asked the user before. Rejects with folderNotWritable. */
export async function removeFromDisk(asked: RemoveFromDiskParams, deps: DiskUseDeps): Promise<RemoveFromDiskResult> {
  const disk = await diskOf(deps)
  const item = (await itemsOf(disk, deps)).find(({ kind, id }) => kind === asked.kind && id === asked.id)
  if (item === undefined) return { freedBytes: 0 }
  const isLoaded = item.inUse || item.kind === 'enginePack'
  // Some systems delete no file that a process has mapped.
  if (isLoaded) await deps.engines.unload()
  try {
    return await removeItem(item, disk)
  } finally {
    if (isLoaded) await deps.engines.reload()
  }
}

async function diskOf({ store, entries }: DiskUseDeps): Promise<Disk> {
  const packs = new PackStore(PackStore.defaultFolder(process.env))
  return { models: store, packs, states: StateStore.ofUser(process.env), entries: await entries() }
}

async function itemsOf(disk: Disk, { settings: { current }, store, language }: DiskUseDeps): Promise<readonly DiskItem[]> {
  const used = new Set([...(await chosenModels(current, store)), ...current.adapters.map(({ path }) => path)])
  return (await diskItems(disk)).map((item) => {
    return { ...item, title: inLanguage(item.title, language()), inUse: used.has(item.path) }
  })
}

/** Paths of the models that the settings choose and that are there. */
async function chosenModels(settings: Settings, store: ModelStore): Promise<readonly string[]> {
  const chosen = [settings.model, settings['completion.model']].map(async (setting) => {
    return (await resolveModel(setting, store).catch(() => undefined))?.path
  })
  return (await Promise.all(chosen)).filter((path) => path !== undefined)
}
