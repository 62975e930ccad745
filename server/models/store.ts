import { constants } from 'node:fs'
import { access, lstat, mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { gib } from '../protocol/byteSize.ts'
import type { Freed } from '../protocol/diskUse.ts'
import { LatentError } from '../protocol/errors.ts'
import type { CatalogueEntry, CatalogueFile } from './catalogueEntry.ts'
import { reasonOf } from './reason.ts'
import { partsOf, splitName } from './splitFiles.ts'

/** A .gguf file in the store, of the catalogue or put there by the user. */
export interface StoredFile {
  readonly name: string
  readonly path: string
  readonly bytes: number
  /** Of these, what stays when it is deleted; absent: nothing. */
  readonly keptBytes?: number
}

/** A model of the catalogue that is in the store. */
export interface StoredModel {
  /** Undefined where the user put a file there under the model's name. */
  readonly file?: CatalogueFile
  /** Of several files the first, which is what llama.cpp is given. */
  readonly path: string
  /** Of all its files. */
  readonly bytes: number
  readonly keptBytes?: number
  /** Whether the length is the published one, where that is known. */
  readonly whole: boolean
}

/** Bytes that a user may still write to the disk that holds a folder. */
export type FreeBytes = (folder: string) => Promise<number>

/** The folder with a user's models. Under its final name a file is whole: what is being downloaded is called `.part`. */
export class ModelStore {
  readonly #folder: () => string
  readonly #isChosen: () => boolean
  readonly #freeBytes: FreeBytes

  /** `folder`: may be another one after a setting changed. `isChosen`: whether the user named it, so that it has to be there. */
  constructor(folder: string | (() => string), freeBytes: FreeBytes = freeBytesOnDisk, isChosen = () => false) {
    this.#folder = typeof folder === 'string' ? () => folder : folder
    this.#freeBytes = freeBytes
    this.#isChosen = isChosen
  }

  /** The store where `latent.models.folder` says, else where `defaultFolder` says. */
  static chosen(setting: () => string, env: NodeJS.ProcessEnv): ModelStore {
    const folder = () => ModelStore.defaultFolder(setting().trim() === '' ? env : { ...env, LATENT_MODELS: setting().trim() })
    return new ModelStore(folder, freeBytesOnDisk, () => setting().trim() !== '' || Boolean(env.LATENT_MODELS))
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

  get folder(): string {
    return this.#folder()
  }

  /** Rejects with modelsFolderMissing where the user named a folder that is not there: it was moved, or its disk is not connected. */
  async requireFolder(): Promise<void> {
    if (!this.#isChosen()) return
    const found = await stat(this.folder).catch(() => undefined)
    if (found === undefined) throw LatentError.of('modelsFolderMissing', this.folder)
  }

  /** Where a file of this name is, or is to be. */
  pathOf(name: string): string {
    return join(this.folder, name)
  }

  /** Where a model's file belongs that the user brings. */
  ownPathOf(entry: CatalogueEntry): string {
    return this.pathOf(`${entry.name}.gguf`)
  }

  /** What is here of a model, in the order of the catalogue, a file that the user put here last. Rejects with folderNotReadable. */
  async installed(entry: CatalogueEntry): Promise<readonly StoredModel[]> {
    const stored = await this.list()
    const known = entry.files.flatMap((file): StoredModel[] => {
      const parts = partsIn(stored, file.name)
      const [first] = parts
      if (first === undefined) return []
      const size = sizeOfAll(parts)
      return [{ file, path: first.path, ...size, whole: file.bytes === undefined || file.bytes === size.bytes }]
    })
    const own = stored.find(({ path, name }) => path === this.ownPathOf(entry) && !entry.files.some((file) => file.name === name))
    return own === undefined ? known : [...known, { path: own.path, ...sizeOfAll([own]), whole: true }]
  }

  /** Bytes that a stopped download of a file has left; 0 without one. */
  async partBytes(name: string): Promise<number> {
    const names = await readdir(this.folder).catch(() => [])
    const left = names.filter((found) => found.endsWith('.part') && splitName(found.slice(0, -'.part'.length)).whole === name)
    const sizes = await Promise.all(left.map((found) => bytesOf(this.pathOf(found))))
    return sizes.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0)
  }

  /** Bytes that all stopped downloads have left. */
  async begunBytes(): Promise<number> {
    const names = await readdir(this.folder).catch(() => [])
    const sizes = await Promise.all(names.filter((name) => name.endsWith('.part')).map((name) => bytesOf(this.pathOf(name))))
    return sizes.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0)
  }

  /** What stopped downloads have left, by the name of the whole file; several parts of a model count as one. */
  async begun(): Promise<readonly StoredFile[]> {
    const names = await readdir(this.folder).catch(() => [])
    const begun = names
      .filter((name) => name.endsWith('.gguf.part'))
      .map((name) => splitName(name.slice(0, -'.part'.length)).whole)
    const files = [...new Set(begun)].sort().map(async (name) => {
      return { name, path: this.pathOf(`${name}.part`), bytes: await this.partBytes(name) }
    })
    return await Promise.all(files)
  }

  /** Bytes that the user may still write to the disk of the folder; undefined where the folder is not there. */
  async freeBytes(): Promise<number | undefined> {
    return await this.#freeBytes(this.folder).catch(() => undefined)
  }

  /** Every .gguf file in the folder, by name; none where there is no folder. Rejects with folderNotReadable. */
  async list(): Promise<readonly StoredFile[]> {
    const names = await readdir(this.folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw LatentError.of('folderNotReadable', this.folder, reasonOf(error))
    })
    const files = names.sort().map(async (name) => {
      const path = join(this.folder, name)
      const size = name.endsWith('.gguf') ? await sizeOf(path) : undefined
      return size === undefined ? [] : [{ name, path, ...size }]
    })
    return (await Promise.all(files)).flat()
  }

  /** Deletes a file of a model, all its parts and what a stopped download left of it. Rejects with folderNotWritable. */
  async remove(name: string): Promise<Freed> {
    const names = await readdir(this.folder).catch(() => [])
    const gone = names.filter((found) => belongsTo(found, name))
    const sizes: Size[] = []
    try {
      for (const found of gone) {
        const size = /\.gguf(\.part)?$/.test(found) ? await sizeOf(this.pathOf(found)) : undefined
        await rm(this.pathOf(found), { force: true })
        if (size !== undefined) sizes.push(size)
      }
    } catch (error) {
      throw LatentError.of('folderNotWritable', this.folder, reasonOf(error))
    }
    const { bytes, keptBytes = 0 } = sizeOfAll(sizes)
    return { freedBytes: bytes - keptBytes, ...(keptBytes === 0 ? {} : { keptBytes }) }
  }

  /** Deletes several like `remove`. */
  async removeAll(names: readonly string[]): Promise<Freed> {
    let [freedBytes, keptBytes] = [0, 0]
    for (const name of names) {
      const freed = await this.remove(name)
      freedBytes += freed.freedBytes
      keptBytes += freed.keptBytes ?? 0
    }
    return { freedBytes, ...(keptBytes === 0 ? {} : { keptBytes }) }
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

  /** Rejects with noSpace where the disk cannot take this many bytes more for a file. The folder has to exist. */
  async requireSpace(name: string, bytes: number): Promise<void> {
    const free = await this.#freeBytes(this.folder)
    if (free < bytes) throw LatentError.of('noSpace', this.pathOf(name), gib(bytes, 2), gib(free, 2))
  }
}

/** A whole file, or all parts of a split one; empty where one is missing. */
function partsIn(stored: readonly StoredFile[], name: string): readonly StoredFile[] {
  const whole = stored.find((file) => file.name === name)
  if (whole !== undefined) return [whole]
  const first = stored.find((file) => splitName(file.name).whole === name)
  if (first === undefined) return []
  const parts = partsOf(first.name).map((part) => stored.find((file) => file.name === part))
  return parts.every((part) => part !== undefined) ? parts : []
}

/** The file itself or a part of it, either with what a download keeps beside it. */
function belongsTo(found: string, name: string): boolean {
  const [, file = ''] = /^(.+\.gguf)(\.json|\.part|\.part\.json)?$/.exec(found) ?? []
  return file === name || splitName(file).whole === name
}

async function freeBytesOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

async function bytesOf(path: string): Promise<number | undefined> {
  return (await sizeOf(path))?.bytes
}

type Size = Pick<StoredFile, 'bytes' | 'keptBytes'>

/** Of a file, also where a link leads to it; undefined where there is none. */
async function sizeOf(path: string): Promise<Size | undefined> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) return undefined
  const isKept = found.nlink > 1 || (await lstat(path).catch(() => found)).isSymbolicLink()
  return { bytes: found.size, ...(isKept ? { keptBytes: found.size } : {}) }
}

/** Of several files together. */
export function sizeOfAll(sizes: readonly Size[]): Size {
  const keptBytes = sizes.reduce((sum, size) => sum + (size.keptBytes ?? 0), 0)
  return { bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0), ...(keptBytes === 0 ? {} : { keptBytes }) }
}
