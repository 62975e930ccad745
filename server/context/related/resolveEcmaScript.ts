import { dirname, extname, join } from 'node:path'
import type { Import } from './codeModule.ts'
import { aliasedPaths } from './pathAliases.ts'
import type { ImportTarget } from './resolveImport.ts'
import type { VisibleFiles } from './visibleFiles.ts'

const extensions = ['.ts', '.tsx', '.d.ts', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']
/** What a compiled file was written as, or is described by; in the order of TypeScript. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.d.ts', '.js'],
  '.jsx': ['.tsx', '.d.ts', '.jsx'],
  '.mjs': ['.mts', '.d.mts', '.mjs'],
  '.cjs': ['.cts', '.d.cts', '.cjs'],
}

/** By relative path, or by the `paths` and `baseUrl` of the nearest tsconfig.json or jsconfig.json. */
export function resolveEcmaScript(imported: Import, from: string, files: VisibleFiles): readonly ImportTarget[] {
  const { specifier, names } = imported
  const bases = /^\.{1,2}(\/|$)/.test(specifier) ? [join(dirname(from), specifier)] : aliasedPaths(specifier, from, files)
  for (const base of bases) {
    const path = candidates(base).find((each) => files.exists(each))
    if (path !== undefined) return [{ path, names, everything: imported.everything ? 'all' : 'no' }]
  }
  return []
}

function candidates(base: string): readonly string[] {
  const extension = extname(base)
  const stem = base.slice(0, base.length - extension.length)
  return [
    ...(sourcesOf[extension] ?? []).map((each) => stem + each),
    ...(extensions.includes(extension) ? [base] : []),
    ...extensions.map((each) => base + each),
    ...extensions.map((each) => join(base, `index${each}`)),
  ]
}
