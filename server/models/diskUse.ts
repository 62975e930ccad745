import type { DiskItem, DiskItemKind, Freed, RemoveFromDiskParams } from '../protocol/diskUse.ts'
import type { CatalogueEntry } from './catalogueEntry.ts'
import { readGgufExtent } from './ggufHeader.ts'
import { diskBytes, packsFor } from './packs/enginePack.ts'
import type { PackStore } from './packs/packStore.ts'
import { partsOf, splitName } from './splitFiles.ts'
import type { StateStore } from './stateStore.ts'
import { type ModelStore, type StoredFile, sizeOfAll } from './store.ts'

/** An item before somebody says whether it is in use. */
export type StoredItem = Omit<DiskItem, 'inUse'>

export interface Disk {
  readonly models: ModelStore
  readonly packs: PackStore
  readonly states: StateStore
  /** The catalogue and the user's own entries: what is of none of them is a file that the user brought. */
  readonly entries: readonly CatalogueEntry[]
}

const order: readonly DiskItemKind[] = ['model', 'file', 'adapter', 'download', 'enginePack', 'packRest', 'states']

/** What Latent keeps on the disk, by kind and then the largest first. Texts are English. Only reads. Rejects with folderNotReadable. */
export async function diskItems({ models, packs, states, entries }: Disk): Promise<readonly StoredItem[]> {
  const items = [
    ...(await modelItems(models, entries)),
    ...(await downloadItems(models)),
    ...(await packItems(packs)),
    ...(await stateItems(states)),
  ]
  return items.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.bytes - a.bytes)
}

/** Deletes what `diskItems` lists under this kind and name, and nothing else. Rejects with folderNotWritable. */
export async function removeItem({ kind, id }: RemoveFromDiskParams, disk: Disk): Promise<Freed> {
  const item = (await diskItems(disk)).find((each) => each.kind === kind && each.id === id)
  if (item === undefined) return { freedBytes: 0 }
  if (kind === 'packRest') return { freedBytes: await disk.packs.removeRest() }
  if (kind === 'states') return { freedBytes: await disk.states.removeAll() }
  const pack = kind === 'enginePack' ? packsFor().find(({ name }) => name === id) : undefined
  return pack === undefined ? await disk.models.remove(id) : { freedBytes: await disk.packs.remove(pack) }
}

async function modelItems(store: ModelStore, entries: readonly CatalogueEntry[]): Promise<readonly StoredItem[]> {
  const known = new Map<string, StoredItem>()
  for (const entry of entries) {
    for (const { file, path, ...size } of await store.installed(entry)) {
      const quantisation = file === undefined ? {} : { quantisation: file.quantisation }
      const id = file?.name ?? `${entry.name}.gguf`
      known.set(path, { kind: 'model', id, title: entry.title, ...quantisation, path, ...sizeOfAll([size]) })
    }
  }
  const ofKnown = new Set([...known.keys()].flatMap(partsOf))
  const others = wholes((await store.list()).filter(({ path }) => !ofKnown.has(path)))
  return [...known.values(), ...(await Promise.all(others.map(fileItem)))]
}

/** The parts of a split model as the one file that they make. */
function wholes(files: readonly StoredFile[]): readonly StoredFile[] {
  const byName = new Map<string, StoredFile>()
  for (const file of files) {
    const { whole } = splitName(file.name)
    const first = byName.get(whole)
    byName.set(whole, { name: whole, path: first?.path ?? file.path, ...sizeOfAll(first === undefined ? [file] : [first, file]) })
  }
  return [...byName.values()]
}

async function fileItem({ name, path, ...size }: StoredFile): Promise<StoredItem> {
  const extent = await readGgufExtent(path).catch(() => undefined)
  const isAdapter = extent?.kind === 'read' && extent.texts.get('general.type') === 'adapter'
  return { kind: isAdapter ? 'adapter' : 'file', id: name, title: name, path, ...size }
}

async function downloadItems(store: ModelStore): Promise<readonly StoredItem[]> {
  return (await store.begun()).map(({ name, path, bytes }) => ({ kind: 'download', id: name, title: name, path, bytes }))
}

async function packItems(store: PackStore): Promise<readonly StoredItem[]> {
  const installed = store.installed().map((pack): StoredItem => {
    return { kind: 'enginePack', id: pack.name, title: pack.name, path: store.folderOf(pack), bytes: diskBytes(pack) }
  })
  const rest = await store.restBytes()
  if (rest === 0) return installed
  const title = 'Older engine packs and stopped downloads of packs'
  return [...installed, { kind: 'packRest', id: 'rest', title, path: store.folder, bytes: rest }]
}

async function stateItems(store: StateStore): Promise<readonly StoredItem[]> {
  const bytes = await store.bytes()
  return bytes === 0
    ? []
    : [{ kind: 'states', id: 'all', title: 'What the model has read of recent files', path: store.folder, bytes }]
}
