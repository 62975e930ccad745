import { realpath } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { glob } from 'tinyglobby'
import type { IgnoredFiles } from './ignoredFiles.ts'
import { languageOf } from './languages.ts'
import { looksSecret } from './secretFiles.ts'

/** Data and prose: reviewed when named, never because they lie in a folder (a lockfile alone would take hours). */
const notCode: ReadonlySet<string> = new Set('json jsonc yaml toml ini xml html markdown latex css scss less ignore'.split(' '))

/** Folders with code of others, which nobody mends in place. They are looked into where they are named themselves. */
const vendored = ['node_modules', 'bower_components', 'jspm_packages', 'vendor', 'third_party', 'site-packages', '.venv', '.git']

/**
 * The files of a folder that are worth reviewing, absolute and sorted: code in a known language that `ignored` lets through, nothing
 * vendored, nothing that looks secret. Links are not followed, so that a repository cannot lead a review out of itself.
 */
export async function codeFilesIn(folder: string, ignored: IgnoredFiles): Promise<readonly string[]> {
  return await filesIn(folder, ignored, isCode)
}

/** The same with data and prose: all files whose language is known by their name. */
export async function knownFilesIn(folder: string, ignored: IgnoredFiles): Promise<readonly string[]> {
  return await filesIn(folder, ignored, (path) => languageOf(path) !== undefined)
}

async function filesIn(folder: string, ignored: IgnoredFiles, isWanted: (path: string) => boolean): Promise<readonly string[]> {
  const found = await glob('**/*', {
    cwd: folder,
    absolute: true,
    onlyFiles: true,
    followSymbolicLinks: false,
    ignore: vendored.map((name) => `**/${name}/**`),
  })
  const kept: string[] = []
  for (const file of found.map((name) => resolve(name)).sort()) {
    if (isWanted(file) && !ignored.isIgnored(file) && !looksSecret(file) && (await liesIn(folder, file))) kept.push(file)
  }
  return kept
}

/** Whether a path, relative to a folder that somebody works on, leads into code of others. */
export function isVendored(path: string): boolean {
  return path.split(/[\\/]/).some((name) => vendored.includes(name))
}

/** Whether a path's name says that it is code in a language that is known. */
export function isCode(path: string): boolean {
  const language = languageOf(path)
  return language !== undefined && !notCode.has(language.id)
}

async function liesIn(folder: string, file: string): Promise<boolean> {
  const [real, realFolder] = await Promise.all([realpath(file).catch(() => undefined), realpath(folder)])
  return real?.startsWith(realFolder + sep) ?? false
}
