import { posix } from 'node:path'
import { engineScope } from './targets.ts'

/** Packages that node-llama-cpp asks for and that nothing of Latent's ever runs, with why. What they alone lead to stays behind, too. */
export const neverRun: Readonly<Record<string, string>> = {
  'cmake-js': 'compiles llama.cpp, which Latent never does',
  'node-addon-api': 'headers for compiling llama.cpp',
  'validate-npm-package-name': "makes a new project for node-llama-cpp's own command line",
  yargs: "node-llama-cpp's own command line",
  '@reflink/reflink': 'copies files in its downloader, which Latent does not use',
}

/** Whether a package stays behind: it is never run, or it is an engine, which each target takes for itself. */
export function isLeftOut(name: string): boolean {
  return Object.hasOwn(neverRun, name) || name.startsWith(`${engineScope}/`)
}

const developersFolder = /^(tests?|__tests__|examples?|docs?|\.github|coverage|benchmarks?|fixtures|\.nyc_output)$/
const developersFile =
  /(\.(map|tsbuildinfo|c?ts|mts|flow|npmignore)|^\.(?!bin).*|(^|\/)(readme|changelog|changes|history|security|contributing|upgrading)(\.\w+)?)$/i
/** A licence is shipped whatever its file is called otherwise. */
export const licenceFile = /^(licen[cs]es?|copying|notices?|third.?party.*)([.-].*)?$/i

/**
 * Whether a file of a shipped package is needed where it runs. `path` is relative to the package's folder, with `/`; `grammars` are the files of
 * the grammars that the syntax parser loads.
 */
export function isNeeded(packageName: string, path: string, grammars: ReadonlySet<string>): boolean {
  const parts = path.split('/')
  // Packages within a package have a place of their own in the lockfile.
  if (parts.includes('node_modules')) return false
  const name = posix.basename(path)
  if (parts.length === 1 && licenceFile.test(name)) return true
  switch (packageName) {
    case 'typescript':
      return name === 'package.json' || /^lib\/(typescript\.js|lib\..*\.d\.ts|lib\.d\.ts)$/.test(path)
    case '@vscode/tree-sitter-wasm':
      return !isForDevelopers(parts, name) && (!/^tree-sitter-.*\.wasm$/.test(name) || grammars.has(name))
    case 'node-llama-cpp':
      // The folder has llama.cpp's source and its history for builds that Latent never makes; these two files tell which release it is.
      if (parts[0] === 'llama') return /^llama\/(binariesGithubRelease|llama\.cpp\.info)\.json$/.test(path)
      return parts[0] !== 'templates' && parts[0] !== 'bins' && !isForDevelopers(parts, name)
    default:
      return !isForDevelopers(parts, name)
  }
}

function isForDevelopers(parts: readonly string[], name: string): boolean {
  return parts.slice(0, -1).some((part) => developersFolder.test(part)) || developersFile.test(name)
}

/** Files of the grammars that server/context/languages.ts names in its type `Grammar`. */
export function grammarFiles(languagesSource: string): ReadonlySet<string> {
  const [, names = ''] = /export type Grammar = (.*)/.exec(languagesSource) ?? []
  return new Set([...names.matchAll(/'([\w-]+)'/g)].map(([, name]) => `tree-sitter-${name}.wasm`))
}

/** A shipped package's manifest without what stays behind, without scripts and without what only its developers need. */
export function trimmedManifest(manifest: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { scripts, devDependencies, devDependenciesMeta, optionalDependencies, dependencies, ...kept } = manifest
  const without = (list: unknown) =>
    Object.fromEntries(Object.entries((list ?? {}) as Record<string, string>).filter(([name]) => !isLeftOut(name)))
  return { ...kept, dependencies: without(dependencies) }
}
