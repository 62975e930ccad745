import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { LineSpan } from '../../context/changes.ts'
import { isCode } from '../../context/codeFiles.ts'
import { IgnoredFiles } from '../../context/ignoredFiles.ts'
import { type Loaded, loadFile } from '../../context/sourceFile.ts'
import { LatentError } from '../../protocol/errors.ts'
import { changedFiles, parseChangeScope } from './changes.ts'
import { filesAt, nameIn, shownPath, workspaceRoot } from './files.ts'

/** One file to review: its name in the report, and how to get its text and the lines that count. */
export interface Target {
  readonly path: string
  load(): Promise<Loaded>
  /** Lines that findings must touch; undefined means all. */
  lines(text: string): Promise<readonly LineSpan[] | undefined>
}

/** What a review is about: its files, and the folder that fingerprints and dismissals are relative to. */
export interface Targets {
  readonly root: string
  readonly targets: readonly Target[]
}

/** Files and folders as they are. Rejects with fileMissing. */
export async function targetsAt(paths: readonly string[], workingFolder: string): Promise<Targets> {
  const root = await workspaceRoot(workingFolder)
  const files = await filesAt(paths, workingFolder, new IgnoredFiles(root))
  const targets = files.map((file) => ({
    path: shownPath(file, workingFolder),
    load: () => loadFile(file, nameIn(root, file)),
    lines: async () => undefined,
  }))
  return { root, targets }
}

/** Code that git says was changed, below the paths or in the whole repository. Rejects with badArgument and gitUnavailable. */
export async function changedTargets(changes: string, paths: readonly string[], workingFolder: string): Promise<Targets> {
  const scope = parseChangeScope(changes)
  // git finds no changes below a mistyped path, which would read as a clean result.
  for (const path of paths) {
    await stat(resolve(workingFolder, path)).catch(() => {
      throw LatentError.of('fileMissing', path)
    })
  }
  const root = await workspaceRoot(workingFolder)
  const files = await changedFiles(scope, workingFolder, paths)
  const targets = files
    .filter(({ file }) => isCode(file))
    .map(({ file, load, lines }) => ({
      path: shownPath(file, workingFolder),
      load: () => load(nameIn(root, file)),
      lines,
    }))
  return { root, targets }
}
