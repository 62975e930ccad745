import { existsSync } from 'node:fs'
import { lstat, mkdir, readdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { gib } from '../../protocol/byteSize.ts'
import { LatentError } from '../../protocol/errors.ts'
import { reasonOf } from '../reason.ts'
import type { FreeBytes } from '../store.ts'
import { userDataFolder } from '../userData.ts'
import { diskBytes, type EnginePack, packsFor, packVersion } from './enginePack.ts'

/** The folder with a user's engine packs. Under its final name a pack is whole: it is put together elsewhere and then renamed. */
export class PackStore {
  readonly folder: string
  readonly #freeBytes: FreeBytes

  constructor(folder: string, freeBytes: FreeBytes = freeBytesOnDisk) {
    this.folder = folder
    this.#freeBytes = freeBytes
  }

  /** Below LATENT_DATA, else where the platform keeps a user's data. */
  static defaultFolder(env: NodeJS.ProcessEnv): string {
    return join(userDataFolder(env), 'engine')
  }

  /** Where a pack is, or is to be. Another version of the engine has other folders: it could not load this one's packs. */
  folderOf({ name }: EnginePack): string {
    return join(this.folder, packVersion, name)
  }

  /** Where archives wait until all of a pack is here. */
  get downloadsFolder(): string {
    return join(this.folder, 'downloads')
  }

  isInstalled(pack: EnginePack): boolean {
    return existsSync(this.folderOf(pack))
  }

  /** The packs for this platform that are here. */
  installed(packs: readonly EnginePack[] = packsFor()): readonly EnginePack[] {
    return packs.filter((pack) => this.isInstalled(pack))
  }

  /** Makes the folders where they are missing. Rejects with folderNotWritable. */
  async open(): Promise<void> {
    for (const folder of [join(this.folder, packVersion), this.downloadsFolder]) {
      await mkdir(folder, { recursive: true }).catch((error: unknown) => {
        throw LatentError.of('folderNotWritable', folder, reasonOf(error))
      })
    }
  }

  /** Rejects with noSpaceForPack where the disk cannot take this many bytes more. The folder has to exist. */
  async requireSpace({ name }: EnginePack, bytes: number): Promise<void> {
    const free = await this.#freeBytes(this.folder)
    if (free < bytes) throw LatentError.of('noSpaceForPack', name, gib(bytes, 2), gib(free, 2))
  }

  /** Deletes a pack and what stopped installations left. Resolves with the bytes freed, 0 where it was not here. Rejects with folderNotWritable. */
  async remove(pack: EnginePack): Promise<number> {
    const freed = this.isInstalled(pack) ? diskBytes(pack) : 0
    await this.#delete(this.folderOf(pack))
    await this.#delete(this.downloadsFolder)
    return freed
  }

  /** Bytes of all but the packs that are installed: other versions, drafts, downloads. */
  async restBytes(): Promise<number> {
    const sizes = await Promise.all((await this.#rest()).map(bytesBelow))
    return sizes.reduce((sum, bytes) => sum + bytes, 0)
  }

  /** Deletes what `restBytes` counts. Resolves with the bytes freed. Rejects with folderNotWritable. */
  async removeRest(): Promise<number> {
    const bytes = await this.restBytes()
    for (const path of await this.#rest()) await this.#delete(path)
    return bytes
  }

  async #rest(): Promise<readonly string[]> {
    const installed = new Set(this.installed().map((pack) => this.folderOf(pack)))
    const current = join(this.folder, packVersion)
    const paths = [...(await pathsIn(this.folder)).filter((path) => path !== current), ...(await pathsIn(current))]
    return paths.filter((path) => !installed.has(path))
  }

  /** Deletes all but this pack: older versions, drafts, downloads, and packs that it takes the place of. */
  async keepOnly(pack: EnginePack): Promise<void> {
    const kept = new Set([this.folderOf(pack), join(this.folder, packVersion)])
    for (const folder of [this.folder, join(this.folder, packVersion)]) {
      for (const entry of await readdir(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name)
        if (entry.isDirectory() && !kept.has(path)) await this.#delete(path)
      }
    }
  }

  async #delete(path: string): Promise<void> {
    await rm(path, { recursive: true, force: true }).catch((error: unknown) => {
      throw LatentError.of('folderNotWritable', path, reasonOf(error))
    })
  }
}

async function pathsIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).map((name) => join(folder, name))
}

/** Of a file or of all files below a folder; links count as nothing and are not followed, nor does a file that has another name as well. */
async function bytesBelow(path: string): Promise<number> {
  const found = await lstat(path).catch(() => undefined)
  if (found?.isFile()) return found.nlink > 1 ? 0 : found.size
  if (!found?.isDirectory()) return 0
  const sizes = await Promise.all((await pathsIn(path)).map(bytesBelow))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

async function freeBytesOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
