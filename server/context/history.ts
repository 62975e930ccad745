import { changedFiles } from './changedFiles.ts'
import { textOfBlob } from './changeOfFile.ts'
import { gitOutput, runGit } from './git.ts'
import type { SourceText } from './source.ts'
import { sourceOf } from './sourceFile.ts'

/** A commit with one parent, or the first one. */
export interface Commit {
  readonly hash: string
  /** Absent for the first commit. */
  readonly parent?: string
  /** When it was committed, in milliseconds since 1970. */
  readonly time: number
  /** First line of its message. */
  readonly subject: string
}

/** A regular file of a commit, by its path from the top of the repository. */
export interface TrackedFile {
  readonly path: string
  readonly blob: string
}

/** A file that a commit changed, with the texts before and after it. */
export interface ChangedText {
  readonly path: string
  readonly before: string
  readonly after: string
}

/** The commits that lead to HEAD, newest first, without merges; none where nothing was committed yet. Rejects with gitUnavailable. */
export async function commitsOf(top: string, most: number): Promise<readonly Commit[]> {
  const head = await runGit(top, ['rev-parse', '--verify', '--quiet', 'HEAD'])
  if (head.exitCode !== 0) return []
  // A configuration may ask for signatures, which runs a program that it names.
  const quiet = ['log', '--no-merges', '--no-show-signature', '--no-notes', '--encoding=UTF-8']
  const output = await gitOutput(top, [...quiet, `--max-count=${most}`, '-z', '--format=%H%n%P%n%ct%n%s', 'HEAD'])
  return output
    .toString()
    .split('\0')
    .filter(Boolean)
    .map((entry) => {
      const [hash = '', parent = '', seconds = '0', ...subject] = entry.split('\n')
      const time = Number(seconds) * 1000
      return { hash, time, subject: subject.join(' '), ...(parent === '' ? {} : { parent }) }
    })
}

/** The regular files of a commit, sorted by path: no links and no submodules. Rejects with gitUnavailable. */
export async function filesOfCommit(commit: string, top: string): Promise<readonly TrackedFile[]> {
  const output = await gitOutput(top, ['ls-tree', '-r', '-z', '--full-tree', commit])
  const files = output
    .toString()
    .split('\0')
    .flatMap((entry) => {
      const [, blob, path] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? []
      return blob === undefined || path === undefined ? [] : [{ path, blob }]
    })
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** A file's text, by its path; undefined where it is no text, or too large to be read. Rejects with gitUnavailable. */
export async function textOfTracked({ path, blob }: TrackedFile, top: string): Promise<SourceText | undefined> {
  const loaded = sourceOf(await gitOutput(top, ['cat-file', 'blob', blob]), path)
  return loaded.kind === 'text' ? loaded.source : undefined
}

/** What a commit changed in files that were there before; of more than `most` files nothing. Rejects with gitUnavailable. */
export async function changesOfCommit({ hash, parent }: Commit, top: string, most: number): Promise<readonly ChangedText[]> {
  if (parent === undefined) return []
  const files = await changedFiles({ from: parent, to: { kind: 'commit', commit: hash } }, top)
  const changed: ChangedText[] = []
  for (const { path, oldBlob, newBlob } of files.length > most ? [] : files) {
    if (oldBlob === undefined || newBlob === undefined) continue
    changed.push({ path, before: await textOfBlob(oldBlob, top), after: await textOfBlob(newBlob, top) })
  }
  return changed
}
