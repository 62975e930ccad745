import type { Grammar } from '../languages.ts'
import type { Import, ImportedName } from './codeModule.ts'
import { resolveCpp, resolveGo, resolveJava, resolveRust } from './resolveByFolder.ts'
import { resolveEcmaScript } from './resolveEcmaScript.ts'
import { resolvePython } from './resolvePython.ts'
import type { VisibleFiles } from './visibleFiles.ts'

/** A file that an import leads to, and what of it comes in. */
export interface ImportTarget {
  /** Absolute. */
  readonly path: string
  readonly names: readonly ImportedName[]
  /** `all`: everything exported; `used`: of everything only what is used, because the language brings in whole packages. */
  readonly everything: 'no' | 'all' | 'used'
}

/** Where a file's import leads within the workspace folder; empty for packages installed elsewhere and for what does not exist. */
export function resolveImport(imported: Import, from: string, grammar: Grammar, files: VisibleFiles): readonly ImportTarget[] {
  const targets = resolvers[grammar]?.(imported, from, files) ?? []
  return targets.filter(({ path }) => path !== from)
}

type Resolver = (imported: Import, from: string, files: VisibleFiles) => readonly ImportTarget[]

const resolvers: Partial<Record<Grammar, Resolver>> = {
  typescript: resolveEcmaScript,
  tsx: resolveEcmaScript,
  javascript: resolveEcmaScript,
  python: resolvePython,
  go: resolveGo,
  java: resolveJava,
  rust: resolveRust,
  cpp: resolveCpp,
}
