import { dirname } from 'node:path'
import type TypeScript from 'typescript'
import type { ProjectDisk } from './projectDisk.ts'

/**
 * What one check may read beside TypeScript's own library. Imports beyond it count as not found, for the text as it is and for the
 * changed one alike, so that a project of any size is checked in bounded time.
 */
const mostFiles = 500
const mostCharacters = 6_000_000

interface KnownFile {
  readonly version: string
  readonly snapshot: TypeScript.IScriptSnapshot
}

/** A project as TypeScript's language service sees it: the disk, and in front of it the text of the one file that is checked. */
export class ProjectHost implements TypeScript.LanguageServiceHost {
  readonly #typescript: typeof TypeScript
  readonly #disk: ProjectDisk
  readonly #libraryFolder: string
  readonly #files = new Map<string, KnownFile>()
  #options: TypeScript.CompilerOptions = {}
  #checked = { name: '', text: '', version: 0 }
  #charactersRead = 0

  constructor(typescript: typeof TypeScript, disk: ProjectDisk, libraryFolder: string) {
    this.#typescript = typescript
    this.#disk = disk
    this.#libraryFolder = libraryFolder
  }

  /** From now on `text` is what the file `name` holds, and this file is what is checked. */
  show(name: string, text: string, options: () => TypeScript.CompilerOptions): void {
    if (name !== this.#checked.name) {
      this.#files.clear()
      this.#charactersRead = 0
      this.#options = options()
    }
    if (name !== this.#checked.name || text !== this.#checked.text)
      this.#checked = { name, text, version: this.#checked.version + 1 }
  }

  getCompilationSettings(): TypeScript.CompilerOptions {
    return this.#options
  }
  getScriptFileNames(): string[] {
    return [this.#checked.name]
  }
  getCurrentDirectory(): string {
    return dirname(this.#checked.name)
  }
  getDefaultLibFileName(options: TypeScript.CompilerOptions): string {
    return `${this.#libraryFolder}/${this.#typescript.getDefaultLibFileName(options)}`
  }
  useCaseSensitiveFileNames(): boolean {
    return this.#typescript.sys.useCaseSensitiveFileNames
  }

  getScriptVersion(name: string): string {
    return name === this.#checked.name ? `shown ${this.#checked.version}` : (this.#known(name)?.version ?? '')
  }
  getScriptSnapshot(name: string): TypeScript.IScriptSnapshot | undefined {
    if (name === this.#checked.name) return this.#typescript.ScriptSnapshot.fromString(this.#checked.text)
    return this.#known(name)?.snapshot
  }
  readFile(name: string): string | undefined {
    return this.#disk.readFile(name)
  }
  fileExists(name: string): boolean {
    return name === this.#checked.name || this.#disk.fileExists(name)
  }
  directoryExists(name: string): boolean {
    return this.#disk.folderExists(name)
  }
  getDirectories(name: string): string[] {
    return this.#disk.foldersIn(name)
  }
  realpath(name: string): string {
    return name === this.#checked.name ? name : this.#disk.realPath(name)
  }

  #known(name: string): KnownFile | undefined {
    const version = this.#disk.version(name)
    if (version === undefined) return undefined
    const known = this.#files.get(name)
    if (known?.version === version) return known
    const text = this.#mayRead(name) ? this.#disk.readFile(name) : undefined
    if (text === undefined) return undefined
    const file = { version, snapshot: this.#typescript.ScriptSnapshot.fromString(text) }
    this.#files.set(name, file)
    if (!this.#isLibrary(name)) this.#charactersRead += text.length
    return file
  }

  #mayRead(name: string): boolean {
    return this.#isLibrary(name) || (this.#files.size < mostFiles && this.#charactersRead < mostCharacters)
  }

  #isLibrary(name: string): boolean {
    return name.startsWith(`${this.#libraryFolder}/`)
  }
}
