import { realpath } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { LatentError } from '../protocol/errors.ts'
import { changedFiles } from './changedFiles.ts'
import { type Change, changeBetween, type Hunk, type LineSpan, lineBefore, reversed } from './changes.ts'
import { gitOutput, reasonIn, runGit } from './git.ts'
import { type ChangeScope, comparedBy, topOf } from './revisions.ts'

/**
 * The change of one file's present text, saved or not. With `staged` the lines count that the next commit holds, as far as they still stand
 * in the text. A file that git did not have has changed as a whole. Rejects with gitUnavailable: no git, no repository, or git refuses.
 */
export async function changeOfFile(
  path: string,
  currentText: string,
  scope: Exclude<ChangeScope, { readonly kind: 'between' }>,
): Promise<Change> {
  const file = await realFile(path).catch(() => {
    throw LatentError.of('gitUnavailable', path, 'its folder does not exist')
  })
  await requireWorkTree(file)
  const { from } = await comparedBy(scope, dirname(file))
  const before = (await textIn(from, file)) ?? (await textBeforeRename(from, file))
  if (scope.kind !== 'staged') return changeBetween(before, currentText)
  const staged = await stagedText(file)
  return staged === undefined ? { hunks: [] } : carriedOver(changeBetween(before, staged), staged, currentText)
}

/** A blob's text. What is no UTF-8 in it is replaced: such lines are then the changed ones. */
export async function textOfBlob(blob: string, folder: string): Promise<string> {
  return (await gitOutput(folder, ['cat-file', 'blob', blob])).toString()
}

/** The text of a file in the index, without filters; undefined where it is not there. */
export async function stagedText(file: string): Promise<string | undefined> {
  // With `./` in front the name is one of the folder, whatever it begins with.
  const blob = await runGit(dirname(file), ['cat-file', 'blob', `:./${basename(file)}`])
  return blob.exitCode === 0 ? blob.output.toString() : undefined
}

/** Git knows a file by its place in the repository, not by the link that an editor may have opened. */
async function realFile(path: string): Promise<string> {
  const file = resolve(path)
  return realpath(file).catch(async () => join(await realpath(dirname(file)), basename(file)))
}

async function requireWorkTree(file: string): Promise<void> {
  const inside = (await gitOutput(dirname(file), ['rev-parse', '--is-inside-work-tree'])).toString().trim()
  if (inside !== 'true') throw LatentError.of('gitUnavailable', file, 'it lies within the repository itself')
}

/** The file as a commit has it, without filters and text conversions; undefined where the commit does not have it. */
async function textIn(commit: string, file: string): Promise<string | undefined> {
  const [folder, name] = [dirname(file), `./${basename(file)}`]
  const blob = await runGit(folder, ['cat-file', 'blob', `${commit}:${name}`])
  if (blob.exitCode === 0) return blob.output.toString()
  const entry = await gitOutput(folder, ['ls-tree', '-z', commit, '--', name])
  if (entry.length > 0) throw LatentError.of('gitUnavailable', file, reasonIn(blob))
  return undefined
}

async function textBeforeRename(commit: string, file: string): Promise<string | undefined> {
  const top = await topOf(dirname(file))
  const path = relative(top, file).split(sep).join('/')
  const changed = await changedFiles({ from: commit, to: { kind: 'index' } }, top)
  const blob = changed.find((each) => each.path === path)?.oldBlob
  return blob === undefined ? undefined : await textOfBlob(blob, top)
}

/** A change that led to `staged`, told by the lines of a text that goes on from there. What was edited since is no longer part of it. */
function carriedOver(change: Change, staged: string, current: string): Change {
  const since = reversed(changeBetween(staged, current))
  const hunks = change.hunks.flatMap((hunk): readonly Hunk[] => {
    const after = carried(hunk.after, since)
    return after === undefined ? [] : [{ before: hunk.before, after }]
  })
  return { ...change, hunks }
}

function carried({ startLine, endLine }: LineSpan, since: Change): LineSpan | undefined {
  if (startLine >= endLine) {
    const line = lineBefore(startLine, since)
    return line === undefined ? undefined : { startLine: line, endLine: line }
  }
  const lines = Array.from({ length: endLine - startLine }, (_, index) => lineBefore(startLine + index, since) ?? [])
  const [first, last] = [lines.flat().at(0), lines.flat().at(-1)]
  return first === undefined || last === undefined ? undefined : { startLine: first, endLine: last + 1 }
}
