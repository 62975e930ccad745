import { realpath } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { gitOutput } from '../../context/git.ts'
import type { Compared } from '../../context/revisions.ts'

/**
 * What is staged, in the index of the commit that is being made. Git names that index to its hooks: with `git commit --all` and with
 * `git commit PATH` it is not the usual one. Rejects with gitUnavailable.
 */
export async function inCommitIndex(compared: Compared, top: string): Promise<Compared> {
  if (compared.to.kind !== 'index') return compared
  const file = await commitIndex(top, process.env.GIT_INDEX_FILE)
  return file === undefined ? compared : { ...compared, to: { kind: 'index', file } }
}

/** That of another repository is not taken: whatever is started from a hook gets to know its name. */
async function commitIndex(top: string, named: string | undefined): Promise<string | undefined> {
  if (named === undefined || named === '') return undefined
  const gitFolder = (await gitOutput(top, ['rev-parse', '--absolute-git-dir'])).toString().replace(/\r?\n$/, '')
  const [inside, folder] = await Promise.all([realpath(gitFolder), realpath(dirname(resolve(named))).catch(() => '')])
  return `${folder}${sep}`.startsWith(`${inside}${sep}`) ? resolve(named) : undefined
}
