import { LatentError } from '../protocol/errors.ts'
import { gitOutput, runGit } from './git.ts'

/**
 * Which changes are meant: what differs from HEAD, what the next commit holds, what a branch changed since it left its base with what is not
 * committed yet, or what one commit changed against another. Without a `base` it is the default branch.
 */
export type ChangeScope =
  | { readonly kind: 'uncommitted' }
  | { readonly kind: 'staged' }
  | { readonly kind: 'branch'; readonly base?: string }
  | { readonly kind: 'between'; readonly from: string; readonly to: string }

/** Two states of a repository. `from` and `commit` are hashes; `from` is the empty tree before the first commit. */
export interface Compared {
  readonly from: string
  readonly to:
    | { readonly kind: 'workingTree' }
    /** The repository's own, unless another file is named. */
    | { readonly kind: 'index'; readonly file?: string }
    | { readonly kind: 'commit'; readonly commit: string }
}

/** What may stand for a commit: no white space, no option, and no third dot (`A...B` means something else to git). */
const commitName = /^[\w/@](?:[\w/@{}^~+#=.-]*[\w/@{}^~+#=-])?$/

/** Where a repository without a remote HEAD has its default branch, by likelihood. */
const usualBranches = ['origin/main', 'origin/master', 'main', 'master'] as const

/** False for what git could take for an option or for a range. */
export function isCommitName(name: string): boolean {
  return commitName.test(name) && !name.includes('..')
}

/** Resolves a scope in the repository around a folder. Rejects with gitUnavailable. */
export async function comparedBy(scope: ChangeScope, folder: string): Promise<Compared> {
  switch (scope.kind) {
    case 'uncommitted':
      return { from: await headOf(folder), to: { kind: 'workingTree' } }
    case 'staged':
      return { from: await headOf(folder), to: { kind: 'index' } }
    case 'branch': {
      const base = await commitOf(scope.base ?? (await defaultBranch(folder)), folder)
      return { from: await mergeBase(base, folder), to: { kind: 'workingTree' } }
    }
    case 'between':
      return { from: await commitOf(scope.from, folder), to: { kind: 'commit', commit: await commitOf(scope.to, folder) } }
  }
}

/** The top folder of the repository around a folder, absolute. Rejects with gitUnavailable. */
export async function topOf(folder: string): Promise<string> {
  return (await gitOutput(folder, ['rev-parse', '--show-toplevel'])).toString().replace(/\r?\n$/, '')
}

/** The commit's hash, so that from here on no name that a user or a branch chose reaches git. */
async function commitOf(name: string, folder: string): Promise<string> {
  const hash = isCommitName(name) ? await hashOf(name, folder) : undefined
  if (hash === undefined) throw LatentError.of('gitUnavailable', folder, `"${name}" is not a commit of this repository`)
  return hash
}

async function headOf(folder: string): Promise<string> {
  const head = await hashOf('HEAD', folder)
  if (head !== undefined) return head
  // Of no repository, git says so here. In one without commits all is new, and git always knows the empty tree.
  await topOf(folder)
  return (await gitOutput(folder, ['hash-object', '-t', 'tree', '--stdin'])).toString().trim()
}

async function hashOf(name: string, folder: string): Promise<string | undefined> {
  const question = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]
  return await gitOutput(folder, question).then(
    (output) => output.toString().trim(),
    () => undefined,
  )
}

/** Where the branch left `base`: what came into the base since then is no change of the branch. */
async function mergeBase(base: string, folder: string): Promise<string> {
  const answer = await runGit(folder, ['merge-base', base, 'HEAD']).catch((error: Error) => {
    throw LatentError.of('gitUnavailable', folder, error.message)
  })
  if (answer.exitCode === 0) return answer.output.toString().trim()
  throw LatentError.of('gitUnavailable', folder, 'the branch and its base have no commit in common (a shallow clone may lack it)')
}

async function defaultBranch(folder: string): Promise<string> {
  const remote = await gitOutput(folder, ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD']).then(
    (output) => [output.toString().trim()],
    () => [],
  )
  for (const name of [...remote, ...usualBranches]) {
    if (isCommitName(name) && (await hashOf(name, folder)) !== undefined) return name
  }
  throw LatentError.of('gitUnavailable', folder, 'no default branch is known, so the base has to be named')
}
