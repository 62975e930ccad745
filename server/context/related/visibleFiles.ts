import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { generatedReason } from '../generated.ts'
import type { IgnoredFiles } from '../ignoredFiles.ts'
import { languageIdOfPath } from '../languages.ts'
import { looksSecret } from '../secretFiles.ts'
import { SourceText } from '../source.ts'

/** The disk as far as related code may look at it. Nothing throws: what cannot be read is not there. */
export interface RelatedDisk {
  /** `undefined` where there is no regular file, or one of more than `mostBytes`. */
  readFile(path: string, mostBytes: number): string | undefined
  /** Changes when the file does; `undefined` where there is no regular file. */
  version(path: string): string | undefined
  /** Where a path leads once links are followed; `undefined` where it leads nowhere. */
  realPath(path: string): string | undefined
  /** Names of the regular files in a folder. */
  filesIn(folder: string): readonly string[]
}

/** A document that is open in the editor. */
export interface OpenFile {
  /** Absolute, or the name of an untitled document. */
  readonly path: string
  readonly source: SourceText
  /** Its workspace folder, where that is another one than the asking document's. Absolute. */
  readonly folder?: string
}

/** Longer files are data or generated, and parsing them would hold up the process. */
export const mostFileBytes = 500_000

/** The files that a completion in one workspace folder may look at: open ones as they stand in the editor, others as on the disk. */
export class VisibleFiles {
  readonly folder: string | undefined
  readonly #disk: RelatedDisk
  readonly #open: ReadonlyMap<string, OpenFile>
  readonly #ignored: (folder: string) => IgnoredFiles
  /** What was found out of the disk in this one look: the same files are asked for again and again. */
  readonly #versions = new Map<string, string | undefined>()
  readonly #onDisk = new Map<string, string | undefined>()
  #realFolder: string | undefined

  constructor(
    disk: RelatedDisk,
    folder: string | undefined,
    open: readonly OpenFile[],
    ignored: (folder: string) => IgnoredFiles,
  ) {
    this.folder = folder
    this.#disk = disk
    this.#open = new Map(open.map((file) => [file.path, file]))
    this.#ignored = ignored
  }

  exists(path: string): boolean {
    return this.#open.has(path) || (within(this.folder, path) && this.#diskVersion(path) !== undefined)
  }

  filesIn(folder: string): readonly string[] {
    return folder === this.folder || within(this.folder, folder) ? this.#disk.filesIn(folder) : []
  }

  /** Text of a small file that steers how imports are found, such as tsconfig.json. Only the folder's own. */
  configText(path: string): string | undefined {
    return this.#staysInside(path) ? (this.#open.get(path)?.source.text ?? this.#disk.readFile(path, mostFileBytes)) : undefined
  }

  /** Changes with the file's text; `undefined` where the file may not be looked at. */
  version(path: string): string | undefined {
    if (!this.#versions.has(path)) this.#versions.set(path, this.#versionOf(path))
    return this.#versions.get(path)
  }

  /** The text of a file that may be looked at. */
  source(path: string): SourceText | undefined {
    const open = this.#open.get(path)
    if (open !== undefined) return this.mayShow(open) ? open.source : undefined
    const text = this.version(path) === undefined ? undefined : this.#disk.readFile(path, mostFileBytes)
    if (text === undefined) return undefined
    const source = new SourceText(path, languageIdOfPath(path), text)
    return generatedReason(source) === undefined ? source : undefined
  }

  /** Whether an open document's text may stand in a prompt: neither secret, nor ignored, nor too long, nor generated. */
  mayShow({ path, source, folder = this.folder }: OpenFile): boolean {
    if (looksSecret(path) || source.text.length > mostFileBytes) return false
    return !this.#isIgnored(path, folder) && generatedReason(source) === undefined
  }

  /** Whether a path, open or not, is one whose text may stand in a prompt. */
  mayShowPath(path: string): boolean {
    const open = this.#open.get(path)
    if (open !== undefined) return this.mayShow(open)
    return within(this.folder, path) && !looksSecret(path) && !this.#isIgnored(path, this.folder)
  }

  /** What a file is called in a prompt: relative to its folder, with `/` on every system. */
  nameOf(path: string): string {
    const folder = this.#open.get(path)?.folder ?? this.folder
    const name = folder !== undefined && within(folder, path) ? relative(folder, path) : path.slice(dirname(path).length)
    return name.split(sep).join('/').replace(/^\/+/, '')
  }

  #versionOf(path: string): string | undefined {
    const open = this.#open.get(path)
    if (open !== undefined) return this.mayShow(open) ? open.source.text : undefined
    const allowed = within(this.folder, path) && !looksSecret(path) && !this.#isIgnored(path, this.folder)
    return allowed && this.#staysInside(path) ? this.#diskVersion(path) : undefined
  }

  #diskVersion(path: string): string | undefined {
    if (!this.#onDisk.has(path)) this.#onDisk.set(path, this.#disk.version(path))
    return this.#onDisk.get(path)
  }

  #isIgnored(path: string, folder: string | undefined): boolean {
    return folder !== undefined && this.#ignored(folder).isIgnored(path)
  }

  /** A link must lead to a file of the folder, and to one that may be looked at by its own name. */
  #staysInside(path: string): boolean {
    if (this.folder === undefined || !within(this.folder, path)) return false
    this.#realFolder ??= this.#disk.realPath(this.folder)
    const [root, real] = [this.#realFolder, this.#disk.realPath(path)]
    if (root === undefined || real === undefined || !within(root, real)) return false
    return !looksSecret(real) && !this.#isIgnored(join(this.folder, relative(root, real)), this.folder)
  }
}

export function within(folder: string | undefined, path: string): boolean {
  if (folder === undefined) return false
  const inner = relative(folder, path)
  return inner !== '' && inner !== '..' && !inner.startsWith(`..${sep}`) && !isAbsolute(inner)
}
