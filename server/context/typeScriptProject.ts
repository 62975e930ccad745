import { basename, dirname, extname, join, resolve } from 'node:path'
import type TypeScript from 'typescript'
import type { ProjectDisk } from './projectDisk.ts'
import type { SourceText } from './source.ts'

type TypeScriptLibrary = typeof TypeScript

/** File extensions of the languages whose types can be checked; the first one is given to a text whose name has none of them. */
const extensionsOf: ReadonlyMap<string, readonly string[]> = new Map([
  ['typescript', ['.ts', '.mts', '.cts']],
  ['typescriptreact', ['.tsx']],
  ['javascript', ['.js', '.mjs', '.cjs', '.jsx']],
  ['javascriptreact', ['.jsx', '.js']],
])

/** The name under which TypeScript sees a text, or `undefined` when it is in another language. */
export function checkedName(source: SourceText): string | undefined {
  const extensions = extensionsOf.get(source.languageId)
  if (extensions === undefined) return undefined
  const path = slashed(resolve(source.path))
  return extensions.includes(extname(path).toLowerCase()) ? path : `${path}${extensions[0]}`
}

/** The nearest tsconfig.json or jsconfig.json at or above a file's folder. */
export function nearestConfig(file: string, disk: ProjectDisk): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const config = ['tsconfig.json', 'jsconfig.json'].map((name) => join(folder, name)).find((path) => disk.fileExists(path))
    if (config !== undefined || folder === dirname(folder)) return config && slashed(config)
  }
}

/**
 * The options of a project, with what checking one file without writing anything asks for. No plugin is ever loaded. A config that
 * cannot be read counts as far as it can.
 */
export function optionsOf(
  typescript: TypeScriptLibrary,
  config: string | undefined,
  file: string,
  disk: ProjectDisk,
): TypeScript.CompilerOptions {
  const own = config === undefined ? {} : readOptions(typescript, config, disk)
  const isJavaScript = /\.[cm]?jsx?$/.test(file)
  const options: TypeScript.CompilerOptions = { ...defaults(typescript, own), ...own, ...neverWrites, skipLibCheck: true }
  delete options.plugins
  if (!isJavaScript) return options
  // Who did not ask for JavaScript to be checked did not write it to be checked strictly.
  return { ...options, allowJs: true, checkJs: true, ...(own.checkJs !== true && { strict: false, noImplicitAny: false }) }
}

const neverWrites: TypeScript.CompilerOptions = { noEmit: true, incremental: false, composite: false, declaration: false }

function defaults(typescript: TypeScriptLibrary, own: TypeScript.CompilerOptions): TypeScript.CompilerOptions {
  // How modules are resolved follows from their kind where the project names that.
  const modules: TypeScript.CompilerOptions =
    own.module === undefined && own.moduleResolution === undefined
      ? { module: typescript.ModuleKind.ESNext, moduleResolution: typescript.ModuleResolutionKind.Bundler }
      : {}
  return {
    ...modules,
    target: typescript.ScriptTarget.ESNext,
    jsx: typescript.JsxEmit.Preserve,
    strict: own.strict ?? Object.keys(own).length === 0,
    esModuleInterop: true,
    resolveJsonModule: true,
    allowImportingTsExtensions: true,
  }
}

function readOptions(typescript: TypeScriptLibrary, config: string, disk: ProjectDisk): TypeScript.CompilerOptions {
  const read = (path: string) => disk.readFile(path)
  const { config: content } = typescript.readConfigFile(config, read)
  const host: TypeScript.ParseConfigHost = {
    useCaseSensitiveFileNames: typescript.sys.useCaseSensitiveFileNames,
    // Only the options are wanted: the files of the project are found by what the checked file imports.
    readDirectory: () => [],
    fileExists: (path) => disk.fileExists(path),
    readFile: read,
  }
  return typescript.parseJsonConfigFileContent(content ?? {}, host, dirname(config), undefined, basename(config)).options
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/')
}
