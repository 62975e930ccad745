import { join } from 'node:path'
import { changedLines, type LineSpan } from '../../context/changes.ts'
import { runGit } from '../../context/git.ts'
import { type Loaded, loadFile, sourceOf } from '../../context/sourceFile.ts'
import { LatentError } from '../../protocol/errors.ts'
import { git } from './git.ts'

/** What `--changes` compares: the files as they are or the index with HEAD, or one commit with another. */
export type ChangeScope =
  | { readonly kind: 'workingTree' }
  | { readonly kind: 'staged' }
  | { readonly kind: 'between'; readonly from: string; readonly to: string }

/** A changed file and how to get its new text. */
export interface ChangedFile {
  /** Absolute, also where the text comes from a commit. */
  readonly file: string
  /** The new text, known to fingerprints as `namedAs`. */
  load(namedAs: string): Promise<Loaded>
  /** Lines of the new text that differ from the old one. */
  lines(newText: string): Promise<readonly LineSpan[]>
}

/** What may stand for a commit: no white space, no option, and no third dot (`A...B` means something else to git). */
const commitName = /^[\w/@][\w/@{}^~+#=.-]*(?<!\.)$/

/** `staged`, `A..B` or nothing. A name that git could read as an option is refused. Rejects with badArgument. */
export function parseChangeScope(value: string): ChangeScope {
  if (value === 'HEAD') return { kind: 'workingTree' }
  if (value === 'staged') return { kind: 'staged' }
  const [from = '', to = '', ...rest] = value.split('..')
  if (rest.length > 0 || !commitName.test(from) || !commitName.test(to)) {
    throw LatentError.of('badArgument', `"${value}" is neither "staged" nor two commits such as main..HEAD.`)
  }
  return { kind: 'between', from, to }
}

/** Changed files below `paths`, sorted by name. Deleted files have nothing to review. Rejects with gitUnavailable. */
export async function changedFiles(
  scope: ChangeScope,
  folder: string,
  paths: readonly string[],
): Promise<readonly ChangedFile[]> {
  const top = (await git(folder, ['rev-parse', '--show-toplevel'])).toString().replace(/\r?\n$/, '')
  const compared = await revisionsOf(scope, folder)
  const named = await git(folder, [...diff, ...compared, '--name-only', '-z', '--diff-filter=d', '--', ...paths])
  const untracked =
    scope.kind === 'workingTree'
      ? await git(folder, ['ls-files', '--full-name', '--others', '--exclude-standard', '-z', '--', ...paths])
      : Buffer.alloc(0)

  return [...namesIn(named), ...namesIn(untracked)].sort().map((path) => ({
    file: join(top, path),
    load: (namedAs) =>
      scope.kind === 'workingTree' ? loadFile(join(top, path), namedAs) : loadBlob(top, blobName(scope, compared, path), namedAs),
    lines: async (newText) =>
      scope.kind === 'workingTree'
        ? changedLines(join(top, path), newText, runGit)
        : linesOfPatch((await git(top, [...diff, ...compared, '--unified=0', '--', path])).toString()),
  }))
}

const diff = ['diff', '--no-ext-diff', '--no-textconv', '--no-color', '--no-relative', '--no-renames', '--ignore-submodules']

async function revisionsOf(scope: ChangeScope, folder: string): Promise<readonly string[]> {
  switch (scope.kind) {
    case 'workingTree':
      return ['HEAD']
    case 'staged':
      return ['--cached', 'HEAD']
    case 'between':
      return [await commitOf(scope.from, folder), await commitOf(scope.to, folder)]
  }
}

/** The commit's hash, so that from here on no name that a user or a branch chose reaches git. */
async function commitOf(name: string, folder: string): Promise<string> {
  const hash = await git(folder, ['rev-parse', '--verify', '--end-of-options', `${name}^{commit}`]).catch(() => undefined)
  if (hash === undefined) throw LatentError.of('badArgument', `"${name}" is not a commit of this repository.`)
  return hash.toString().trim()
}

function blobName(scope: ChangeScope, compared: readonly string[], path: string): string {
  return scope.kind === 'between' ? `${compared[1]}:${path}` : `:${path}`
}

async function loadBlob(top: string, blob: string, namedAs: string): Promise<Loaded> {
  return sourceOf(await git(top, ['cat-file', 'blob', blob]), namedAs)
}

function namesIn(output: Buffer): readonly string[] {
  return output.toString().split('\0').filter(Boolean)
}

/** Spans of the new text out of the hunk headers of a diff without context: `@@ -3,0 +4,2 @@`. */
export function linesOfPatch(patch: string): readonly LineSpan[] {
  return [...patch.matchAll(/^@@ -\S+ \+(\d+)(?:,(\d+))? @@/gm)].map(([, start, length]) => {
    const count = length === undefined ? 1 : Number(length)
    // Where lines were only taken away, the two lines around the gap are what changed; `start` is then the line above it.
    return count === 0
      ? { startLine: Math.max(0, Number(start) - 1), endLine: Number(start) + 1 }
      : { startLine: Number(start) - 1, endLine: Number(start) - 1 + count }
  })
}
