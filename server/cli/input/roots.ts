import { realpath, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { within } from '../../context/related/visibleFiles.ts'
import { LatentError } from '../../protocol/errors.ts'

/** The folder that links lead to. Rejects with fileMissing or badArgument. */
export async function folderAt(folder: string, workingFolder: string): Promise<string> {
  const path = await realpath(resolve(workingFolder, folder)).catch(() => {
    throw LatentError.of('fileMissing', folder)
  })
  if ((await stat(path)).isDirectory()) return path
  throw LatentError.of('badArgument', {
    en: `--root takes a folder, not ${folder}.`,
    zh: `--root 应为文件夹，而不是 ${folder}。`,
  })
}

/** The innermost root around a path; undefined where there is none. */
export function rootAround(path: string, roots: readonly string[]): string | undefined {
  const around = roots.filter((root) => within(root, path))
  return around.toSorted((a, b) => b.length - a.length)[0]
}
