import { dirname, join } from 'node:path'
import type { Import, ImportedName } from './codeModule.ts'
import type { ImportTarget } from './resolveImport.ts'
import { type VisibleFiles, within } from './visibleFiles.ts'

/** Relative to the file's package, or to any folder that Python may have on its path: those around the file, and `src`. */
export function resolvePython(imported: Import, from: string, files: VisibleFiles): readonly ImportTarget[] {
  const [, dots = '', dotted = ''] = /^(\.*)(.*)$/s.exec(imported.specifier) ?? []
  const names = dotted === '' ? [] : dotted.split('.').map((name) => name.trim())
  const roots = dots === '' ? searchRoots(from, files) : [upFrom(dirname(from), dots.length - 1)]
  for (const root of roots) {
    const targets = targetsAt(join(root, ...names), imported, files)
    if (targets.length > 0) return targets
  }
  return []
}

/** `from package import a, b`: each name is a module of the package where there is one, else something that the package declares. */
function targetsAt(base: string, imported: Import, files: VisibleFiles): readonly ImportTarget[] {
  const targets: ImportTarget[] = []
  const declared: ImportedName[] = []
  const module = moduleAt(base, files)
  for (const name of imported.names) {
    const submodule = module?.endsWith('__init__.py') === false ? undefined : moduleAt(join(base, name.imported), files)
    if (submodule === undefined) declared.push(name)
    else targets.push({ path: submodule, names: [], everything: 'all' })
  }
  if (module === undefined || (declared.length === 0 && !imported.everything)) return targets
  return [...targets, { path: module, names: declared, everything: imported.everything ? 'all' : 'no' }]
}

function moduleAt(base: string, files: VisibleFiles): string | undefined {
  return [`${base}.py`, join(base, '__init__.py'), `${base}.pyi`].find((path) => files.exists(path))
}

/** A folder that is a package itself is on no path: within it, `import types` means the library's. */
function searchRoots(from: string, files: VisibleFiles): readonly string[] {
  const roots: string[] = []
  for (let folder = dirname(from); folder === files.folder || within(files.folder, folder); folder = dirname(folder)) {
    if (!files.exists(join(folder, '__init__.py'))) roots.push(folder)
  }
  if (files.folder === undefined) return [dirname(from)]
  return [...roots, files.folder, join(files.folder, 'src')]
}

function upFrom(folder: string, levels: number): string {
  return join(folder, ...Array.from({ length: levels }, () => '..'))
}
