import { stat } from 'node:fs/promises'
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { codeFilesIn } from '../../context/codeFiles.ts'
import type { IgnoredFiles } from '../../context/ignoredFiles.ts'
import { LatentError } from '../../protocol/errors.ts'

/**
 * The files that PATH arguments stand for, absolute, each once and in a fixed order. A file named by itself is always taken; of a
 * folder, files of known languages that `isIgnored` lets through. Links inside of a folder are not followed, so that a
 * repository cannot lead a review out of itself. Rejects with fileMissing, or badArgument for an empty path.
 */
export async function filesAt(
  paths: readonly string[],
  workingFolder: string,
  ignored: IgnoredFiles,
): Promise<readonly string[]> {
  const files = new Set<string>()
  for (const path of paths) {
    if (path === '') throw emptyPath()
    const absolute = resolve(workingFolder, path)
    const found = await stat(absolute).catch(() => undefined)
    if (found === undefined) throw LatentError.of('fileMissing', path)
    if (!found.isDirectory()) files.add(absolute)
    else for (const file of await codeFilesIn(absolute, ignored)) files.add(file)
  }
  return [...files]
}

/** An empty variable of a script would otherwise mean the whole folder. */
function emptyPath(): LatentError {
  return LatentError.of('badArgument', {
    en: 'A path is empty; the current folder is ".".',
    zh: '路径为空；当前文件夹为“.”。',
  })
}

/** The folder that holds `.git` or `.latent`, at or above a folder; the folder itself where there is none. */
export async function workspaceRoot(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    for (const name of ['.git', '.latent']) {
      if ((await stat(resolve(at, name)).catch(() => undefined)) !== undefined) return at
    }
    if (dirname(at) === at) return folder
  }
}

/** What fingerprints call a file, as in the editor: relative to the workspace, the whole path outside of it. */
export function nameIn(root: string, file: string): string {
  const name = isOutside(root, file) ? file : relative(root, file)
  return name.split(sep).join('/')
}

/** Whether a file is not in a folder at any depth. On Windows another drive is outside as well. */
export function isOutside(folder: string, file: string): boolean {
  const path = relative(folder, file)
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)
}

/** A path as reports name it: relative to `folder`, with `/` between its parts on every system. */
export function shownPath(file: string, folder: string): string {
  return relative(folder, file).split(sep).join('/')
}
