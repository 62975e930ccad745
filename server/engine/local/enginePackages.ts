import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const platformNames: Readonly<Partial<Record<NodeJS.Platform, string>>> = { linux: 'linux', darwin: 'mac', win32: 'win' }
const scope = '@node-llama-cpp'

export interface EnginePackages {
  readonly version: string
  /** Installed packages of node-llama-cpp that hold an engine for this platform; empty where none does. */
  readonly platformPackages: readonly string[]
}

/** Which engine is installed, told from the files so that a broken one is not loaded to find out. */
export async function enginePackages(): Promise<EnginePackages> {
  return await enginePackagesFor(fileURLToPath(import.meta.resolve('node-llama-cpp')))
}

/** The same for node-llama-cpp's program `entry`. Its engines are beside it, or further out: npm puts them there for a package that brings it along. */
export async function enginePackagesFor(entry: string): Promise<EnginePackages> {
  const modules = entry.slice(0, entry.lastIndexOf(`${sep}node-llama-cpp${sep}`))
  const { version } = JSON.parse(await readFile(join(modules, 'node-llama-cpp', 'package.json'), 'utf8'))
  const prefix = `${platformNames[process.platform] ?? process.platform}-${process.arch === 'arm' ? 'armv7l' : process.arch}`
  const folders = createRequire(entry).resolve.paths(scope) ?? []
  const names = await Promise.all(folders.map((folder) => readdir(join(folder, scope)).catch(() => [])))
  const fitting = [...new Set(names.flat())].filter((name) => name === prefix || name.startsWith(`${prefix}-`))
  return { version, platformPackages: fitting.map((name) => `${scope}/${name}`).sort() }
}
