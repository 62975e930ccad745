import { readdirSync, realpathSync, statSync } from 'node:fs'
import { readSmallFile } from '../disk.ts'
import type { RelatedDisk } from './visibleFiles.ts'

/** This machine's disk. */
export const localDisk: RelatedDisk = {
  readFile: readSmallFile,
  version(path) {
    const facts = attempt(() => statSync(path, { throwIfNoEntry: false }))
    return facts?.isFile() ? `${facts.mtimeMs} ${facts.size}` : undefined
  },
  realPath: (path) => attempt(() => realpathSync.native(path)),
  filesIn: (folder) =>
    (attempt(() => readdirSync(folder, { withFileTypes: true })) ?? []).filter((entry) => entry.isFile()).map(({ name }) => name),
}

function attempt<Result>(look: () => Result): Result | undefined {
  try {
    return look()
  } catch {
    return undefined
  }
}
