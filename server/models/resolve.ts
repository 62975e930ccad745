import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, isAbsolute, join, resolve } from 'node:path'
import { isLatentError, LatentError } from '../protocol/errors.ts'
import { catalogue, readCatalogueName } from './catalogue.ts'
import type { CatalogueEntry, CatalogueFile } from './catalogueEntry.ts'
import { isFoundName } from './found/findModels.ts'
import { readGgufExtent } from './ggufHeader.ts'
import { type KnownModels, knownModels } from './known.ts'
import { nearNames } from './nearNames.ts'
import { reasonOf } from './reason.ts'
import { partsOf } from './splitFiles.ts'
import type { ModelStore, StoredModel } from './store.ts'

/** A model file that is there and looks whole. */
export interface ModelFile {
  /** Catalogue name, or the file's name without its ending. */
  readonly name: string
  /** For a model in several files the first of them. */
  readonly path: string
  /** Of all its files. */
  readonly bytes: number
  readonly entry?: CatalogueEntry
  /** The file of the catalogue; absent where the user brought another one. */
  readonly file?: CatalogueFile
}

/**
 * The file that a setting or an option means: a catalogue name, alone or with a quantisation; the name of a model that another program
 * has here; or the path of a .gguf file, absolute or from the home folder (`~`). A relative path counts only from `workingFolder`, which
 * the command line has and an editor does not: there it could lead into a workspace. Rejects with modelNotChosen, modelUnknown,
 * modelMissing, modelsFolderMissing, folderNotReadable, modelFileMissing, modelFileUnreadable, modelNotGguf, modelTruncated or ownEntriesUnusable.
 */
export async function resolveModel(
  setting: string,
  store: ModelStore,
  workingFolder?: string,
  known: KnownModels = knownModels(process.env),
): Promise<ModelFile> {
  const text = setting.trim()
  if (text === '') throw LatentError.of('modelNotChosen')
  if (isFoundName(text)) return await foundFile(text, known)
  // A file of own entries that is broken keeps nobody from the catalogue's models.
  const named = readCatalogueName(text) ?? (isOwnName(text) ? readCatalogueName(text, await known.entries()) : undefined)
  if (named !== undefined) return await installed(named.entry, named.quantisation, store)
  const path = pathOf(text, workingFolder)
  if (path === undefined) throw await unknown(text, known)
  return { name: basename(path).replace(/\.gguf$/i, ''), path, bytes: await checkedBytes(path) }
}

async function unknown(text: string, known: KnownModels): Promise<LatentError> {
  const entries = await known.entries().catch(() => catalogue)
  const near = nearNames(
    text,
    entries.map(({ name }) => name),
  )
  return near.length === 0 ? LatentError.of('modelUnknown', text) : LatentError.of('modelUnknown', text, near.join(', '))
}

/** Whether a text could be the name of an entry of the user's own, which has no slash. */
function isOwnName(text: string): boolean {
  return /^[\w.-]+(:\w+)?$/.test(text) && !/\.gguf$/i.test(text)
}

async function foundFile(name: string, known: KnownModels): Promise<ModelFile> {
  const model = (await known.found()).find((each) => each.name === name)
  if (model === undefined) throw LatentError.of('modelMissing', name)
  return { name, path: model.path, bytes: await checkedBytes(model.path) }
}

async function installed(entry: CatalogueEntry, quantisation: string | undefined, store: ModelStore): Promise<ModelFile> {
  const found = await store.installed(entry)
  const model = quantisation === undefined ? best(found) : found.find(({ file }) => isOf(file, quantisation))
  const name = quantisation === undefined ? entry.name : `${entry.name}:${quantisation}`
  if (model === undefined) {
    await store.requireFolder()
    throw LatentError.of('modelMissing', name)
  }
  const bytes = await checkedBytes(model.path)
  // The digest takes seconds and is `latent models list --verify`'s business; the length costs nothing.
  if (!model.whole) throw LatentError.of('modelTruncated', model.path)
  return { name: entry.name, path: model.path, bytes, entry, ...(model.file === undefined ? {} : { file: model.file }) }
}

/** The largest is the most exact one. */
function best(models: readonly StoredModel[]): StoredModel | undefined {
  return models.toSorted((a, b) => Number(b.whole) - Number(a.whole) || b.bytes - a.bytes)[0]
}

function isOf(file: CatalogueFile | undefined, quantisation: string): boolean {
  return file?.quantisation.toLowerCase() === quantisation.toLowerCase()
}

/** Undefined where the text is no path that may be used. */
function pathOf(text: string, workingFolder: string | undefined): string | undefined {
  if (/^~[\\/]/.test(text)) return join(homedir(), text.slice(2))
  if (isAbsolute(text)) return text
  const looksLikePath = /[\\/]|\.gguf$/i.test(text)
  return workingFolder !== undefined && looksLikePath ? resolve(workingFolder, text) : undefined
}

/** Bytes of all files of a model that look whole. Rejects with modelFileMissing, modelFileUnreadable, modelNotGguf or modelTruncated. */
export async function checkedBytes(path: string): Promise<number> {
  const sizes = await Promise.all(partsOf(path).map(checkedFileBytes))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

async function checkedFileBytes(path: string): Promise<number> {
  try {
    const found = await stat(path)
    if (!found.isFile()) throw LatentError.of('modelNotGguf', path)
    const extent = await readGgufExtent(path)
    if (extent.kind === 'notGguf') throw LatentError.of('modelNotGguf', path)
    if (extent.kind === 'cut' || (extent.kind === 'read' && found.size < extent.bytesNeeded)) {
      throw LatentError.of('modelTruncated', path)
    }
    return found.size
  } catch (error) {
    if (isLatentError(error)) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw LatentError.of('modelFileMissing', path)
    throw LatentError.of('modelFileUnreadable', path, reasonOf(error))
  }
}
