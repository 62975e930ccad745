import { dirname, extname, join } from 'node:path'
import type { Import } from './codeModule.ts'
import type { ImportTarget } from './resolveImport.ts'
import { type VisibleFiles, within } from './visibleFiles.ts'

/** A package with more files than this is not read as a whole. */
const mostFiles = 20

/** `module example.com/m` in a go.mod of the file's folder or above says which folder an import path names. */
export function resolveGo({ specifier }: Import, from: string, files: VisibleFiles): readonly ImportTarget[] {
  for (const folder of foldersAbove(from, files)) {
    const config = join(folder, 'go.mod')
    const module = files.exists(config) ? /^module\s+(\S+)/m.exec(files.configText(config) ?? '')?.[1] : undefined
    if (module === undefined) continue
    const inside = specifier === module ? '' : specifier.startsWith(`${module}/`) ? specifier.slice(module.length) : undefined
    return inside === undefined ? [] : wholeFolder(join(folder, inside), from, files)
  }
  return []
}

/** The other files of a Go package, or of a Java one, whose files are named after their class: what they declare needs no import. */
export function siblings(from: string, near: ReadonlySet<string>, files: VisibleFiles): readonly ImportTarget[] {
  const isJava = extname(from) === '.java'
  return wholeFolder(dirname(from), from, files, (name) => !isJava || near.has(name.slice(0, -'.java'.length)))
}

/** By the folders of the package's name, from whichever folder around the file they begin in. */
export function resolveJava(
  { specifier, names, everything }: Import,
  from: string,
  files: VisibleFiles,
): readonly ImportTarget[] {
  const parts = specifier.split('.')
  const roots = foldersAbove(from, files).flatMap((folder) => [folder, join(folder, 'src'), join(folder, 'src/main/java')])
  for (const root of roots) {
    const path = `${join(root, ...parts)}.java`
    if (files.exists(path)) return [{ path, names, everything: everything ? 'used' : 'no' }]
    const whole = everything ? wholeFolder(join(root, ...parts), from, files) : []
    if (whole.length > 0) return whole
  }
  return []
}

/** Beside the file, then in the folders where headers usually lie. */
export function resolveCpp({ specifier }: Import, from: string, files: VisibleFiles): readonly ImportTarget[] {
  const above = foldersAbove(from, files)
  const roots = [dirname(from), ...above.flatMap((folder) => [folder, join(folder, 'include'), join(folder, 'src')])]
  const path = roots.map((root) => join(root, specifier)).find((each) => files.exists(each))
  return path === undefined ? [] : [{ path, names: [], everything: 'used' }]
}

/** `crate`, `super`, `self` and the modules below them; other crates are not looked for. */
export function resolveRust(
  { specifier, names, everything }: Import,
  from: string,
  files: VisibleFiles,
): readonly ImportTarget[] {
  const [first = '', ...inner] = specifier.split('::')
  const start = rustStart(first, from, files)
  if (start === undefined) return []
  let folder = start
  while (inner[0] === 'super') {
    folder = dirname(folder)
    inner.shift()
  }
  const module = rustModule(join(folder, ...inner), inner.length === 0, files)
  const target = everything ? ('used' as const) : ('no' as const)
  // `use a::b::{c}` may bring in the module c as well as something that b declares.
  const modules = names.flatMap(({ imported }) => rustModule(join(folder, ...inner, imported), false, files) ?? [])
  return [
    ...(module === undefined ? [] : [{ path: module, names, everything: target }]),
    ...modules.map((path) => ({ path, names: [], everything: 'used' as const })),
  ]
}

/** The folder that holds the modules below the named one. */
function rustStart(first: string, from: string, files: VisibleFiles): string | undefined {
  const name = from.slice(dirname(from).length + 1, -extname(from).length)
  const own = /^(mod|lib|main)$/.test(name) ? dirname(from) : join(dirname(from), name)
  if (first === 'self') return own
  if (first === 'super') return dirname(own)
  if (first !== 'crate') return undefined
  const root = foldersAbove(from, files).find((folder) => files.exists(join(folder, 'Cargo.toml')))
  return root === undefined ? undefined : join(root, 'src')
}

function rustModule(base: string, isRoot: boolean, files: VisibleFiles): string | undefined {
  const roots = isRoot ? [join(base, 'lib.rs'), join(base, 'main.rs')] : []
  return [`${base}.rs`, join(base, 'mod.rs'), ...roots].find((path) => files.exists(path))
}

function wholeFolder(
  folder: string,
  from: string,
  files: VisibleFiles,
  wanted: (name: string) => boolean = () => true,
): readonly ImportTarget[] {
  const extension = extname(from)
  const names = files
    .filesIn(folder)
    .filter((name) => name.endsWith(extension) && !name.endsWith('_test.go') && wanted(name))
    .sort()
  const paths = names.slice(0, mostFiles).map((name) => join(folder, name))
  return paths.filter((path) => path !== from).map((path) => ({ path, names: [], everything: 'used' }))
}

function foldersAbove(from: string, files: VisibleFiles): readonly string[] {
  const folders: string[] = []
  for (let folder = dirname(from); folder === files.folder || within(files.folder, folder); folder = dirname(folder)) {
    folders.push(folder)
  }
  return folders
}
