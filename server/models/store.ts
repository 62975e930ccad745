import { constants } from 'node:fs'
import { access, mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { gib } from '../protocol/byteSize.ts'
import { LatentError } from '../protocol/errors.ts'
import type { CatalogueEntry } from './catalogue.ts'
import { reasonOf } from './reason.ts'

/** A .gguf file in the store, of the catalogue or put there by the user. */
export interface StoredFile {
  readonly name: string
  readonly path: string
  readonly bytes: number
}

/** Bytes that a user may still write to the disk that holds a folder. */
export type FreeBytes = (folder: string) => Promise<number>

/** The folder with a user's models. Under its final name a file is whole: what is being downloaded is called `.part`. */
export class ModelStore {
  readonly folder: string
  readonly #freeBytes: FreeBytes

  constructor(folder: string, freeBytes: FreeBytes = freeBytesOnDisk) {
    this.folder = folder
    this.#freeBytes = freeBytes
  }

  /** LATENT_MODELS, else the folder where the platform keeps a user's data. */
  static defaultFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform, home = homedir()): string {
    const { LATENT_MODELS: chosen, XDG_DATA_HOME: xdg, LOCALAPPDATA: windowsData } = env
    if (chosen) return resolve(chosen.replace(/^~(?=$|[\\/])/, home))
    if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'latent', 'models')
    if (platform === 'win32') return join(windowsData || join(home, 'AppData', 'Local'), 'latent', 'models')
    // The XDG base directory specification has relative values ignored.
    return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), 'latent', 'models')
  }

  /** Where a model's file is, or is to be. A file that was put there by hand counts. */
  pathOf(entry: CatalogueEntry): string {
    return join(this.folder, entry.file?.name ?? `${entry.name}.gguf`)
  }

  /** What has arrived of a file so far. */
  partOf(entry: CatalogueEntry): string {
    return `${this.pathOf(entry)}.part`
  }

  /** Whether the file is there in its full length; `latent models list --verify` looks at the bytes. */
  async isInstalled(entry: CatalogueEntry): Promise<boolean> {
    const bytes = await bytesOf(this.pathOf(entry))
    return bytes !== undefined && (entry.file === undefined || entry.file.bytes === bytes)
  }

  /** Bytes that a stopped download has left; 0 without one. */
  async partBytes(entry: CatalogueEntry): Promise<number> {
    return (await bytesOf(this.partOf(entry))) ?? 0
  }

  /** Every .gguf file in the folder, by name. */
  async list(): Promise<readonly StoredFile[]> {
    const names = await readdir(this.folder).catch(() => [])
    const files = names.sort().map(async (name) => {
      const path = join(this.folder, name)
      const bytes = name.endsWith('.gguf') ? await bytesOf(path) : undefined
      return bytes === undefined ? [] : [{ name, path, bytes }]
    })
    return (await Promise.all(files)).flat()
  }

  /** Deletes a model and what a stopped download left of it. Resolves with the bytes freed. Rejects with folderNotWritable. */
  async remove(entry: CatalogueEntry): Promise<number> {
    const path = this.pathOf(entry)
    const part = this.partOf(entry)
    const freed = ((await bytesOf(path)) ?? 0) + ((await bytesOf(part)) ?? 0)
    try {
      for (const gone of [path, part, `${part}.json`]) await rm(gone, { force: true })
    } catch (error) {
      throw LatentError.of('folderNotWritable', this.folder, reasonOf(error))
    }
    return freed
  }

  /** Makes the folder where it is missing. Rejects with folderNotWritable. */
  async open(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true })
      await access(this.folder, constants.W_OK)
    } catch (error) {
      throw LatentError.of('folderNotWritable', this.folder, reasonOf(error))
    }
  }

  /** Rejects with noSpace where the disk cannot take this many bytes more for a model's file. The folder has to exist. */
  async requireSpace(entry: CatalogueEntry, bytes: number): Promise<void> {
    const free = await this.#freeBytes(this.folder)
    if (free < bytes) throw LatentError.of('noSpace', this.pathOf(entry), gib(bytes, 2), gib(free, 2))
  }
}

async function freeBytesOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

async function bytesOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found?.isFile() ? found.size : undefined
}
