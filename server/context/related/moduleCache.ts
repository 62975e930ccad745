import { setImmediate } from 'node:timers/promises'
import type { SyntaxParser } from '../parser.ts'
import type { CodeModule } from './codeModule.ts'
import { readModule } from './readModule.ts'
import type { VisibleFiles } from './visibleFiles.ts'

const mostModules = 400

interface Known {
  readonly version: string
  readonly module: Promise<CodeModule | undefined>
}

/** Files as they were read last, as long as they stay the same. */
export class ModuleCache {
  readonly #parser: SyntaxParser
  readonly #known = new Map<string, Known>()

  constructor(parser: SyntaxParser) {
    this.#parser = parser
  }

  /** `undefined` for a file that may not be looked at or is in no language with a grammar. */
  async at(path: string, files: VisibleFiles): Promise<CodeModule | undefined> {
    const version = files.version(path)
    if (version === undefined) return undefined
    const known = this.#known.get(path)
    const current = known?.version === version ? known : { version, module: this.#read(path, files) }
    // The one used last is the last in the map, and the last to go.
    this.#known.delete(path)
    this.#known.set(path, current)
    const [oldest] = this.#known.keys()
    if (this.#known.size > mostModules && oldest !== undefined) this.#known.delete(oldest)
    return current.module
  }

  forget(path: string): void {
    this.#known.delete(path)
  }

  async #read(path: string, files: VisibleFiles): Promise<CodeModule | undefined> {
    try {
      // Between two files the process answers others, the one who calls this off among them.
      await setImmediate()
      const source = files.source(path)
      return source === undefined ? undefined : await readModule(source, this.#parser)
    } catch {
      // A text that the parser fails on tells nothing; it is looked at again once it changed.
      return undefined
    }
  }
}
