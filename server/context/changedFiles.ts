import { gitOutput, withoutFilters } from './git.ts'
import type { Compared } from './revisions.ts'

/** A file that is new or changed, by its path from the top of the repository with `/` between its parts. Blobs are hashes. */
export interface ChangedFile {
  readonly path: string
  /** Its text before; absent where there was none. Of a renamed file, that under its old name. */
  readonly oldBlob?: string
  /** Its text now; absent where it is what lies in the working tree. */
  readonly newBlob?: string
}

/** An entry of git's raw format. */
interface RawEntry {
  readonly oldMode: string
  readonly newMode: string
  readonly oldBlob: string
  readonly newBlob: string
  readonly status: string
  readonly path: string
}

/** Renames are looked for only where git has both texts already: reading one from the working tree would run filters of the repository. */
const raw = ['--raw', '-z', '--no-abbrev', '--no-relative', '--ignore-submodules']

/**
 * Files that are there and changed, sorted by path; links and submodules have no text and are left out, deleted files have nothing to
 * review. A file of the working tree may turn out to be equal: only its text tells. `top`: the repository's top folder. Rejects with
 * gitUnavailable.
 */
export async function changedFiles({ from, to }: Compared, top: string): Promise<readonly ChangedFile[]> {
  switch (to.kind) {
    case 'commit':
      return filesIn(entriesIn(await gitOutput(top, ['diff-tree', '-r', '-M', ...raw, from, to.commit])))
    case 'index': {
      const index = to.file === undefined ? {} : { indexFile: to.file }
      return filesIn(entriesIn(await gitOutput(top, ['diff-index', '--cached', '-M', ...raw, from], index)))
    }
    case 'workingTree': {
      const entries = entriesIn(await gitOutput(top, ['diff-index', '--no-renames', ...raw, from], await withoutFilters(top)))
      const staged = new Map(entriesIn(await gitOutput(top, ['diff-index', '--cached', '-M', ...raw, from])).map(pathAndEntry))
      const untracked = namesIn(await gitOutput(top, ['ls-files', '--others', '--exclude-standard', '-z']))
      const changed = filesIn(entries).map(({ path, oldBlob }) => {
        const known = oldBlob ?? filesIn([staged.get(path)].flatMap((entry) => entry ?? []))[0]?.oldBlob
        return { path, ...(known === undefined ? {} : { oldBlob: known }) }
      })
      return byPath([...changed, ...untracked.map((path) => ({ path }))])
    }
  }
}

function filesIn(entries: readonly RawEntry[]): readonly ChangedFile[] {
  return byPath(
    entries
      .filter(({ status, newMode }) => status !== 'D' && (isText(newMode) || status === 'U'))
      .map(({ path, oldMode, oldBlob, newBlob }) => ({
        path,
        ...(isText(oldMode) && isBlob(oldBlob) ? { oldBlob } : {}),
        ...(isBlob(newBlob) ? { newBlob } : {}),
      })),
  )
}

/** Of the entries of a path that is in conflict, the one with a text before. */
function byPath(files: readonly ChangedFile[]): readonly ChangedFile[] {
  const one = new Map<string, ChangedFile>()
  for (const file of files) if (one.get(file.path)?.oldBlob === undefined) one.set(file.path, file)
  return [...one.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}

function entriesIn(output: Buffer): readonly RawEntry[] {
  const words = namesIn(output)
  const entries: RawEntry[] = []
  for (let at = 0; at < words.length; ) {
    const [oldMode = '', newMode = '', oldBlob = '', newBlob = '', status = ''] = (words[at] ?? '').slice(1).split(' ')
    // A rename and a copy name the old path first.
    const names = /^[RC]/.test(status) ? 2 : 1
    entries.push({ oldMode, newMode, oldBlob, newBlob, status, path: words[at + names] ?? '' })
    at += 1 + names
  }
  return entries
}

function pathAndEntry(entry: RawEntry): readonly [string, RawEntry] {
  return [entry.path, entry]
}

/** A regular file, executable or not: no link and no submodule. */
function isText(mode: string): boolean {
  return mode.startsWith('100')
}

/** Git tells a text that it has not read yet by zeros. */
function isBlob(hash: string): boolean {
  return /[^0]/.test(hash)
}

function namesIn(output: Buffer): readonly string[] {
  return output.toString().split('\0').filter(Boolean)
}
