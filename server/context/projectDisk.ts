import { readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readSmallFile } from './disk.ts'

const largestFileBytes = 8_000_000

/** The disk as far as a type check may look at it: nothing is written, and no path of the project leads to another machine. */
export class ProjectDisk {
  readonly #share: string | undefined

  /** `home` is a file of the project; where that lies on a network share, this share may be read, too. */
  constructor(home: string) {
    this.#share = shareOf(home)
  }

  /** `undefined` where there is nothing to read, or more than 8 MB. */
  readFile(path: string): string | undefined {
    return this.#isNear(path) ? readSmallFile(path, largestFileBytes) : undefined
  }

  fileExists(path: string): boolean {
    return this.version(path) !== undefined
  }

  /** Changes when the file does; `undefined` where there is no regular file. */
  version(path: string): string | undefined {
    const facts = this.#isNear(path) ? statSync(path, { throwIfNoEntry: false }) : undefined
    return facts?.isFile() ? `${facts.mtimeMs} ${facts.size}` : undefined
  }

  folderExists(path: string): boolean {
    return this.#isNear(path) && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  }

  /** Names of the folders in a folder, links to folders included. */
  foldersIn(path: string): string[] {
    if (!this.folderExists(path)) return []
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || (entry.isSymbolicLink() && this.folderExists(join(path, entry.name))))
      .map((entry) => entry.name)
  }

  realPath(path: string): string {
    try {
      return this.#isNear(path) ? realpathSync.native(path).replaceAll('\\', '/') : path
    } catch {
      return path
    }
  }

  /** On Windows the mere look at `\\machine\share` logs in there. */
  #isNear(path: string): boolean {
    const share = shareOf(path)
    return share === undefined || share === this.#share
  }
}

function shareOf(path: string): string | undefined {
  return /^[\\/]{2}[^\\/]*/.exec(path)?.[0].toLowerCase().replaceAll('\\', '/')
}
