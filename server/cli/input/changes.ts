import { realpath } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { changedFiles } from '../../context/changedFiles.ts'
import { textOfBlob } from '../../context/changeOfFile.ts'
import { changeBetween } from '../../context/changes.ts'
import { isCode } from '../../context/codeFiles.ts'
import { gitOutput } from '../../context/git.ts'
import { type ChangeScope, comparedBy, isCommitName, topOf } from '../../context/revisions.ts'
import { loadFile, sourceOf } from '../../context/sourceFile.ts'
import { LatentError } from '../../protocol/errors.ts'
import { inCommitIndex } from './commitIndex.ts'
import { nameIn, shownPath, workspaceRoot } from './files.ts'
import { requireAll, type Target, type Targets } from './targets.ts'

/** What `--changes` and `--base` say. Rejects with badArgument. */
export function parseChangeScope(value: string | undefined, base: string | undefined): ChangeScope {
  if (base !== undefined) {
    if (value !== undefined && value !== 'branch') {
      throw LatentError.of('badArgument', {
        en: `--base goes with --changes=branch, not with --changes=${value}.`,
        zh: `--base 与 --changes=branch 一起使用，而不是 --changes=${value}。`,
      })
    }
    if (!isCommitName(base)) {
      throw LatentError.of('badArgument', {
        en: `"${base}" is not the name of a commit.`,
        zh: `“${base}”不是提交的名称。`,
      })
    }
    return { kind: 'branch', base }
  }
  if (value === undefined || value === 'HEAD' || value === 'uncommitted') return { kind: 'uncommitted' }
  if (value === 'staged' || value === 'branch') return { kind: value }
  const [from = '', to = '', ...rest] = value.split('..')
  if (rest.length > 0 || !isCommitName(from) || !isCommitName(to)) {
    throw LatentError.of('badArgument', {
      en: `"${value}" is neither "staged" nor "branch" nor two commits such as main..HEAD.`,
      zh: `“${value}”既不是“staged”或“branch”，也不是两个提交，如 main..HEAD。`,
    })
  }
  return { kind: 'between', from, to }
}

/** Code that git says was changed, below the paths or in the whole repository. Rejects with gitUnavailable and fileMissing. */
export async function changedTargets(scope: ChangeScope, paths: readonly string[], workingFolder: string): Promise<Targets> {
  // git finds no changes below a mistyped path, which would read as a clean result.
  await requireAll(paths, workingFolder)
  const top = await topOf(workingFolder)
  const root = await workspaceRoot(workingFolder)
  const isWanted = await below(paths, workingFolder)
  const files = await changedFiles(await inCommitIndex(await comparedBy(scope, workingFolder), top), top)
  const targets = files
    .filter(({ path }) => isCode(path) && isWanted(join(top, path)))
    .map(({ path, oldBlob, newBlob }): Target => {
      const file = join(top, path)
      const name = nameIn(root, file)
      return {
        path: shownPath(file, workingFolder),
        load: async () =>
          newBlob === undefined ? loadFile(file, name) : sourceOf(await gitOutput(top, ['cat-file', 'blob', newBlob]), name),
        change: async (text) => changeBetween(oldBlob === undefined ? undefined : await textOfBlob(oldBlob, top), text),
      }
    })
  return { root, targets }
}

/** Tells whether a file lies below one of the paths; every one does where there are none. */
export async function below(paths: readonly string[], workingFolder: string): Promise<(file: string) => boolean> {
  if (paths.length === 0) return () => true
  const folders = await Promise.all(paths.map((path) => realpath(resolve(workingFolder, path))))
  return (file) => folders.some((folder) => file === folder || file.startsWith(folder.endsWith(sep) ? folder : folder + sep))
}
