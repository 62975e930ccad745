import { basename, join, relative, sep } from 'node:path'
import ignore, { type Ignore } from 'ignore'
import { readSmallFile } from './disk.ts'

/** Later ones overrule earlier ones of the same folder: `.latentignore` can take a file back in. */
const ruleFiles = ['.gitignore', '.latentignore']
const mostRuleBytes = 1_000_000

/** Whether a file says which files are excluded. */
export function isRuleFile(path: string): boolean {
  return ruleFiles.includes(basename(path))
}

/** Which files of a workspace folder its .gitignore and .latentignore files exclude, those of inner folders included. */
export class IgnoredFiles {
  readonly #root: string
  readonly #rules = new Map<string, Ignore>()

  constructor(root: string) {
    this.#root = root
  }

  /** Paths outside the folder, and the folder itself, are not excluded. A file of an excluded folder is, whatever else is said of it. */
  isIgnored(path: string): boolean {
    const inside = relative(this.#root, path)
    // `relative` gives an absolute path back where the two are on different drives.
    if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || join(this.#root, inside) !== join(path)) return false
    const names = inside.split(sep)
    return names.some((_, index) => this.#excludes(names.slice(0, index + 1), index < names.length - 1))
  }

  /** To be called when a rule file changed. */
  forget(): void {
    this.#rules.clear()
  }

  /** The innermost folder with an opinion decides. */
  #excludes(names: readonly string[], isFolder: boolean): boolean {
    for (let depth = names.length - 1; depth >= 0; depth -= 1) {
      const verdict = this.#rulesOf(names.slice(0, depth)).test(names.slice(depth).join('/') + (isFolder ? '/' : ''))
      if (verdict.ignored) return true
      if (verdict.unignored) return false
    }
    return false
  }

  #rulesOf(folder: readonly string[]): Ignore {
    const key = folder.join('/')
    const known = this.#rules.get(key)
    if (known !== undefined) return known
    const rules = ignore({ ignorecase: process.platform === 'win32' || process.platform === 'darwin' })
    for (const name of ruleFiles) rules.add(readSmallFile(join(this.#root, ...folder, name), mostRuleBytes) ?? '')
    this.#rules.set(key, rules)
    return rules
  }
}
