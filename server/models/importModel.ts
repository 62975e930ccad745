import { link, stat, symlink } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import type { Bilingual } from '../protocol/displayLanguage.ts'
import { LatentError } from '../protocol/errors.ts'
import { catalogue } from './catalogue.ts'
import { copyFrom } from './localSource.ts'
import { PartFile, sha256Of } from './partFile.ts'
import { reasonOf } from './reason.ts'
import { checkedBytes } from './resolve.ts'
import { partsOf, splitName } from './splitFiles.ts'
import type { ModelStore } from './store.ts'

/** `auto`: a hard link, which takes no space and outlives the original; a copy where the folder is on another disk. */
export type ImportWay = 'auto' | 'hardlink' | 'copy' | 'symlink'

export interface ImportOptions {
  readonly way: ImportWay
  /** Of the file in the folder of models, with or without `.gguf`; by default the file's own, or that of the catalogue's model which it is. */
  readonly name?: string
}

export interface ImportedModel {
  /** What `latent.model` takes: a name of the catalogue, else the path. */
  readonly model: string
  readonly path: string
  readonly way: Exclude<ImportWay, 'auto'>
  readonly bytes: number
}

/**
 * Takes a GGUF file of the user's, with all its parts, into the folder of models. The original stays as it is. Rejects with
 * modelFileMissing, modelFileUnreadable, modelNotGguf, modelTruncated, importRefused, noSpace, diskFull, folderGone or
 * folderNotWritable, or when the signal is aborted.
 */
export async function importModel(
  path: string,
  store: ModelStore,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<ImportedModel> {
  const source = resolve(path)
  const bytes = await checkedBytes(source)
  const known = options.name === undefined ? await knownAs(source, bytes, signal) : undefined
  const target = targetName(source, options.name ?? known?.file)
  await store.open()
  const pairs = partsOf(source).map((part, index) => ({ from: part, to: store.pathOf(partsOf(target)[index] ?? target) }))
  for (const { to } of pairs) await refuseTaken(source, to)
  let way = options.way
  for (const { from, to } of pairs) way = await bring(from, to, way, store, signal)
  const first = pairs[0]?.to ?? store.pathOf(target)
  return { model: known?.model ?? first, path: first, way: way === 'auto' ? 'hardlink' : way, bytes }
}

/** The catalogue's name for a file whose length and digest it has. Only a file of the right length is read. */
async function knownAs(path: string, bytes: number, signal: AbortSignal): Promise<{ model: string; file: string } | undefined> {
  for (const entry of catalogue) {
    for (const file of entry.files) {
      if (file.sha256 === undefined || file.bytes !== bytes || (await sha256Of(path, signal)) !== file.sha256) continue
      return { model: entry.files.length > 1 ? `${entry.name}:${file.quantisation}` : entry.name, file: file.name }
    }
  }
  return undefined
}

/** With the numbers of the source where it is in several files. */
function targetName(source: string, wished: string | undefined): string {
  const own = basename(source)
  if (wished === undefined) return own
  const stem = wished.replace(/\.gguf$/i, '')
  if (!/^[\w-][\w. -]*$/.test(stem)) {
    throw refused(source, { en: `"${wished}" is no name of a file`, zh: `“${wished}”不是文件名` })
  }
  const { count } = splitName(own)
  return count === 1 ? `${stem}.gguf` : `${stem}-00001-of-${String(count).padStart(5, '0')}.gguf`
}

async function refuseTaken(source: string, target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined)
  if (found === undefined) return
  const same = (await stat(source)).ino === found.ino
  throw refused(
    source,
    same
      ? { en: `it is in the folder of models already, as ${target}`, zh: `它已在模型文件夹中：${target}` }
      : { en: `there is another file at ${target}`, zh: `${target} 处已有另一个文件` },
  )
}

/** The way that it was brought. After the first file of several, that way holds for the others. */
async function bring(
  from: string,
  to: string,
  way: ImportWay,
  store: ModelStore,
  signal: AbortSignal,
): Promise<Exclude<ImportWay, 'auto'>> {
  if (way === 'symlink') return await linked(from, to, symlink, 'symlink')
  if (way === 'hardlink') return await linked(from, to, link, 'hardlink')
  if (way === 'auto') {
    const done = await link(from, to).then(
      () => true,
      () => false,
    )
    if (done) return 'hardlink'
  }
  await copied(from, to, store, signal)
  return 'copy'
}

async function linked<Way>(from: string, to: string, make: (from: string, to: string) => Promise<void>, way: Way): Promise<Way> {
  try {
    await make(from, to)
    return way
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EXDEV') {
      throw refused(from, { en: 'a hard link cannot lead to another disk', zh: '硬链接不能指向其他磁盘' })
    }
    throw LatentError.of('folderNotWritable', dirname(to), reasonOf(error))
  }
}

/** Half a copy is never under the final name. */
async function copied(from: string, to: string, store: ModelStore, signal: AbortSignal): Promise<void> {
  const { size } = await stat(from)
  await store.requireSpace(basename(to), size)
  await PartFile.write(
    to,
    size,
    () => undefined,
    (part) => copyFrom(from, basename(from), part, signal),
  )
}

function refused(path: string, why: Bilingual): LatentError {
  return LatentError.of('importRefused', path, why)
}
