import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const platformNames: Readonly<Partial<Record<NodeJS.Platform, string>>> = { linux: 'linux', darwin: 'mac', win32: 'win' }

export interface EnginePackages {
  readonly version: string
  /** Installed packages of node-llama-cpp that hold an engine for this platform; empty where none does. */
  readonly platformPackages: readonly string[]
}

/** Which engine is installed, told from the files so that a broken one is not loaded to find out. */
export async function enginePackages(): Promise<EnginePackages> {
  const entry = fileURLToPath(import.meta.resolve('node-llama-cpp'))
  const modules = entry.slice(0, entry.lastIndexOf(`${sep}node-llama-cpp${sep}`))
  const { version } = JSON.parse(await readFile(join(modules, 'node-llama-cpp', 'package.json'), 'utf8'))
  const scope = join(modules, '@node-llama-cpp')
  const prefix = `${platformNames[process.platform] ?? process.platform}-${process.arch === 'arm' ? 'armv7l' : process.arch}`
  const names = await readdir(scope).catch(() => [])
  const fitting = names.filter((name) => name === prefix || name.startsWith(`${prefix}-`))
  return { version, platformPackages: fitting.map((name) => `@node-llama-cpp/${name}`).sort() }
}
