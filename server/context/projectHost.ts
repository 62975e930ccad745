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

/** Texts that stand in the place of files, by the names that TypeScript has for them. */
export type ShownTexts = ReadonlyMap<string, string>

/**
 * A project as TypeScript's language service sees it: the disk, and in front of it the text of the one file that is checked, and of those that
 * are looked at beside it.
 */
export class ProjectHost implements TypeScript.LanguageServiceHost {
  readonly #typescript: typeof TypeScript
  readonly #disk: ProjectDisk
  readonly #libraryFolder: string
  readonly #files = new Map<string, KnownFile>()
  #options: TypeScript.CompilerOptions = {}
  #checked = { name: '', text: '', version: 0 }
  #charactersRead = 0
  #beside: ReadonlyMap<string, KnownFile> = new Map()
  #shownBeside = 0

  constructor(typescript: typeof TypeScript, disk: ProjectDisk, libraryFolder: string) {
    this.#typescript = typescript
    this.#disk = disk
    this.#libraryFolder = libraryFolder
  }

  /**
   * From now on `text` is what the file `name` holds, and this file is what is checked. Those beside it belong to the project whether or not
   * it imports them.
   */
  show(name: string, text: string, options: () => TypeScript.CompilerOptions, beside: ShownTexts): void {
    this.#showBeside(name, beside)
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
    return [this.#checked.name, ...this.#beside.keys()]
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
    if (name === this.#checked.name) return `shown ${this.#checked.version}`
    return (this.#beside.get(name) ?? this.#known(name))?.version ?? ''
  }
  getScriptSnapshot(name: string): TypeScript.IScriptSnapshot | undefined {
    if (name === this.#checked.name) return this.#typescript.ScriptSnapshot.fromString(this.#checked.text)
    return (this.#beside.get(name) ?? this.#known(name))?.snapshot
  }
  readFile(name: string): string | undefined {
    return this.#disk.readFile(name)
  }
  fileExists(name: string): boolean {
    return this.#isShown(name) || this.#disk.fileExists(name)
  }
  directoryExists(name: string): boolean {
    return this.#disk.folderExists(name)
  }
  getDirectories(name: string): string[] {
    return this.#disk.foldersIn(name)
  }
  realpath(name: string): string {
    return this.#isShown(name) ? name : this.#disk.realPath(name)
  }

  #isShown(name: string): boolean {
    return name === this.#checked.name || this.#beside.has(name)
  }

  #showBeside(checked: string, beside: ShownTexts): void {
    if (beside.size === 0 && this.#beside.size === 0) return
    const shown = [...beside].filter(([name]) => name !== checked)
    this.#beside = new Map(shown.map(([name, text]) => [name, this.#shownFile(name, text)]))
  }

  /** With the version that it had, where its text is the same: else TypeScript would read it again. */
  #shownFile(name: string, text: string): KnownFile {
    const known = this.#beside.get(name)
    if (known !== undefined && known.snapshot.getText(0, known.snapshot.getLength()) === text) return known
    this.#shownBeside += 1
    return { version: `beside ${this.#shownBeside}`, snapshot: this.#typescript.ScriptSnapshot.fromString(text) }
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
