import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { LatentError } from '../protocol/errors.ts'
import { reasonOf } from './reason.ts'

/** Where the bytes of a part came from last, so that its source can be asked whether the file is still the same. */
export interface Origin {
  readonly url: string
  readonly etag?: string
}

/**
 * A file on its way to its final name. Bytes are only appended, and `size` is what is on the disk, so that a stop at any moment leaves
 * what the next attempt can go on with. Methods that write reject with diskFull, folderGone or folderNotWritable.
 */
export class PartFile {
  readonly totalBytes: number
  readonly #path: string
  readonly #file: FileHandle
  readonly #onSize: (size: number) => void
  #size: number

  private constructor(path: string, file: FileHandle, size: number, totalBytes: number, onSize: (size: number) => void) {
    this.#path = path
    this.#file = file
    this.#size = size
    this.totalBytes = totalBytes
    this.#onSize = onSize
  }

  static async open(path: string, totalBytes: number, onSize: (size: number) => void): Promise<PartFile> {
    // Not opened for appending, because Windows cannot cut such a file.
    const file = await open(path, 'r+').catch(() => attempt(path, () => open(path, 'w+')))
    const { size } = await file.stat()
    return new PartFile(path, file, size, totalBytes, onSize)
  }

  /** Writes a whole file from its beginning and gives it its final name; nothing is left of one that was not finished. */
  static async write(
    path: string,
    totalBytes: number,
    onSize: (size: number) => void,
    fill: (part: PartFile) => Promise<void>,
  ): Promise<void> {
    const part = await PartFile.open(`${path}.part`, totalBytes, onSize)
    try {
      await part.clear()
      await fill(part)
      await part.finish(path)
    } catch (error) {
      await part.clear().catch(() => undefined)
      throw error
    } finally {
      await part.close()
    }
  }

  get size(): number {
    return this.#size
  }

  get isFull(): boolean {
    return this.#size >= this.totalBytes
  }

  async append(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const at = this.#size + done
      done += (await attempt(this.#path, () => this.#file.write(bytes, done, bytes.length - done, at))).bytesWritten
    }
    this.#size += bytes.length
    this.#onSize(this.#size)
  }

  /** Throws all of it away, for bytes that cannot be right. */
  async clear(): Promise<void> {
    await attempt(this.#path, () => this.#file.truncate(0))
    this.#size = 0
    await this.setOrigin(undefined)
  }

  /** Undefined where it is not known. */
  async origin(): Promise<Origin | undefined> {
    try {
      const { url, etag } = JSON.parse(await readFile(this.#originPath, 'utf8')) as Record<string, unknown>
      if (typeof url !== 'string') return undefined
      return typeof etag === 'string' ? { url, etag } : { url }
    } catch {
      return undefined
    }
  }

  async setOrigin(origin: Origin | undefined): Promise<void> {
    await attempt(this.#path, () =>
      origin === undefined ? rm(this.#originPath, { force: true }) : writeFile(this.#originPath, JSON.stringify(origin)),
    )
  }

  /**
   * Whether the bytes on the disk, rather than those that were thought to be written, are the right ones, by a hexadecimal SHA-256 or an
   * integrity in the form of package registries (`sha512-` and base64).
   */
  async matches(digest: string, signal: AbortSignal): Promise<boolean> {
    await attempt(this.#path, () => this.#file.sync())
    await this.#requirePlace()
    if (!digest.startsWith(integrityPrefix)) return (await sha256Of(this.#path, signal)) === digest
    return integrityPrefix + (await digestOf(this.#path, 'sha512', 'base64', signal)) === digest
  }

  /** Gives the file its final name. It is closed then. */
  async finish(path: string): Promise<void> {
    await this.#file.close()
    await attempt(path, () => rename(this.#path, path))
    await this.setOrigin(undefined)
  }

  /** Keeps what has arrived; a file without a byte goes. */
  async close(): Promise<void> {
    await this.#file.close()
    if (this.#size === 0) await rm(this.#path, { force: true })
  }

  /** The folder may have been moved away, and the bytes with it, while they were written. */
  async #requirePlace(): Promise<void> {
    const [written, found] = await Promise.all([this.#file.stat(), stat(this.#path).catch(() => undefined)])
    if (found?.ino !== written.ino) throw LatentError.of('folderGone', dirname(this.#path))
  }

  get #originPath(): string {
    return `${this.#path}.json`
  }
}

/** Lower-case hexadecimal digest of a file. Rejects when the signal is aborted, and with what reading rejects with. */
export async function sha256Of(path: string, signal: AbortSignal): Promise<string> {
  return digestOf(path, 'sha256', 'hex', signal)
}

const integrityPrefix = 'sha512-'

async function digestOf(path: string, algorithm: 'sha256' | 'sha512', form: 'hex' | 'base64', signal: AbortSignal) {
  const hash = createHash(algorithm)
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20, signal })) hash.update(chunk)
  return hash.digest(form)
}

async function attempt<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EDQUOT') throw LatentError.of('diskFull', dirname(path))
    if (code === 'ENOENT') throw LatentError.of('folderGone', dirname(path))
    throw LatentError.of('folderNotWritable', dirname(path), reasonOf(error))
  }
}
