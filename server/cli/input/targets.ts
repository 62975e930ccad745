import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Change } from '../../context/changes.ts'
import { IgnoredFiles } from '../../context/ignoredFiles.ts'
import { type Loaded, loadFile } from '../../context/sourceFile.ts'
import { LatentError } from '../../protocol/errors.ts'
import { filesAt, nameIn, shownPath, workspaceRoot } from './files.ts'

/** One file to review: its name in the report, and how to get its text. */
export interface Target {
  readonly path: string
  load(): Promise<Loaded>
  /** How the text came about, where only its changes are reviewed. */
  change?(text: string): Promise<Change>
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
  }))
  return { root, targets }
}

/** Rejects with fileMissing for the first path that is not there. */
export async function requireAll(paths: readonly string[], workingFolder: string): Promise<void> {
  for (const path of paths) {
    await stat(resolve(workingFolder, path)).catch(() => {
      throw LatentError.of('fileMissing', path)
    })
  }
}
